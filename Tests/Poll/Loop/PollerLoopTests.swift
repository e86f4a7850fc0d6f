import Fixtures
import Model
import Store
import Synchronization
import Testing

@testable import Poll

@Suite("The loop", .timeLimit(.minutes(1)))
struct PollerLoopTests {
    private func share(_ new: Int) -> PollResult {
        let weight = WeightReading(type: "A", old: 100 - new, new: new, ttl: 60)
        return PollResult(shares: ["api": ShareReading(weights: [weight])], answered: true)
    }

    private func board(_ store: any StateStore, _ clock: QuickClock) throws -> Board {
        try store.board(of: PollFixture.configuration, minutes: 5, at: clock.now())
    }

    /// Runs a loop over the pollers until the condition holds; returns how it ended.
    private func run(
        _ pollers: [any SourcePoller], _ store: any StateStore, _ clock: QuickClock, log: @escaping PollLog = { _ in },
        until condition: @escaping @Sendable () throws -> Bool
    ) async throws -> PollerLoop.End {
        let lease = try #require(try store.claimLease(holder: "me@here:1", at: clock.now()))
        let loop = PollerLoop(
            configuration: PollFixture.configuration, pollers: pollers, store: store, clock: clock, chance: { 0.5 },
            log: log)
        let task = Task { await loop.run(token: lease.token) }
        let isDone = try await PollFixture.wait(until: condition)
        #expect(isDone)
        task.cancel()
        return await task.value
    }

