import Fixtures
import Foundation
import Model
import Store
import Synchronization
import Testing

@testable import Poll

/// What the pollers of these tests tell, a function of the moment alone: weights that change, errors that begin, a source
/// that falls silent, tasks that are replaced.
enum SteppedWorld {
    static let start = PollFixture.noon

    static var pollers: [any SourcePoller] {
        [
            poller(.sqs) { at, _ in
                guard !(300..<700).contains(at) else { return .failed("sqs:GetQueueAttributes got no answer") }
                let jobs = QueueReading(visible: Int(at) % 40, inFlight: 3, delayed: 0)
                return PollResult(queues: ["worker": jobs], answered: true)
            },
            poller(.cloudWatch) { at, context in
                let minutes = samples(context)
                return PollResult(samples: minutes, newestMinute: minutes.map(\.minute).max(), answered: true)
            },
            poller(.ecs) { at, _ in
                let tasks = (0..<6).map { number in
                    let id = at > 900 && number == 5 ? "9c1f" : "4c1f\(number)"
                    return TasksPart.Task(
                        id: id, addresses: ["10.0.0.\(number)"], state: "RUNNING", version: "api:218 @9f2c",
                        startedAt: start - 60)
                }
                return PollResult(
                    parts: [PollFixture.newAPI: .tasks(TasksPart(desired: 6, running: 6, pending: 0, tasks: tasks))],
                    events: [
                        Event(at: start, service: "api", side: .new, kind: .ecs, actor: "ecs", evidence: "steady")
                    ], answered: true)
            },
            poller(.ec2) { at, context in
                guard let ids = context.instances[PollFixture.oldAPI] else { return .waiting }
                return PollResult(
                    parts: [PollFixture.oldAPI: .machines(ids.map { MachinePart(id: $0, image: "ami-0c1") })],
                    answered: true)
            },
            poller(.autoScaling) { at, _ in
                let ids = at < 400 ? ["i-1", "i-2"] : ["i-1", "i-2", "i-3"]
                let group = GroupPart(
                    desired: ids.count, minimum: 1, maximum: 8, instances: ids.map { .init(id: $0, state: "InService") }
                )
                return PollResult(parts: [PollFixture.oldAPI: .group(group)], answered: true)
            },
            poller(.targetHealth) { at, _ in
                let targets = (0..<6).map { number in
                    TargetPart(group: "api-new", id: "10.0.0.\(number)", state: "healthy")
                }
                return PollResult(parts: [PollFixture.newAPI: .targets(targets)], answered: true)
            },
            poller(.route53) { at, _ in
                let new = at < 480 ? 10 : at < 1200 ? 25 : 0
                let weight = WeightReading(type: "A", old: 100 - new, new: new, ttl: 60)
                return PollResult(shares: ["api": ShareReading(weights: [weight])], answered: true)
            },
        ]
    }

    private static func poller(
        _ source: Source, _ answer: @escaping @Sendable (Double, PollContext) -> PollResult
    ) -> ScriptedPoller {
        ScriptedPoller(source) { _, context in answer(context.now.seconds(since: start), context) }
    }

    /// Minutes since the last reading; from the ninth minute on every tenth request on the new side fails.
    private static func samples(_ context: PollContext) -> [Sample] {
        let settled = Minute.settled(at: context.now)
        let first = context.metricsReadAt.map { Minute.settled(at: $0) } ?? settled.advanced(by: -30)
        var samples: [Sample] = []
        for minute in first...settled {
            for side in Side.allCases {
                let fails = side == .new && minute >= start.minute.advanced(by: 9)
                let values: [(Metric, Double)] = [
                    (.requests, 1000), (.target5xx, fails ? 100 : 0), (.balancer5xx, 0), (.p50, 40), (.p95, 90),
                    (.p99, 100 + Double(minute.index % 7)),
                ]
                for (metric, value) in values {
                    let key = SeriesKey(service: "api", side: side, metric: metric)
                    samples.append(Sample(series: key, minute: minute, value: value, presence: .ok))
                }
            }
        }
        return samples
    }
}

@Suite("The stepper", .timeLimit(.minutes(3)))
struct PollStepperTests {
    private let start = SteppedWorld.start

    private func stepper(
        _ store: any StateStore, _ pollers: [any SourcePoller] = SteppedWorld.pollers, seed: UInt64 = 7
    ) throws -> PollStepper {
        try PollStepper(
            configuration: PollFixture.configuration, pollers: pollers, store: store, holder: "demo", seed: seed,
            at: start)
    }

