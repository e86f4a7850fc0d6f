import Model
import Testing

@testable import Poll
@testable import Simulation

/// Bad members, deploys, and whether the parts agree with one another throughout.
@Suite struct FleetFaultTests {
    private static let bad = FleetFault.badMember(
        percent: 60, reason: "Target.ResponseCodeMismatch: Health checks failed with these codes: [502]", exitCode: 137)

    @Test func `a bad task is found out stopped and replaced`() throws {
        var trial = FleetTrial(.new, members: 4)
        let oldest = try #require(trial.fleet.members.min { $0.readyAt < $1.readyAt })
        trial.fleet.begin(Self.bad, number: 7, at: trial.now)
        trial.run(10)
        let victim = try #require(trial.fleet.serving.first { $0.badPercent > 0 })
        #expect(victim.id == oldest.id && victim.badPercent == 60 && victim.endsByCrash)
        #expect(trial.fleet.serving.count == 4 && trial.fleet.unhealthyHosts == 0 && trial.fleet.capacity == 3400)

        let found = try #require(trial.wait(120) { $0.fleet.unhealthyHosts == 1 })
        #expect(found + 10 >= 30 && found + 10 <= 65)
        #expect(trial.fleet.serving.count == 3 && trial.fleet.healthyHosts == 3)
        let target = try #require(trial.targets.first { $0.id == oldest.address })
        #expect(target.state == "unhealthy")
        #expect(target.reason == "Target.ResponseCodeMismatch: Health checks failed with these codes: [502]")

        let stopped = try #require(trial.wait(60) { !$0.stops.isEmpty })
        #expect(stopped >= 15 && stopped <= 40)
        let stop = try #require(trial.stops.first)
        #expect(stop.evidence == oldest.id)
        #expect(stop.reason == "exit 137 · Essential container in task exited")
        #expect(
            trial.messages.contains {
                $0.hasPrefix("(port 8080) is unhealthy in (target-group api-new) ")
                    && $0.hasSuffix("due to (reason Health checks failed with these codes: [502])")
            })
        #expect(trial.tasks?.failedTasks == 1)
        #expect(trial.tasks?.tasks?.contains { $0.id == oldest.id } == false)
        #expect(trial.targets.first { $0.id == oldest.address }?.state == "unhealthy.draining")

