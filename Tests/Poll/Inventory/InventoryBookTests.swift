import Model
import Store
import Testing

@testable import Poll

@Suite("Inventories out of their parts")
struct InventoryBookTests {
    let now = PollFixture.noon
    let old = PollFixture.oldAPI
    let new = PollFixture.newAPI

    private func group(_ ids: [String], desired: Int? = nil, template: String = "lt:41") -> InventoryPart {
        .group(
            GroupPart(
                desired: desired ?? ids.count, minimum: 2, maximum: 12,
                instances: ids.map { .init(id: $0, zone: "ap-northeast-1a", state: "InService", template: template) }))
    }

    private func machines(_ ids: [String], image: String = "ami-0c1") -> InventoryPart {
        .machines(ids.map { MachinePart(id: $0, image: image, launchedAt: now - 86_400 * 9) })
    }

    private func targets(_ states: [String: TargetState], reason: String? = nil) -> InventoryPart {
        .targets(
            states.sorted { $0.key < $1.key }.map {
                TargetPart(
                    group: "api", id: $0.key, port: 80, state: $0.value, reason: $0.value == .healthy ? nil : reason)
            })
    }

    private func tasks(
        _ ids: [String], version: String = "api:218 @9f2c", deployment: String = "d1", failed: Int = 0,
        state: DeploymentState = .completed
    ) -> InventoryPart {
        .tasks(
            TasksPart(
                desired: ids.count, running: ids.count, pending: 0, deployments: 1, deployment: deployment,
                deploymentState: state, failedTasks: failed,
                tasks: ids.map {
                    .init(
                        id: $0, addresses: ["10.0.0.\($0.count)\($0.last ?? "0")"], zone: "ap-northeast-1c",
                        state: "RUNNING", version: version, createdAt: now - 7200, startedAt: now - 7162)
                }))
    }

    private func book() -> InventoryBook { InventoryBook(configuration: PollFixture.configuration, board: nil) }

    @Test func `an old side is put together from Auto Scaling, EC2 and target health`() throws {
        var book = book()
        _ = book.take([old: group(["i-1", "i-2"])], from: .autoScaling, at: now)
        #expect(book.instances[old] == ["i-1", "i-2"])
        _ = book.take([old: machines(["i-1", "i-2"])], from: .ec2, at: now)
        let health = targets(["i-1": "healthy", "i-2": "unhealthy"], reason: "Target.Timeout: timed out")
        let (updates, events) = book.take([old: health], from: .targetHealth, at: now)
        let inventory = try #require(updates.first?.inventory)
        #expect(inventory.members.map(\.version) == ["lt:41 ami-0c1", "lt:41 ami-0c1"])
        #expect(inventory.members.map(\.health) == ["healthy", "unhealthy"])
        #expect(inventory.members[1].healthReason == "Target.Timeout: timed out")
        #expect(inventory.counts.desired == 2 && inventory.counts.running == 2 && inventory.counts.maximum == 12)
        #expect(inventory.counts.healthy == 1 && inventory.counts.unhealthy == 1 && inventory.counts.draining == 0)
        // It was healthy before anyone looked: when it became so is not known.
        #expect(inventory.members[0].healthyAt == nil)
        #expect(events.isEmpty, "a first reading is no event")
    }

    @Test func `tasks are matched with targets by their addresses`() throws {
        var book = book()
        _ = book.take([new: tasks(["t1", "t2"])], from: .ecs, at: now)
        let (updates, _) = book.take(
            [new: targets(["10.0.0.21": "healthy", "10.0.0.22": "initial"])], from: .targetHealth, at: now)
        #expect(updates[0].inventory.members.map(\.health) == ["healthy", "initial"])
        let (later, events) = book.take(
            [new: targets(["10.0.0.21": "healthy", "10.0.0.22": "healthy"])], from: .targetHealth, at: now + 10)
        #expect(events.map(\.reason) == ["1 task initial → healthy, t2"])
        #expect(later[0].inventory.members[1].healthyAt == nil, "it was created two hours ago, this is not its start")
    }

