import Foundation
import Model
import Testing

/// Evidence is carried from minute to minute, whatever a board's window holds.
@Suite struct EvidenceRecordTests {
    private static let first = BoardFixture.now.minute.advanced(by: -200)

    /// A board whose newest settled minute is the `back`-th before the fixture's, with a window of `count` minutes, in
    /// which `errors` of new's 1000 requests failed in each minute.
    private func board(
        back: Int, window count: Int, errors: (Minute) -> Double = { _ in 2 },
        change: (inout Service) -> Void = { _ in }
    ) -> Board {
        var fixture = BoardFixture()
        fixture.at = BoardFixture.now + Double(-60 * back)
        var board = fixture.board
        let current = board.takenAt.minute
        board.window = current.advanced(by: -count)..<current.advanced(by: 1)
        for side in Side.allCases {
            var made: [Metric: Series] = [:]
            for metric in [Metric.requests, .target5xx, .balancer5xx, .p99] {
                var series = Series(start: board.window.lowerBound, count: board.window.count)
                for minute in board.window where minute <= board.settledTo {
                    let value: Double =
                        switch (metric, side) {
                        case (.requests, .old): 9000
                        case (.requests, .new): 1000
                        case (.target5xx, .old): 18
                        case (.target5xx, .new): errors(minute)
                        case (.p99, _): 300
                        default: 0
                        }
                    series.put(
                        minute: minute, value: value, presence: value == 0 ? .zero : .ok, readAt: board.takenAt)
                }
                made[metric] = series
            }
            if side == .old { board.services[0].old.series = made } else { board.services[0].new.series = made }
        }
        change(&board.services[0])
        return board
    }

    /// The record after minute by minute, with windows too short to hold the epoch.
    private func carried(
        from: Int, to: Int = 0, window: Int = 5, starting: EvidenceRecord? = nil,
        errors: @escaping (Minute) -> Double = { _ in 2 }, change: (inout Service) -> Void = { _ in }
    ) -> EvidenceRecord {
        var record = starting
        for back in stride(from: from, through: to, by: -1) {
            var board = board(back: back, window: window, errors: errors, change: change)
            board.services[0].evidence = record
            record = board.evidence(of: board.services[0])
        }
        return record!
    }

    @Test func `a short window tells as much as a long one`() throws {
        let short = carried(from: 100)
        let long = board(back: 0, window: 105)
        let whole = try #require(long.trial(of: long.services[0]))
        let pieces = try #require(short.trial)
        #expect(pieces.judgement == whole.judgement && pieces.step == whole.step)
        #expect(pieces.minutes.count >= 100 && pieces.judgement.state == .pass)
        #expect(pieces.evidence.allSatisfy { $0.count == pieces.minutes.count })
    }

    /// New's weight beside old's 90 is this since half an hour.
    private static func weight(_ new: Int) -> (inout Service) -> Void {
        { service in
            service.share?.value.weights[0].new = new
            service.shareChangedAt = BoardFixture.now + Double(-60 * 31)
        }
    }

    @Test func `new weights begin an epoch and spend their own part of alpha`() throws {
        let before = carried(from: 60, to: 31)
        let after = carried(from: 30, starting: before, change: Self.weight(90))
        let trial = try #require(after.trial)
        #expect(after.epochs == 2 && trial.cause == .weights(from: 10, to: 50))
        #expect(trial.minutes.count < 33)
        #expect(trial.step[0].minutes < 31 && trial.whole[0].minutes > 50)
        // Without a plan each of six steps has a seventh; two metrics are tested here.
        #expect(abs(trial.judgement.bar - 2 * 7 / 0.01) < 1e-6)
        let unspent = carried(from: 30, starting: before, change: Self.weight(0))
        #expect(unspent.epochs == 1 && unspent.cause == .weights(from: 10, to: 0))
    }

    /// The step is seen at once, and the two minutes before it settle after that.
    @Test func `the minutes before a step are not lost`() throws {
        let begin = BoardFixture.now.minute.advanced(by: -33)
        func errors(_ minute: Minute) -> Double { minute >= begin ? 40 : 0 }
        let before = carried(from: 60, to: 31, errors: errors)
        let seen = carried(from: 30, to: 30, starting: before, errors: errors, change: Self.weight(90))
        #expect(before.step.state != .worse && seen.epochs == 1)
        let known = carried(from: 29, to: 29, starting: seen, errors: errors, change: Self.weight(90))
        #expect(known.epochs == 2 && known.step.state == .worse, "two glaring minutes before the step")
    }

    @Test func `a step takes no alarm away, another version does`() throws {
        let bad = carried(from: 60, to: 31, errors: { _ in 40 })
        #expect(bad.step.state == .worse)
        // Nobody has seen a minute of the new weights yet.
        let stepped = carried(from: 30, to: 29, starting: bad, errors: { _ in 40 }, change: Self.weight(90))
        #expect(stepped.epochs == 2 && stepped.minutes == nil)
        #expect(stepped.step.state == .worse && stepped.since == bad.since)
        let going = carried(from: 30, to: 20, starting: bad, errors: { _ in 40 }, change: Self.weight(90))
        #expect(going.step.state == .worse)
        let mended = carried(from: 30, starting: bad, errors: { _ in 0 }, change: Self.weight(90))
        #expect(mended.step.state != .worse)

        func version(_ name: String) -> (inout Service) -> Void {
            { $0.new.inventory?.members = [Member(id: "a", state: "RUNNING", version: name)] }
        }
        let first = carried(from: 60, to: 31, errors: { _ in 40 }, change: version("api:1"))
        let second = carried(from: 30, to: 30, starting: first, errors: { _ in 0 }, change: version("api:2"))
        #expect(first.step.state == .worse && second.epochs == 2 && second.step.state != .worse)
    }