    @Test func `a source that hangs or fails holds up no other`() async throws {
        let clock = QuickClock(speed: 100, start: PollFixture.noon)
        let store = try TemporaryStore.open()
        let hanging = ScriptedPoller(.cloudWatch) { _, _ in
            try? await Task.sleep(for: .seconds(60))
            return .failed("hung")
        }
        let failing = ScriptedPoller(.ecs) { _, _ in .failed("ecs:DescribeServices was denied") }
        let good = ScriptedPoller(.targetHealth) { _, _ in PollResult(answered: true) }
        let end = try await run([hanging, failing, good], store, clock) { good.count >= 8 && failing.count >= 3 }
        #expect(end == .cancelled)
        let board = try board(store, clock)
        #expect(board.reading(.targetHealth)?.error == nil)
        let reading = try #require(board.reading(.ecs))
        #expect(
            reading.error == "ecs:DescribeServices was denied" && reading.failures >= 2 && reading.lastSuccess == nil)
        #expect(board.reading(.cloudWatch) == nil)
        #expect(board.events.contains { $0.kind == .source && $0.after == "silent" })
        #expect(hanging.count == 1)
        #expect(failing.count < good.count, "it backs off")
    }

    @Test func `ticks are stored with their change, and a second loop over the same store repeats nothing`()
        async throws
    {
        let clock = QuickClock(speed: 300, start: PollFixture.noon)
        let store = try TemporaryStore.open()
        let first = ScriptedPoller(.route53) { number, _ in share(number == 0 ? 10 : 25) }
        _ = try await run([first], store, clock) { first.count >= 4 }
        let events = try board(store, clock).events.filter { $0.kind == .share }
        #expect(events.map(\.reason) == ["25 % on new"])
        let second = ScriptedPoller(.route53) { _, _ in share(25) }
        _ = try await run([second], store, clock) { second.count >= 3 }
        #expect(try board(store, clock).events.filter { $0.kind == .share } == events)
        #expect(try board(store, clock).services[0].share?.value.percent == 25)
    }

    @Test func `a store that cannot be written is logged, polling goes on, and nothing said is lost`() async throws {
        let clock = QuickClock(speed: 300, start: PollFixture.noon)
        let store = FailingStore(try TemporaryStore.open())
        let notes = Mutex<[PollNote]>([])
        let poller = ScriptedPoller(.route53) { number, _ in
            store.fail(with: (1...3).contains(number) ? .full(path: "store") : nil)
            return share(number == 0 ? 10 : 25)
        }
        _ = try await run([poller], store, clock, log: { note in notes.withLock { $0.append(note) } }) {
            poller.count >= 6
        }
        #expect(notes.withLock { $0 }.contains { $0.level == .error && $0.text.contains("disk is full") })
        let events = try board(store, clock).events.filter { $0.kind == .share }
        #expect(events.map(\.reason) == ["25 % on new"])
        #expect(try board(store, clock).services[0].shareChangedAt != nil)
    }

    @Test func `events that could not be written are told once, whoever answers next`() throws {
        let now = PollFixture.noon
        let ledger = ChangeTracker(configuration: PollFixture.configuration, board: nil)
        let event = Event(at: now, service: "api", kind: .ecs, actor: "ecs", reason: "told", evidence: "e1")
        let lost = ledger.tick(
            of: PollResult(events: [event], answered: true), from: .ecs, began: now, ended: now)
        ledger.lost(lost)
        let next = [Source.sqs, .route53].map {
            ledger.tick(of: PollResult(answered: true), from: $0, began: now, ended: now)
        }
        #expect(next.map { $0.events.contains(event) } == [true, false])
        for tick in next { ledger.delivered(tick) }
        let later = ledger.tick(of: PollResult(answered: true), from: .sqs, began: now, ended: now)
        #expect(!later.events.contains(event))
    }

    @Test func `services are judged when CloudWatch fails, by which they come to be blind`() async throws {
        let clock = QuickClock(speed: 600, start: PollFixture.noon)
        let store = try TemporaryStore.open()
        let poller = ScriptedPoller(.cloudWatch) { _, _ in .failed("no answer") }
        _ = try await run([poller], store, clock) {
            try store.events(after: 0, limit: 100).contains { $0.kind == .verdict && $0.after == "blind" }
        }
    }

    @Test func `EC2 waits for Auto Scaling's ids, and writes nothing meanwhile`() async throws {
        let clock = QuickClock(speed: 100, start: PollFixture.noon)
        let store = try TemporaryStore.open()
        let seen = Mutex<[[String]]>([])
        let group = GroupPart(desired: 1, minimum: 1, maximum: 1, instances: [.init(id: "i-1", state: "InService")])
        let fleet = ScriptedPoller(.autoScaling) { _, _ in
            try? await Task.sleep(for: .milliseconds(50))
            return PollResult(parts: [PollFixture.oldAPI: .group(group)], answered: true)
        }
        let machines = ScriptedPoller(.ec2) { _, context in
            guard let ids = context.instances[PollFixture.oldAPI] else { return .waiting }
            seen.withLock { $0.append(ids) }
            return PollResult(parts: [PollFixture.oldAPI: .machines([])], answered: true)
        }
        _ = try await run([machines, fleet], store, clock) { seen.withLock { !$0.isEmpty } }
        #expect(seen.withLock { $0[0] } == ["i-1"])
        #expect(machines.count > 1)
    }

    @Test func `a loop whose lease is over stops at its next write`() async throws {
        let clock = QuickClock(speed: 100, start: PollFixture.noon)
        let store = try TemporaryStore.open()
        let lease = try #require(try store.claimLease(holder: "me@here:1", at: clock.now()))
        let poller = ScriptedPoller(.ecs) { _, _ in PollResult(answered: true) }
        let other = ScriptedPoller(.sqs) { _, _ in
            try? await Task.sleep(for: .seconds(60))
            return PollResult(answered: true)
        }
        let loop = PollerLoop(
            configuration: PollFixture.configuration, pollers: [poller, other], store: store, clock: clock)
        async let end = loop.run(token: lease.token)
        #expect(await PollFixture.wait { poller.count > 1 })
        try store.releaseLease(token: lease.token)
        _ = try #require(try store.claimLease(holder: "you@there:2", at: clock.now()))
        #expect(await end == .fenced)
    }

    @Test func `the verdict is written down when it changes, and only then`() async throws {
        let clock = QuickClock(speed: 1, start: PollFixture.noon)
        let store = try TemporaryStore.open()
        let lease = try #require(try store.claimLease(holder: "me@here:1", at: clock.now()))
        let thread = StoreThread(store, label: "test")
        func watch(_ board: Board?) -> VerdictWatch {
            VerdictWatch(configuration: PollFixture.configuration, store: thread, token: lease.token, board: board)
        }
        let first = watch(nil)
        let now = clock.now()
        try await first.update(at: now)
        let begun = try store.events(after: 0, limit: 10).filter { $0.service == "api" }
        #expect(begun.map(\.after) == ["blind"] && begun[0].before == nil, "blind at the start is said")
        for source in [Source.targetHealth, .ecs] { try store.append(worse(at: now, by: source), token: lease.token) }
        try await first.update(at: now)
        try await first.update(at: now + 1)
        let events = try store.events(after: 0, limit: 10).filter { $0.kind == .verdict && $0.service == "api" }
        #expect(events.map(\.after) == ["blind", "worse"] && events[1].before == "blind")
        #expect(events[1].reason.contains("new fails 10.0 % of requests"))
        let board = try store.board(of: PollFixture.configuration, minutes: 60, at: now)
        try await watch(board).update(at: now + 2)
        let told = try store.events(after: 0, limit: 10)
        #expect(told.count { $0.kind == .verdict && $0.service == "api" } == 2)
        // The first headline and its change, and none by the process that took over.
        let headlines = told.filter { $0.kind == .headline }
        #expect(headlines.map(\.before) == [nil, headlines.first?.after])
    }

    /// Ten settled minutes in which every tenth request on the new side failed.
    private func worse(at now: Moment, by source: Source) -> Tick {
        var samples: [Sample] = []
        let settled = Minute.settled(at: now)
        for side in Side.allCases {
            for back in 0..<10 {
                let minute = settled.advanced(by: -back)
                func add(_ metric: Metric, _ value: Double) {
                    let key = SeriesKey(service: "api", side: side, metric: metric)
                    samples.append(Sample(series: key, minute: minute, value: value, presence: .ok))
                }
                add(.requests, 1000)
                add(.target5xx, side == .new ? 100 : 0)
                add(.balancer5xx, 0)
                for metric in [Metric.p50, .p95, .p99] { add(metric, 100) }
            }
        }
        var counts = Counts()
        (counts.desired, counts.running, counts.healthy, counts.unhealthy) = (6, 6, 6, 0)
        let inventory = InventoryUpdate(of: PollFixture.newAPI, inventory: Inventory(counts: counts))
        return Tick(
            at: now, reading: Reading(source: source, lastTry: now, lastSuccess: now), samples: samples,
            inventories: [inventory], confirmed: [PollFixture.newAPI])
    }
}
