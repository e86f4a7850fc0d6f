import AWS
import Fixtures
import Foundation
import Model
import Store
import Testing
import World

@testable import Poll

@Suite("A world that changes and fails", .serialized)
struct ChangeEmulatorTests {
    /// A private world for this suite: its weights, tasks and faults are changed.
    private static let world = Task { try await EmulatedWorld.borrow() }

    private func migration(behindFaults: Bool = false) async throws -> EmulatedMigration {
        let world = try await Self.world.value
        return try EmulatedMigration(
            world, path: behindFaults ? world.faultConfigPath : world.configPath,
            environment: behindFaults ? world.faultEnvironment : world.environment)
    }

    @Test func `weights that boto3 changes show at the next poll, with one line in the timeline`() async throws {
        let migration = try await migration()
        let before = try await migration.poll().board
        #expect(before.services[0].share?.value.percent != 40)
        _ = try migration.world.python("set_weights('api', 60, 40)")
        let board = try await migration.poll().board
        #expect(board.services[0].share?.value.percent == 40 && board.services[0].shareChangedAt != nil)
        let lines = board.events.filter { $0.kind == .share }
        #expect(lines.map(\.reason) == ["40 % on new"])
        #expect(lines.first?.after == "60/40")
        #expect(try await migration.poll().board.events.filter { $0.kind == .share } == lines)
        await migration.client.shutdown()
    }

    @Test func `the loop, under its lease, reads every source and sees changed weights within one poll period`()
        async throws
    {
        let migration = try await migration()
        // Ten times as fast as the day: a period of 30 s takes three.
        let clock = QuickClock(speed: 10)
        let (configuration, pollers, store) = (migration.configuration, migration.pollers, migration.store)
        let keeper = LeaseKeeper(configuration: configuration, store: store, holder: "loop@here:1", clock: clock)
        let loop = Task {
            await keeper.run { lease in
                let loop = PollerLoop(configuration: configuration, pollers: pollers, store: store, clock: clock)
                _ = await loop.run(token: lease.token)
            }
        }
        func board() throws -> Board { try store.board(of: configuration, minutes: 5, at: clock.now()) }
        let hasReadAll = try await PollFixture.wait {
            let board = try store.board(of: configuration, minutes: 5, at: clock.now())
            return board.readings.count == pollers.count && board.readings.allSatisfy { $0.error == nil }
        }
        let readings = try board().readings
        #expect(hasReadAll, "\(readings)")
        _ = try migration.world.python("set_weights('web', 200, 50)")
        let changed = clock.now()
        let hasSeen = try await PollFixture.wait {
            try store.board(of: configuration, minutes: 5, at: clock.now()).services[1].share?.value.percent == 20
        }
        #expect(hasSeen && clock.now().seconds(since: changed) < 40)
        loop.cancel()
        _ = await loop.value
        let final = try board()
        #expect(final.lease == nil && final.events.contains { $0.kind == .share && $0.service == "web" })
        #expect(!final.events.contains { $0.kind == .source || $0.kind == .inventory || $0.kind == .version })
        await migration.client.shutdown()
    }

    @Test func `a side that grows and a task that stops show at the next poll`() async throws {
        let migration = try await migration()
        _ = try await migration.poll()
        _ = try migration.world.python(
            """
            aws.auto_scaling.update_auto_scaling_group(AutoScalingGroupName="worker-asg", DesiredCapacity=5)
            task = aws.ecs.list_tasks(cluster=names["cluster"], serviceName="worker")["taskArns"][0]
            aws.ecs.stop_task(cluster=names["cluster"], task=task, reason="drill")
            """)
        let board = try await migration.poll().board
        #expect(board.services[2].old.inventory?.counts.desired == 5)
        #expect(board.services[2].old.inventory?.members.count == 5)
        let lines = board.events.filter { $0.service == "worker" && $0.side == .old && $0.kind == .inventory }.map(
            \.reason)
        #expect(lines.contains("desired instances 3 → 5"))
        #expect(lines.contains { $0.hasPrefix("2 instances came: ") })
        let stopped = board.events.filter { $0.kind == .taskStopped && $0.service == "worker" }
        #expect(stopped.contains { $0.reason.contains("drill") })
        #expect(
            try await migration.poll().board.events.count { $0.kind == .taskStopped && $0.service == "worker" }
                == stopped.count)
        await migration.client.shutdown()
    }

    @Test func `one service that is denied is said with its action, and the others' data is kept`() async throws {
        let migration = try await migration(behindFaults: true)
        try migration.world.fault("denied", service: "ecs")
        defer { try? migration.world.fault("pass") }
        let (report, board) = try await migration.poll()
        let ecs = try #require(report.outcomes.first { $0.source == .ecs })
        #expect(!ecs.answered && ecs.problems.joined().contains("ecs:DescribeServices"))
        #expect(report.outcomes.filter { $0.source != .ecs }.allSatisfy { $0.problems.isEmpty })
        #expect(board.services[0].old.inventory != nil && board.services[0].share != nil)
        #expect(board.reading(.ecs)?.error == ecs.problems.joined(separator: "; "))
        try migration.world.fault("pass")
        let (again, later) = try await migration.poll()
        #expect(!again.hasFailed && later.reading(.ecs)?.error == nil)
        #expect(later.services[0].new.inventory?.counts.running == 6)
        await migration.client.shutdown()
    }

    @Test(arguments: ["throttle", "expired", "malformed", "closed", "error"])
    func `what fails is said for each source and heals by itself`(mode: String) async throws {
        let migration = try await migration(behindFaults: true)
        try migration.world.fault(mode)
        defer { try? migration.world.fault("pass") }
        let deadline = ContinuousClock.now + .seconds(2)
        let context = PollContext(
            now: MachineClock().now(), instances: [PollFixture.oldAPI: ["i-0123456789abcdef0"]])
        for poller in migration.pollers {
            let answer = await poller.poll(context, deadline: deadline)
            #expect(!answer.answered && !answer.problems.isEmpty, "\(poller.source)")
        }
        try migration.world.fault("pass")
        let (report, _) = try await migration.poll()
        let problems = report.outcomes.flatMap(\.problems)
        #expect(problems.isEmpty, "\(problems)")
        await migration.client.shutdown()
    }
}
