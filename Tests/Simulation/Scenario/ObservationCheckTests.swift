import Model
import Testing

@testable import Simulation

@Suite struct ObservationCheckTests {
    private static let now = Moment(seconds: 600_000_000)

    /// One service with 100 requests on old and 50 on new in every minute of a quarter of an hour.
    private func board() -> Board {
        let window = Self.now.minute.advanced(by: -15)..<Self.now.minute.advanced(by: 1)
        func series(_ value: Double) -> Series {
            var series = Series(start: window.lowerBound, count: window.count)
            for minute in window { series.put(minute: minute, value: value, presence: .ok, readAt: Self.now) }
            return series
        }
        func member(_ id: String, _ version: String) -> Member { Member(id: id, state: "RUNNING", version: version) }
        var counts = Counts()
        counts.running = 4
        let configuration = ServiceConfiguration(
            name: "api", split: .route53(zone: "example.com", name: "api.example.com", types: [], old: "a", new: "b"),
            old: SideConfiguration(autoScalingGroup: "g"),
            new: SideConfiguration(ecs: ECSConfiguration(cluster: "c", service: "s")), queue: "jobs")
        let service = Service(
            configuration: configuration,
            share: Timed(
                ShareReading(weights: [WeightReading(type: "A", old: 50, new: 50, ttl: 60)]), readAt: Self.now),
            old: SideBoard(
                series: [.requests: series(100)], inventory: Inventory(counts: counts),
                confirmed: [.autoScaling: Self.now]),
            new: SideBoard(
                series: [.requests: series(50)],
                inventory: Inventory(counts: counts, members: [member("1", "a"), member("2", "b")]),
                confirmed: [.ecs: Self.now]),
            shared: [.queueAge: series(90)])
        let event = Event(at: Self.now, service: "api", kind: .taskStopped, actor: "ecs", reason: "app exit 137")
        return Board(
            migration: "m", region: "r", takenAt: Self.now, window: window, services: [service], events: [event])
    }

    private func shows(_ what: ExpectedObservation.What, service: String = "api", after seconds: Double = 0) -> Bool {
        var board = board()
        board.takenAt = Self.now + seconds
        return ExpectedObservation(from: 0, by: 0, service: service, what: what, words: "", act: .watch).shows(
            on: board)
    }

    @Test func `each kind is seen when it is there`() {
        // The 5xx are unknown, so the verdict is blind.
        #expect(shows(.verdict(.blind, subject: nil)))
        #expect(shows(.verdict(.blind, subject: "CloudWatch")))
        #expect(!shows(.verdict(.blind, subject: "ECS")))
        #expect(!shows(.verdict(.pass, subject: nil)))
        #expect(shows(.event(.taskStopped, containing: "137")))
        #expect(!shows(.event(.taskStopped, containing: "139")))
        #expect(!shows(.event(.ecs, containing: "137")))
        #expect(shows(.lag(points: 16)))
        #expect(!shows(.lag(points: 17)))
        #expect(shows(.requests(atLeast: 150)))
        #expect(!shows(.requests(atLeast: 151)), "both sides together")
        #expect(!shows(.requests(atLeast: 150), after: 3600), "nobody knows any more")
        #expect(shows(.oldRunning(atMost: 4)))
        #expect(!shows(.oldRunning(atMost: 3)))
        #expect(shows(.versions(.new, atLeast: 2)))
        #expect(!shows(.versions(.old, atLeast: 2)))
        #expect(shows(.queueAge(atLeast: 90)))
        #expect(!shows(.queueAge(atLeast: 91)))
        #expect(shows(.applied(percent: 50.4)))
        #expect(!shows(.applied(percent: 51)))
    }

    @Test func `errors of one side are seen by their percentage`() {
        func shows(_ side: Side, _ percent: Double, after seconds: Double = 0) -> Bool {
            var board = board()
            board.takenAt = Self.now + seconds
            for metric in [Metric.target5xx, .balancer5xx] {
                var series = Series(start: board.window.lowerBound, count: board.window.count)
                for minute in board.window {
                    series.put(
                        minute: minute, value: metric == .target5xx ? 6 : 0, presence: .ok, readAt: Self.now)
                }
                board.services[0].old.series[metric] = series
            }
            return ExpectedObservation(
                from: 0, by: 0, service: "api", what: .failing(side, atLeast: percent), words: "", act: .pause
            ).shows(on: board)
        }
        #expect(shows(.old, 6))
        #expect(!shows(.old, 6.1))
        #expect(!shows(.new, 1), "nothing was told of it")
        #expect(!shows(.old, 6, after: 1000), "it is old")
    }

    @Test func `each sight is looked for whichever of the others were seen`() {
        func sight(_ from: Double, _ what: ExpectedObservation.What, _ words: String) -> ExpectedObservation {
            ExpectedObservation(from: from, by: from + 60, service: "api", what: what, words: words, act: .watch)
        }
        var watch = ObservationWatch([
            sight(0, .applied(percent: 80), "never"), sight(10, .applied(percent: 50), "second"),
            sight(30, .lag(points: 16), "third"),
        ])
        let board = board()
        #expect(watch.check(board, after: 5).isEmpty)
        #expect(watch.check(board, after: 10).map(\.words) == ["second"])
        #expect(watch.check(board, after: 20).isEmpty)
        #expect(watch.check(board, after: 40).map(\.words) == ["third"])
        #expect(watch.seen == [nil, 10, 40])
        #expect(watch.seenSights.map(\.sight.words) == ["second", "third"])
        #expect(!watch.isComplete)
    }

    @Test func `what is old or of nobody is not seen`() {
        #expect(!shows(.oldRunning(atMost: 4), after: 300))
        #expect(!shows(.applied(percent: 50), after: 300))
        #expect(!shows(.lag(points: 5), after: 1000))
        #expect(!shows(.queueAge(atLeast: 90), after: 1000))
        #expect(!shows(.versions(.new, atLeast: 2), service: "web"))
    }
}