    @Test func `the time to healthy is known of a young member that was seen before`() throws {
        var book = book()
        _ = book.take([old: group(["i-1"])], from: .autoScaling, at: now)
        let young = InventoryPart.machines([MachinePart(id: "i-1", image: "ami", launchedAt: now - 500)])
        _ = book.take([old: young], from: .ec2, at: now)
        _ = book.take([old: targets(["i-1": "initial"])], from: .targetHealth, at: now)
        let (updates, _) = book.take([old: targets(["i-1": "healthy"])], from: .targetHealth, at: now + 60)
        #expect(updates[0].inventory.members[0].healthyAt == now + 60)
        let (later, _) = book.take([old: targets(["i-1": "healthy"])], from: .targetHealth, at: now + 120)
        #expect(later[0].inventory.members[0].healthyAt == now + 60)
    }

    @Test func `without target groups a task is healthy from its start`() {
        let worker = ServiceSide(service: "worker", side: .new)
        var book = book()
        let (updates, _) = book.take([worker: tasks(["t1"])], from: .ecs, at: now)
        #expect(updates[0].inventory.members[0].healthyAt == now - 7162)
        #expect(updates[0].inventory.members[0].health == nil)
        #expect(updates[0].inventory.counts.healthy == nil)
    }

    @Test func `one line for all that change in the same way at the same moment`() {
        var book = book()
        let ids = (1...6).map { "i-\($0)" }
        _ = book.take([old: group(ids)], from: .autoScaling, at: now)
        _ = book.take(
            [old: targets(Dictionary(uniqueKeysWithValues: ids.map { ($0, "healthy") }))], from: .targetHealth, at: now)
        let down = targets(Dictionary(uniqueKeysWithValues: ids.map { ($0, "unhealthy") }), reason: "Target.Timeout")
        let (_, events) = book.take([old: down], from: .targetHealth, at: now + 10)
        #expect(events.count == 1)
        #expect(events[0].reason == "6 instances healthy → unhealthy, i-1, i-2, i-3 and 3 more: Target.Timeout")
        #expect(events[0].before == "healthy" && events[0].after == "unhealthy" && events[0].kind == .inventory)
    }

    @Test func `who flaps is told of three times, then said to flap, then not told of until it is quiet`() {
        var book = book()
        _ = book.take([old: group(["i-1"])], from: .autoScaling, at: now)
        var lines: [String] = []
        for turn in 0..<20 {
            let state = targets(["i-1": turn.isMultiple(of: 2) ? "healthy" : "unhealthy"])
            lines += book.take([old: state], from: .targetHealth, at: now + Double(turn) * 10).events.map(\.reason)
        }
        #expect(lines.count == 4)
        #expect(lines.last == "1 instance keep changing health, not told any more: i-1")
        let (_, quiet) = book.take([old: targets(["i-1": "healthy"])], from: .targetHealth, at: now + 3000)
        #expect(quiet.count == 1)
    }

