import Fixtures
import Glibc
import Model
import Store
import Synchronization
import Testing

@testable import Poll

@Suite("The lease", .timeLimit(.minutes(1)))
struct LeaseKeeperTests {
    private func keeper(_ store: any StateStore, _ holder: String, _ clock: QuickClock) -> LeaseKeeper {
        LeaseKeeper(configuration: PollFixture.configuration, store: store, holder: holder, clock: clock)
    }

    /// Works until it is cancelled and keeps count of who works.
    private final class Shift: Sendable {
        let working = Mutex<Set<Int64>>([])

        func work(_ lease: Lease) async {
            working.withLock { _ = $0.insert(lease.token) }
            while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
            working.withLock { _ = $0.remove(lease.token) }
        }

        var tokens: Set<Int64> { working.withLock { $0 } }
    }

    @Test func `one works, the other waits; the one that stops gives way at once`() async throws {
        let clock = QuickClock(speed: 10, start: PollFixture.noon)
        let path = TemporaryStore.path()
        let one = try SQLiteStore(path: path, migration: "reservations")
        let two = try SQLiteStore(path: path, migration: "reservations")
        let shift = Shift()
        let first = Task { await keeper(one, "a@x:1", clock).run(shift.work) }
        #expect(await PollFixture.wait { shift.tokens.count == 1 })
        let second = Task { await keeper(two, "b@y:2", clock).run(shift.work) }
        // Longer than the patience: a live holder keeps the lease.
        try await Task.sleep(for: .milliseconds(1500))
        #expect(shift.tokens == [1])
        let left = clock.now()
        first.cancel()
        _ = await first.value
        #expect(await PollFixture.wait { shift.tokens == [2] })
        #expect(clock.now().seconds(since: left) < 5)
        second.cancel()
        _ = await second.value
        #expect(shift.tokens.isEmpty)
        let events = try two.events(after: 0, limit: 10).filter { $0.kind == .lease }
        #expect(events.map(\.after) == ["a@x:1", "b@y:2"] && events[1].before == "a@x:1")
    }

    @Test func `a holder that died is succeeded, and not before its patience is over`() async throws {
        let clock = QuickClock(speed: 10, start: PollFixture.noon)
        let store = try TemporaryStore.open()
        // Claimed, and never heard of again: what kill -9 leaves behind.
        let died = clock.now()
        _ = try #require(try store.claimLease(holder: "dead@x:1", at: died))
        let shift = Shift()
        let heir = Task { await keeper(store, "b@y:2", clock).run(shift.work) }
        #expect(await PollFixture.wait { shift.tokens == [2] })
        #expect(clock.now().seconds(since: died) > Lease.patience)
        heir.cancel()
        _ = await heir.value
    }

    @Test func `who lost the lease stops working at the next beat`() async throws {
        let clock = QuickClock(speed: 10, start: PollFixture.noon)
        let store = try TemporaryStore.open()
        let shift = Shift()
        let task = Task { await keeper(store, "a@x:1", clock).run(shift.work) }
        #expect(await PollFixture.wait { shift.tokens == [1] })
        // Another machine, whose clock says that the heart has stopped.
        _ = try #require(try store.claimLease(holder: "b@y:2", at: clock.now() + 60))
        #expect(await PollFixture.wait { shift.tokens.isEmpty })
        task.cancel()
        _ = await task.value
    }

    @Test func `a replaced store ends the keeper and its work`() async throws {
        let clock = QuickClock(speed: 10, start: PollFixture.noon)
        let path = TemporaryStore.path()
        let store = try SQLiteStore(path: path, migration: "reservations")
        let shift = Shift()
        let task = Task { await keeper(store, "a@x:1", clock).run(shift.work) }
        #expect(await PollFixture.wait { shift.tokens == [1] })
        #expect(rename(path, path + ".old") == 0)
        _ = try SQLiteStore(path: path, migration: "reservations")
        #expect(await task.value == .refused(.replaced(path: path)))
        #expect(shift.tokens.isEmpty)
    }

    @Test func `the heart beats while work goes on, and the lease is given back at the end`() async throws {
        let clock = QuickClock(speed: 10, start: PollFixture.noon)
        let store = try TemporaryStore.open()
        let began = clock.now()
        let task = Task {
            await keeper(store, "a@x:1", clock).run { _ in
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(30)) }
            }
        }
        let isBeating = try await PollFixture.wait {
            let lease = try store.board(of: PollFixture.configuration, minutes: 1, at: clock.now()).lease
            return (lease?.heartbeat ?? began).seconds(since: began) >= 6
        }
        #expect(isBeating)
        task.cancel()
        _ = await task.value
        #expect(try store.board(of: PollFixture.configuration, minutes: 1, at: clock.now()).lease == nil)
    }
}

@Suite("Polling once")
struct PollOnceTests {
    @Test func `every source is asked once, EC2 after Auto Scaling, and what failed is told`() async throws {
        let store = try TemporaryStore.open()
        let group = GroupPart(desired: 1, minimum: 1, maximum: 1, instances: [.init(id: "i-1", state: "InService")])
        let asked = Mutex<[String]>([])
        let pollers: [any SourcePoller] = [
            ScriptedPoller(.ec2) { _, context in
                asked.withLock { $0 = context.instances[PollFixture.oldAPI] ?? [] }
                return PollResult(answered: true)
            },
            ScriptedPoller(.ecs) { _, _ in PollResult(problems: ["ecs:ListTasks was denied"], answered: true) },
            ScriptedPoller(.autoScaling) { _, _ in
                PollResult(parts: [PollFixture.oldAPI: .group(group)], answered: true)
            },
        ]
        let once = PollOnce(
            configuration: PollFixture.configuration, pollers: pollers, store: store,
            clock: QuickClock(speed: 1, start: PollFixture.noon))
        let report = await once.run(holder: "me@here:1")
        #expect(report.outcomes.map(\.source) == [.autoScaling, .ec2, .ecs])
        #expect(asked.withLock { $0 } == ["i-1"])
        #expect(report.hasFailed && report.storeError == nil && report.otherHolder == nil)
        #expect(report.outcomes.flatMap(\.problems) == ["ecs:ListTasks was denied"])
        let board = try store.board(of: PollFixture.configuration, minutes: 1, at: PollFixture.noon)
        #expect(board.readings.count == 3 && board.lease == nil)
        #expect(board.services[0].old.inventory?.counts.desired == 1)
    }

    @Test func `where another process polls, everything is asked and nothing written`() async throws {
        let store = try TemporaryStore.open()
        _ = try store.claimLease(holder: "you@there:2", at: PollFixture.noon)
        let poller = ScriptedPoller(.ecs) { _, _ in PollResult(answered: true) }
        let once = PollOnce(
            configuration: PollFixture.configuration, pollers: [poller], store: store,
            clock: QuickClock(speed: 1, start: PollFixture.noon))
        let report = await once.run(holder: "me@here:1")
        #expect(poller.count == 1 && report.outcomes[0].answered)
        #expect(report.otherHolder == "you@there:2" && !report.hasFailed)
        #expect(try store.board(of: PollFixture.configuration, minutes: 1, at: PollFixture.noon).readings.isEmpty)
    }
}