    @Test func `another version on most members begins an epoch`() {
        func members(_ versions: [String]) -> (inout Service) -> Void {
            { service in
                service.new.inventory?.members = versions.enumerated().map {
                    Member(id: "\($0.offset)", state: "RUNNING", version: $0.element)
                }
            }
        }
        let before = carried(from: 60, to: 31, change: members(["api:1", "api:1", "api:1"]))
        let mixed = carried(from: 30, to: 20, starting: before, change: members(["api:1", "api:1", "api:2"]))
        #expect(mixed.epochs == 1)
        let after = carried(from: 19, starting: mixed, change: members(["api:2", "api:1", "api:2"]))
        #expect(after.epochs == 2 && after.cause == .version(.new, from: "api:1", to: "api:2"))
        #expect((after.minutes?.count ?? 0) < 22)
    }

    /// Auto Scaling tells the template's version, EC2 the image, in its own time.
    @Test func `more known of a version is not another one`() {
        func members(_ version: String) -> (inout Service) -> Void {
            { $0.new.inventory?.members = [Member(id: "i-1", state: "InService", version: version)] }
        }
        let first = carried(from: 60, to: 41, change: members("lt:3"))
        let told = carried(from: 40, to: 31, starting: first, change: members("lt:3 ami-1"))
        let gap = carried(from: 30, to: 21, starting: told, change: members("lt:3"))
        #expect(gap.epochs == 1 && gap.cause == first.cause)
        let replaced = carried(from: 20, starting: gap, change: members("lt:3 ami-2"))
        #expect(replaced.epochs == 2 && replaced.cause == .version(.new, from: "lt:3 ami-1", to: "lt:3 ami-2"))
    }

    @Test func `a minute on its way is waited for and a lost one is missing`() throws {
        let hole = BoardFixture.now.minute.advanced(by: -3)
        func drop(_ service: inout Service) {
            service.new.series[.target5xx] = service.new.series[.target5xx].map { series in
                var series = series
                series.put(minute: hole, value: nil, presence: .missing, readAt: BoardFixture.now)
                return series
            }
        }
        let waiting = carried(from: 30, change: drop)
        #expect(waiting.minutes?.upperBound == hole)
        // Five minutes later it will not come any more.
        let lost = carried(from: 30, to: -6, change: drop)
        #expect(try #require(lost.minutes?.upperBound) > hole)
    }

    @Test func `an alarm ends when newer minutes speak against it`() {
        let burst = BoardFixture.now.minute.advanced(by: -50)
        func errors(_ minute: Minute) -> Double { minute >= burst && minute < burst.advanced(by: 6) ? 60 : 2 }
        #expect(carried(from: 70, to: 44, errors: errors).step.state == .worse)
        let mended = carried(from: 70, errors: errors)
        #expect(mended.step.state != .worse)
        #expect((mended.since ?? burst) > burst.advanced(by: 10))
    }

    /// Below the bar before it is over: the sentence tells how long it may last.
    @Test func `an alarm that is no longer proved says when it ends`() {
        var judge = EpochJudge()
        func add(_ count: Int, errors: Double) -> [Judgement] {
            (0..<count).map { _ in
                judge.add(
                    MinuteCounts(requests: Sides(old: 9000, new: 1000), errors: Sides(old: 18, new: errors)))
                return judge.judgement
            }
        }
        _ = add(20, errors: 2)
        while judge.state != .worse, judge.errors.minutes < 60 { _ = add(1, errors: 6) }
        #expect(judge.judgement.reason.hasSuffix("is proof"))
        let reasons = add(7, errors: 0).filter { $0.state == .worse }.map(\.reason)
        #expect(
            reasons.last?.hasSuffix(
                " · no longer proved: the last \(reasons.count) minutes had nothing against new, the alarm ends after 12 "
                    + "such at most") == true, "\(reasons)")
        let again = add(1, errors: 3).last
        #expect(
            again?.reason.contains("no longer proved: the last minute still spoke against new, ") == true,
            "\(String(describing: again))")
    }

    @Test(arguments: [
        (#""alarms":[null,null]"#, #""alarms":[null]"#), (#""next":"#, #""next":9"#),
        (#""leaping":[0,0,0]"#, #""leaping":[0,0]"#), (#""likelihood":""#, #""likelihood":"0 "#),
        (#""graphs":["#, #""graphs":["0","#),
    ])
    func `what lacks numbers is not whole`(_ part: String, _ garbled: String) throws {
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        func hasValidShape(_ text: String) throws -> Bool {
            try decoder.decode(EvidenceRecord.self, from: Data(text.utf8)).hasValidShape
        }
        let text = String(decoding: try encoder.encode(carried(from: 30)), as: UTF8.self)
        try #require(text.contains(part))
        #expect(try hasValidShape(text))
        #expect(try !hasValidShape(text.replacing(part, with: garbled)))
    }

    @Test func `a clock behind does not take the future for known`() {
        let known = carried(from: 60)
        var past = board(back: 40, window: 20)
        past.services[0].evidence = known
        #expect(past.evidence(of: past.services[0]).minutes?.upperBound == past.settledTo.advanced(by: 1))
    }
}