    @Test func `members that come and go, and the wish for them`() {
        var book = book()
        _ = book.take([old: group(["i-1", "i-2"])], from: .autoScaling, at: now)
        let (_, events) = book.take([old: group(["i-2", "i-3", "i-4"])], from: .autoScaling, at: now + 30)
        #expect(
            events.map(\.reason) == [
                "2 instances came: i-3, i-4", "1 instance went: i-1", "desired instances 2 → 3",
            ])
        #expect(Set(events.map(\.evidence)).count == events.count)
    }

    @Test func `as many that come as go were replaced, and the count is no news`() {
        var book = book()
        _ = book.take([new: tasks(["t1", "t2"])], from: .ecs, at: now)
        let (_, events) = book.take([new: tasks(["t2", "t3"])], from: .ecs, at: now + 30)
        #expect(events.map(\.reason) == ["1 task replaced: t1 by t3"])
        #expect(events[0].before == nil && events[0].after == nil && events[0].kind == .inventory)
    }

    @Test func `another set of versions, and a deployment that fails`() {
        var book = book()
        _ = book.take([new: tasks(["t1", "t2"])], from: .ecs, at: now)
        let (_, events) = book.take(
            [new: tasks(["t1", "t2"], version: "api:219 @aaaa", deployment: "d2", state: "FAILED")], from: .ecs,
            at: now + 10)
        #expect(events.map(\.kind) == [.ecs, .version])
        #expect(events[1].before == "api:218 @9f2c" && events[1].after == "api:219 @aaaa")
    }

    @Test func `a new instance that EC2 has not told of yet is no new version`() {
        var book = book()
        _ = book.take([old: group(["i-1"])], from: .autoScaling, at: now)
        _ = book.take([old: machines(["i-1"])], from: .ec2, at: now)
        let (_, came) = book.take([old: group(["i-1", "i-2"])], from: .autoScaling, at: now + 30)
        #expect(came.map(\.kind) == [.inventory, .inventory])
        let (_, told) = book.take([old: machines(["i-1", "i-2"])], from: .ec2, at: now + 31)
        #expect(told.isEmpty)
    }

    @Test func `failed tasks are the most of a deployment, and begin again with the next`() {
        var book = book()
        func failed(_ count: Int, _ deployment: String) -> Int? {
            book.take([new: tasks(["t1"], deployment: deployment, failed: count)], from: .ecs, at: now)
                .updates[0].inventory.counts.failedTasks
        }
        #expect([failed(2, "d1"), failed(5, "d1"), failed(0, "d1"), failed(0, "d2")] == [2, 5, 5, 0])
    }

    @Test func `tasks that could not be listed stand as they were, the counts go on`() {
        var book = book()
        _ = book.take([new: tasks(["t1", "t2"])], from: .ecs, at: now)
        let counts = InventoryPart.tasks(TasksPart(desired: 4, running: 3, pending: 1, deployment: "d1", tasks: nil))
        let (updates, events) = book.take([new: counts], from: .ecs, at: now + 10)
        #expect(updates[0].inventory.members.count == 2 && updates[0].inventory.counts.running == 3)
        #expect(events.map(\.reason) == ["desired tasks 2 → 4"])
    }

    @Test func `a target in two groups is one, and the worse word counts; tasks on one instance are told apart`() {
        var book = book()
        _ = book.take([old: group(["i-1"])], from: .autoScaling, at: now)
        let both = InventoryPart.targets([
            TargetPart(group: "web", id: "i-1", port: 80, state: "healthy"),
            TargetPart(group: "admin", id: "i-1", port: 8080, state: "unhealthy", reason: "Target.Timeout"),
        ])
        let ofOld = book.take([old: both], from: .targetHealth, at: now).updates[0].inventory
        #expect(ofOld.counts.healthy == 0 && ofOld.counts.unhealthy == 1 && ofOld.members[0].health == "unhealthy")
        let ofNew = book.take([new: both], from: .targetHealth, at: now).updates[0].inventory
        #expect(ofNew.counts.healthy == 1 && ofNew.counts.unhealthy == 1)
    }

    @Test func `after a restart nothing is told again, and what a source has not told yet stands`() throws {
        var first = book()
        _ = first.take([old: group(["i-1", "i-2"])], from: .autoScaling, at: now)
        _ = first.take([old: machines(["i-1", "i-2"])], from: .ec2, at: now)
        let last = first.take([old: targets(["i-1": "healthy", "i-2": "healthy"])], from: .targetHealth, at: now)
            .updates[0]
        var board = Board(
            migration: "reservations", region: "r", takenAt: now, window: now.minute..<now.minute,
            services: PollFixture.configuration.services.map { Service(configuration: $0) })
        board.services[0].old.inventory = last.inventory
        board.services[0].old.confirmed = [.autoScaling: now, .ec2: now, .targetHealth: now]

        var second = InventoryBook(configuration: PollFixture.configuration, board: board)
        #expect(second.instances[old] == ["i-1", "i-2"])
        let (same, silence) = second.take([old: group(["i-1", "i-2"])], from: .autoScaling, at: now + 60)
        #expect(silence.isEmpty)
        #expect(same[0].inventory == last.inventory)
        let (_, events) = second.take(
            [old: targets(["i-1": "healthy", "i-2": "draining"])], from: .targetHealth, at: now + 70)
        #expect(events.map(\.reason) == ["1 instance healthy → draining, i-2"])
    }
}
