import Model
import Testing

@Suite struct MomentTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-23T05:32:07.123Z", 1_795_411_927_123),
        ("1969-12-31T23:59:59.999Z", -1), ("2000-02-29T23:59:59Z", 951_868_799_000),
    ])
    func `is written and read back`(text: String, milliseconds: Int64) {
        #expect(Moment(milliseconds: milliseconds).iso8601 == text)
        #expect(Moment(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test func `offsets and fractions are read`() {
        #expect(Moment(iso8601: "2021-08-11T12:21:26.681000-04:00")?.iso8601 == "2021-08-11T16:21:26.681Z")
        #expect(Moment(iso8601: "2021-08-11T12:21:26+0900")?.iso8601 == "2021-08-11T03:21:26Z")
        for wrong in ["", "2021-08-11", "2021-08-11T12:21:26", "2021-13-11T12:21:26Z", "2021-08-11T12:21:2xZ"] {
            #expect(Moment(iso8601: wrong) == nil)
        }
    }

    /// Answers and files hold any number.
    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300, 1.79e12])
    func `no number ends the program`(_ seconds: Double) {
        let moment = Moment(seconds: seconds)
        #expect(moment.minute.start.seconds(since: moment) <= 0)
        #expect((moment + seconds).minute.advanced(by: .max) >= moment.minute)
        #expect(moment.minute.advanced(by: 1) >= moment.minute)
        #expect(!NumberWords.duration(seconds).isEmpty && NumberWords.whole(-seconds) <= Int.max)
    }

    @Test func `the settled minute is two minutes over`() {
        let minute = Moment(seconds: 600).minute
        #expect(Minute.settled(at: minute.end + 119.9) == minute.advanced(by: -1))
        #expect(Minute.settled(at: minute.end + 120) == minute)
        #expect(Moment(milliseconds: -1).minute.index == -1)
    }
}

@Suite struct PauseTests {
    private func order(
        _ id: Int64, _ kind: Order.Kind, _ service: String?, _ reason: String = "", about: Int64? = nil
    ) -> Order {
        Order(
            id: id, kind: kind, service: service, actor: "op\(id)@host", at: Moment(seconds: Double(id)),
            reason: reason, about: about)
    }

    @Test func `the first holder stays until someone resumes`() {
        let orders = [
            order(1, .pause, "api", "p99"), order(2, .pause, nil, "all stop"),
            order(3, .annotate, "api", "why", about: 1),
        ]
        #expect(Pause.holding("api", orders: orders)?.by == "op1@host")
        #expect(Pause.holding("api", orders: orders)?.reason == "why")
        #expect(Pause.holding("web", orders: orders)?.ofAll == true)
        #expect(Pause.holding("web", orders: orders + [order(4, .resume, "web")]) == nil)
        #expect(Pause.holding("api", orders: orders + [order(4, .resume, "web")]) != nil)
        #expect(Pause.holding("api", orders: orders + [order(4, .resume, nil)]) == nil)
    }
}

@Suite struct ShareTests {
    @Test(arguments: [(75, 25, 25.0), (0, 0, 50), (255, 1, 100.0 / 256), (0, 5, 100)])
    func `percent follows Route 53`(old: Int, new: Int, percent: Double) {
        #expect(WeightReading(type: "A", old: old, new: new, ttl: 60).percent == percent)
    }

    @Test func `types that disagree are uneven`() {
        let a = WeightReading(type: "A", old: 75, new: 25, ttl: 60)
        #expect(!ShareReading(weights: [a, a]).isUneven)
        #expect(ShareReading(weights: [a, WeightReading(type: "AAAA", old: 100, new: 0, ttl: 60)]).isUneven)
        #expect(ShareReading(weights: [a, WeightReading(type: "AAAA", old: 100, new: nil, ttl: 60)]).isUneven)
    }
}

@Suite struct WordsTests {
    @Test func `numbers in sentences`() {
        #expect(NumberWords.percent(0.034) == "0.03")
        #expect(NumberWords.percent(25) == "25")
        #expect(NumberWords.percent(1.44) == "1.4")
        #expect(NumberWords.milliseconds(412.4) == "412 ms")
        #expect(NumberWords.milliseconds(1250) == "1250 ms")
        #expect(NumberWords.change(from: 288, to: 412) == "+43 %")
        #expect(NumberWords.change(from: 41, to: 38) == "−7 %")
        #expect(NumberWords.change(from: 1e-9, to: 1e15) == "> +1000000 %")
        #expect(NumberWords.change(from: 288, to: .infinity) == "> +1000000 %")
        #expect(NumberWords.duration(59) == "59 s")
        #expect(NumberWords.duration(240) == "4 min")
        #expect(NumberWords.duration(11_100) == "3 h 05 min")
        #expect(NumberWords.decimal(-0.0004, 2) == "0.00")
    }
}