        trial.run(60)
        #expect(trial.fleet.running == 4 && trial.fleet.healthyHosts == 4 && trial.tasks?.failedTasks == 0)
        #expect(trial.messages.contains { $0.hasPrefix("has started 1 tasks: (task ") })
        #expect(trial.messages.last == "has reached a steady state.")
    }

    @Test func `the successor goes bad as long as the fault lasts`() throws {
        var trial = FleetTrial(.new, members: 3)
        trial.fleet.begin(Self.bad, number: 0, at: trial.now)
        trial.run(3600) { #expect($0.fleet.serving.count { $0.badPercent > 0 } <= 1) }
        // One life: about 40 s to boot, 3 minutes well, a minute until it is found out and has died.
        #expect((9...14).contains(trial.stops.count))
        #expect(Set(trial.stops.map(\.evidence)).count == trial.stops.count)
        trial.fleet.end(number: 0, at: trial.now)
        trial.run(600)
        let before = trial.stops.count
        trial.run(3600) { #expect($0.fleet.healthyHosts == 3) }
        #expect(trial.stops.count <= before)
    }

    @Test func `a side dies with all its successors`() throws {
        var trial = FleetTrial(.new, members: 4)
        trial.run(60)
        trial.fleet.begin(.dies(reason: "Target.FailedHealthChecks", exitCode: 1), number: 3, at: trial.now)
        trial.run(10)
        #expect(trial.fleet.serving.count == 4 && trial.fleet.serving.allSatisfy { $0.badPercent == 100 })
        let found = try #require(trial.wait(120) { $0.fleet.healthyHosts == 0 })
        #expect(found >= 20 && found <= 65)
        trial.run(3600) { #expect($0.fleet.healthyHosts == 0 && $0.fleet.capacity == 0) }
        #expect(trial.stops.count >= 40)
        #expect(trial.stops.allSatisfy { $0.reason == "exit 1 · Essential container in task exited" })
        trial.fleet.end(number: 3, at: trial.now)
        trial.run(600)
        #expect(trial.fleet.healthyHosts == 4 && trial.fleet.serving.allSatisfy { $0.badPercent == 0 })
    }

    @Test func `a fault that ends early leaves no trace`() {
        var trial = FleetTrial(.new, members: 3)
        trial.fleet.begin(Self.bad, number: 0, at: trial.now)
        trial.run(20)
        #expect(trial.fleet.serving.contains { $0.badPercent > 0 })
        trial.fleet.end(number: 0, at: trial.now)
        trial.run(600) { #expect($0.fleet.serving.allSatisfy { $0.badPercent == 0 } && $0.fleet.healthyHosts == 3) }
        #expect(trial.stops.isEmpty)
    }

    @Test func `a bad instance is replaced by Auto Scaling`() throws {
        var trial = FleetTrial(.old, members: 4)
        trial.fleet.begin(Self.bad, number: 0, at: trial.now)
        let replaced = try #require(trial.wait(300) { $0.group?.instances.count == 5 })
        #expect(replaced >= 90 && replaced <= 130)
        trial.fleet.end(number: 0, at: trial.now)
        #expect(trial.targets.count { $0.state == "unhealthy.draining" } == 1)
        #expect(trial.group?.instances.count { $0.state == "Pending" } == 1)
        trial.run(800)
        #expect(trial.fleet.healthyHosts == 4 && trial.group?.instances.count == 4)
    }

    @Test(arguments: Side.allCases)
    func `a bad worker dies without a load balancer to say so`(side: Side) throws {
        var trial = FleetTrial(side, members: 3, hasTargetGroup: false)
        let known = Set(trial.fleet.members.map(\.id))
        trial.fleet.begin(Self.bad, number: 0, at: trial.now)
        trial.run(5)
        #expect(trial.fleet.capacity == 2400)
        let gone = try #require(trial.wait(240) { !known.isSubset(of: $0.fleet.members.map(\.id)) })
        #expect(gone >= 45)
        trial.fleet.end(number: 0, at: trial.now)
        trial.run(700)
        #expect(trial.fleet.serving.count == 3 && trial.fleet.capacity == 3000)
        #expect(trial.stops.count == (side == .new ? 1 : 0))
        #expect(!trial.messages.contains { $0.contains("unhealthy") || $0.contains("target") })
    }

    @Test func `only what concerns fleets is a fleet's fault`() {
        #expect(FleetFault(.scale(minimum: 1, maximum: 2)) == .scale(minimum: 1, maximum: 2))
        #expect(FleetFault(.badMember(percent: 1, reason: "r", exitCode: 2)) != nil)
        #expect(FleetFault(.deploy(version: "v", detail: "d", members: nil)) != nil)
        #expect(FleetFault(.cron) == nil && FleetFault(.latency(factor: 2, over: 0)) == nil)
    }

    @Test func `with no healthy target the unhealthy ones get the requests`() throws {
        var trial = FleetTrial(.new, members: 1, bounds: 1...1)
        trial.fleet.begin(Self.bad, number: 0, at: trial.now)
        _ = try #require(trial.wait(120) { $0.fleet.unhealthyHosts == 1 })
        #expect(trial.fleet.serving.map(\.badPercent) == [60])
        _ = try #require(trial.wait(120) { !$0.stops.isEmpty })
        #expect(trial.fleet.serving.isEmpty)
        trial.run(60)
        #expect(trial.fleet.serving.map(\.badPercent) == [0])
    }

    @Test func `a deploy rolls through the whole service`() throws {
        var trial = FleetTrial(.new, members: 8)
        let first = try #require(trial.tasks?.deployment)
        trial.fleet.begin(
            .deploy(version: "api:219 @77aa00bb11cc", detail: "api:2026-11-23", members: nil), number: 0, at: trial.now)
        trial.run(5)
        #expect(trial.tasks?.deploymentState == "IN_PROGRESS" && trial.tasks?.deployments == 2)
        #expect(trial.tasks?.deployment != first)
        var mixed = 0
        let took = try #require(
            trial.wait(1200) { trial in
                #expect(trial.fleet.healthyHosts >= 8 && trial.fleet.running <= 10)
                if Set(trial.fleet.serving.compactMap { id in Self.version(of: id.id, trial) }).count == 2 {
                    mixed += 1
                }
                return trial.tasks?.deploymentState == "COMPLETED"
            })
        // Four batches of two, a boot each.
        #expect(took >= 4 * 30 && took <= 4 * 70 && mixed > 10)
        #expect(trial.messages.contains { $0.hasSuffix("deployment completed.") })
        trial.run(400)
        #expect(trial.tasks?.tasks?.count == 8 && trial.tasks?.deployments == 1)
        #expect(trial.tasks?.tasks?.allSatisfy { $0.version == "api:219 @77aa00bb11cc" } == true)
    }

    @Test func `a deploy of a few stays in progress`() throws {
        var trial = FleetTrial(.new, members: 6)
        trial.fleet.begin(
            .deploy(version: "api:219 @77aa00bb11cc", detail: "api:2026-11-23", members: 2), number: 0, at: trial.now)
        trial.run(600)
        trial.run(3600) { trial in
            let versions = trial.tasks?.tasks?.map(\.version) ?? []
            #expect(versions.count == 6 && versions.count { $0 == "api:219 @77aa00bb11cc" } == 2)
            #expect(trial.tasks?.deploymentState == "IN_PROGRESS" && trial.tasks?.deployments == 2)
        }
        // The death of a member on either version does not change the mixture.
        trial.fleet.begin(Self.bad, number: 1, at: trial.now)
        trial.run(1800)
        trial.fleet.end(number: 1, at: trial.now)
        trial.run(600)
        #expect(trial.tasks?.tasks?.count { $0.version == "api:219 @77aa00bb11cc" } == 2)
        trial.fleet.end(number: 0, at: trial.now)
        trial.run(900)
        #expect(trial.tasks?.tasks?.allSatisfy { $0.version == "api:218 @9f2c0e7d0e7d" } == true)
        #expect(trial.tasks?.deploymentState == "COMPLETED")
    }

    @Test func `a deploy on the old side replaces instances`() throws {
        var trial = FleetTrial(.old, members: 4)
        trial.fleet.begin(
            .deploy(version: "lt:42 ami-0deadbeef00112233", detail: "api-launch", members: 1), number: 0, at: trial.now)
        trial.run(1800) { #expect($0.fleet.healthyHosts >= 4) }
        #expect(trial.group?.instances.count == 4)
        #expect(trial.group?.instances.compactMap(\.template).sorted() == ["lt:41", "lt:41", "lt:41", "lt:42"])
        #expect(trial.machines.count { $0.image == "ami-0deadbeef00112233" && $0.templateVersion == "42" } == 1)
    }

    @Test(arguments: Side.allCases)
    func `the merged parts agree throughout`(side: Side) {
        var trial = FleetTrial(side, members: 6, target: 50)
        let configuration =
            side == .old
            ? SideConfiguration(targetGroups: ["api-old"], autoScalingGroup: "api-old")
            : SideConfiguration(targetGroups: ["api-new"], ecs: ECSConfiguration(cluster: "c", service: "api"))
        var merge = InventoryMerge(configuration: configuration)
        var inventory: Inventory?
        let look: (FleetTrial) -> Void = { trial in
            for source in [Source.autoScaling, .ec2, .ecs, .targetHealth] {
                if let part = trial.fleet.part(source, at: trial.now) { merge.take(part) }
            }
            let merged = merge.inventory(over: inventory, at: trial.now)
            let counts = merged.counts
            #expect(Set(merged.members.map(\.id)).count == merged.members.count)
            #expect(Set(trial.fleet.members.map(\.address)).count == trial.fleet.members.count)
            let isUp = side == .old ? LifecycleState.inService : .taskRunning
            #expect(counts.running == trial.fleet.running)
            #expect(counts.running == merged.members.count { $0.state == isUp })
            #expect(counts.pending == merged.members.count { $0.state.rawValue.hasPrefix("P") })
            #expect(counts.healthy == trial.fleet.healthyHosts && counts.unhealthy == trial.fleet.unhealthyHosts)
            #expect(merged.members.count { $0.health == "healthy" } == counts.healthy)
            #expect(Set(trial.fleet.serving.map(\.id)).isSubset(of: merged.members.map(\.id)))
            #expect(merged.members.allSatisfy { $0.zone != nil && !$0.version.isEmpty && $0.launchedAt != nil })
            inventory = merged
        }
        trial.run(600, load: 2800, look: look)
        trial.run(1200, load: 5600, look: look)
        trial.fleet.begin(Self.bad, number: 0, at: trial.now)
        trial.run(900, load: 5600, look: look)
        trial.fleet.end(number: 0, at: trial.now)
        trial.fleet.begin(.deploy(version: "x:2 y", detail: "x", members: nil), number: 1, at: trial.now)
        trial.run(1800, load: 5600, look: look)
        trial.fleet.begin(.scale(minimum: 2, maximum: 3), number: 2, at: trial.now)
        trial.run(1800, load: 5600, look: look)
        #expect(inventory?.counts.running == 3 && inventory?.versions == ["x:2 y"])
    }

    @Test func `the same seed lives the same life`() {
        func life(_ seed: UInt64) -> ([Event], [String], [Double], InventoryPart?) {
            var trial = FleetTrial(.new, members: 5, target: 50, seed: seed)
            var cpu: [Double] = []
            trial.fleet.begin(Self.bad, number: 0, at: trial.now)
            trial.run(1800, load: 4000) { cpu += [$0.fleet.cpu, $0.fleet.memory] }
            trial.fleet.begin(.deploy(version: "x:2 y", detail: "x", members: 2), number: 1, at: trial.now)
            trial.run(1800, load: 1000) { cpu += [$0.fleet.cpu, $0.fleet.memory] }
            return (trial.fleet.events, trial.fleet.members.map(\.id), cpu, trial.fleet.part(.ecs, at: trial.now))
        }
        let (a, b, c) = (life(3), life(3), life(4))
        #expect(a == b)
        #expect(a.1 != c.1)
        #expect(Set(a.0.map(\.evidence)).count == a.0.count)
        #expect(a.0.map(\.at) == a.0.map(\.at).sorted())
        #expect(a.2.allSatisfy { $0 >= 0 && $0 <= 200 })
    }

    @Test func `events are forgotten after hours`() {
        var trial = FleetTrial(.new, members: 3)
        trial.fleet.begin(Self.bad, number: 0, at: trial.now)
        trial.run(12 * 3600) { trial in
            #expect(trial.fleet.events.first.map { trial.now.seconds(since: $0.at) <= 3 * 3600 } ?? true)
        }
        #expect((27...45).contains(trial.stops.count))
        #expect(trial.fleet.members.count < 6)
    }

    private static func version(of id: String, _ trial: FleetTrial) -> String? {
        trial.fleet.members.first { $0.id == id }?.version.text
    }
}