    /// Every row of every table, as SQL.
    private func dump(_ store: SQLiteStore) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let script = "import sqlite3, sys\nfor line in sqlite3.connect(sys.argv[1]).iterdump(): print(line)"
        process.arguments = ["python3", "-c", script, store.path]
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return text
    }

    private func board(_ store: any StateStore, at seconds: Double) throws -> Board {
        try store.board(of: PollFixture.configuration, minutes: 40, at: start + seconds)
    }

    @Test func `the store is the same to the byte however the way was sliced`() async throws {
        let end = 1500.3
        let whole = try TemporaryStore.open()
        try await stepper(whole).advance(to: start + end)
        let expected = try dump(whole)
        #expect(expected.contains("'worse'") && expected.contains("'silent'") && expected.contains("9c1f"))
        for slice in [0.1, 37, 600] {
            let store = try TemporaryStore.open()
            let stepper = try stepper(store)
            var now = 0.0
            while now < end {
                now = min(end, now + slice)
                try await stepper.advance(to: start + now)
            }
            #expect(try dump(store) == expected, "in steps of \(slice) s")
            #expect(try board(store, at: end) == board(whole, at: end))
        }
        let other = try TemporaryStore.open()
        try await stepper(other, seed: 8).advance(to: start + end)
        #expect(try dump(other) != expected, "another seed has other moments")
    }

    @Test func `at any moment between, the board is the one that a slower way has there`() async throws {
        let store = try TemporaryStore.open()
        let slow = try stepper(store)
        for seconds in stride(from: 3.7, through: 700, by: 3.7) {
            try await slow.advance(to: start + seconds)
            guard Int(seconds / 3.7) % 37 == 0 else { continue }
            let at = try TemporaryStore.open()
            try await stepper(at).advance(to: start + seconds)
            #expect(try board(store, at: seconds) == board(at, at: seconds), "at \(seconds) s")
        }
    }

    @Test func `each source is asked at its own pace, in the order of time, and told moments that never go back`()
        async throws
    {
        let asked = Mutex<[(Source, Moment)]>([])
        let pollers = Source.allCases.reversed().map { source in
            ScriptedPoller(source) { _, context in
                asked.withLock { $0.append((source, context.now)) }
                return PollResult(answered: true)
            }
        }
        let store = try TemporaryStore.open()
        try await stepper(store, pollers).advance(to: start + 3600)
        let all = asked.withLock { $0 }
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.1 <= $1.1 })
        #expect(all.prefix(8).map(\.0) == Source.allCases, "all are due at the start, in their order")
        for source in Source.allCases {
            let count = all.count { $0.0 == source }
            let expected = 3600 / source.pace
            #expect(abs(Double(count) - expected) <= expected * 0.06 + 1, "\(source): \(count)")
        }
        let board = try board(store, at: 3600)
        #expect(board.readings.count == 8)
        #expect(board.readings.allSatisfy { (30...400).contains($0.milliseconds) })
    }

    @Test func `a source that waits for another is asked again after a second and writes nothing`() async throws {
        let asked = Mutex<[Moment]>([])
        let poller = ScriptedPoller(.ec2) { number, context in
            asked.withLock { $0.append(context.now) }
            return number < 3 ? .waiting : PollResult(answered: true)
        }
        let store = try TemporaryStore.open()
        let stepper = try stepper(store, [poller])
        try await stepper.advance(to: start + 3)
        #expect(try board(store, at: 3).readings.isEmpty)
        try await stepper.advance(to: start + 10)
        let gaps = zip(asked.withLock { $0 }, asked.withLock { $0 }.dropFirst()).map { $1.seconds(since: $0) }
        #expect(gaps.count == 3 && gaps.allSatisfy { (1.03...1.4).contains($0) }, "\(gaps)")
    }

    @Test func `its heart beats to the newest multiple of the pace, or to the newest tick`() async throws {
        let store = try TemporaryStore.open()
        let poller = ScriptedPoller(.route53) { _, _ in PollResult(answered: true) }
        let stepper = try stepper(store, [poller])
        for seconds in [1.0, 2.9, 3, 8.2, 19.9, 90] {
            try await stepper.advance(to: start + seconds)
            let lease = try #require(try board(store, at: seconds).lease)
            #expect(lease.holder == "demo" && lease.since == start)
            let age = (start + seconds).seconds(since: lease.heartbeat)
            #expect(age >= 0 && age < Lease.pace)
            let version = try store.version()
            try await stepper.advance(to: start + seconds)
            #expect(try store.version() == version, "nothing is written where nothing has happened")
        }
    }

    @Test func `it does not begin while another process polls, and stops when one took over`() async throws {
        let store = try TemporaryStore.open()
        let other = try #require(try store.claimLease(holder: "you@there:2", at: start))
        let error = #expect(throws: StoreError.self) { try self.stepper(store) }
        #expect(error?.sentence.contains("you@there:2 polls") == true)
        try store.releaseLease(token: other.token)
        let stepper = try stepper(store)
        try await stepper.advance(to: start + 60)
        let before = try dump(store)
        let token = try #require(try board(store, at: 60).lease?.token)
        try store.releaseLease(token: token)
        _ = try #require(try store.claimLease(holder: "you@there:2", at: start + 61))
        for seconds in [63.5, 90, 300] {
            let error = await #expect(throws: StoreError.self) { try await stepper.advance(to: start + seconds) }
            #expect(error == .fenced(path: store.path, token: token), "at \(seconds) s")
        }
        let after = try dump(store)
        func rows(_ text: String) -> [Substring] {
            text.split(separator: "\n").filter { !$0.contains("INTO \"lease\"") }
        }
        #expect(rows(after) == rows(before), "nothing of the late ticks is there")
    }

    @Test func `what a store that refused was told of changes is told again`() async throws {
        let inner = try TemporaryStore.open()
        let store = FailingStore(inner)
        let stepper = try stepper(store)
        try await stepper.advance(to: start + 470)
        store.fail(with: .full(path: "store"))
        await #expect(throws: StoreError.full(path: "store")) { try await stepper.advance(to: start + 530) }
        store.fail(with: nil)
        try await stepper.advance(to: start + 600)
        let events = try board(store, at: 600).events.filter { $0.kind == .share }
        #expect(events.map(\.reason) == ["25 % on new"])
    }

    @Test func `a recalled hour holds its minutes and events, a verdict every ten minutes, and ends as fresh`()
        async throws
    {
        let (recalled, watched) = (try TemporaryStore.open(), try TemporaryStore.open())
        let pollers = SteppedWorld.pollers.compactMap { $0 as? ScriptedPoller }
        let stepper = try stepper(recalled, pollers)
        try await stepper.recall(from: start, to: start + 1500)
        try await self.stepper(watched).advance(to: start + 1500)
        let (one, other) = (try board(recalled, at: 1500), try board(watched, at: 1500))
        #expect(one.services.map(\.name) == other.services.map(\.name))
        #expect(one.services.contains { !$0.old.series.isEmpty && !$0.new.series.isEmpty })
        for (a, b) in zip(one.services, other.services) {
            for side in Side.allCases {
                #expect(Set(a[side].series.keys) == Set(b[side].series.keys))
                for (metric, series) in a[side].series {
                    let twin = try #require(b[side].series[metric])
                    let same = (series.start..<series.end).allSatisfy { series[$0].value == twin[$0].value }
                    #expect(same, "\(a.configuration.name) \(side) \(metric)")
                }
                #expect(a[side].inventory?.counts == b[side].inventory?.counts)
            }
            #expect(one.verdict(of: a).state == other.verdict(of: b).state)
        }
        func told(_ board: Board, _ kind: Event.Kind) -> [String?] {
            board.events.filter { $0.kind == kind }.map(\.after)
        }
        for kind in [Event.Kind.share, .source, .ecs] { #expect(told(one, kind) == told(other, kind)) }
        #expect(told(one, .share) != [] && !one.readings.isEmpty)
        // What was so for less than ten minutes may be missing, but nothing else is said, and the end is the same.
        var watchedVerdicts = told(other, .verdict)[...]
        for verdict in told(one, .verdict) {
            let index = try #require(watchedVerdicts.firstIndex(of: verdict))
            watchedVerdicts = watchedVerdicts[(index + 1)...]
        }
        #expect(told(one, .verdict).count >= 2 && told(one, .verdict).last == told(other, .verdict).last)
        for reading in one.readings {
            let age = (start + 1500).seconds(since: reading.lastTry)
            #expect(age <= reading.source.pace * 1.1 + 16, "\(reading.source) was asked \(age) s ago")
        }
        let polls = pollers.first { $0.source == .ecs }?.count ?? 0
        #expect((28...35).contains(polls), "once a minute, and at its pace in the last one: \(polls)")
        try await stepper.advance(to: start + 1600)
        #expect(try board(recalled, at: 1600).reading(.ecs)?.lastTry ?? start > start + 1580)
    }
}
