import Model
import Poll
import Testing

@testable import Simulation

/// Size, boots and draining, with nothing wrong.
@Suite struct FleetTests {
    @Test func `a fleet begins whole`() throws {
        let old = FleetTrial(.old)
        let group = try #require(old.group)
        #expect(group.instances.count == 8 && group.desired == 8 && group.minimum == 2 && group.maximum == 16)
        #expect(group.instances.allSatisfy { $0.state == "InService" && $0.template == "lt:41" })
        #expect(group.instances.allSatisfy { $0.templateName == "api-launch" })
        #expect(group.instances.allSatisfy { $0.id.count == 19 && $0.id.hasPrefix("i-0") })
        let zones = Dictionary(grouping: group.instances, by: { $0.zone ?? "" }).mapValues(\.count)
        #expect(zones == ["ap-northeast-1a": 3, "ap-northeast-1c": 3, "ap-northeast-1d": 2])
        #expect(old.machines.count == 8 && old.targets.count == 8)
        #expect(old.machines.allSatisfy { $0.image == "ami-0c1f9e8d7c6b5a403" && $0.templateVersion == "41" })
        #expect(old.targets.allSatisfy { $0.state == "healthy" && $0.group == "api-old" && $0.port == 80 })
        #expect(old.tasks == nil && old.fleet.events.isEmpty)

        let new = FleetTrial(.new)
        let tasks = try #require(new.tasks)
        #expect(tasks.running == 8 && tasks.pending == 0 && tasks.deployments == 1)
        #expect(tasks.deploymentState == "COMPLETED")
        #expect(tasks.tasks?.allSatisfy { $0.state == "RUNNING" && $0.id.count == 32 } == true)
        #expect(Set(new.targets.map(\.id)) == Set(tasks.tasks?.flatMap(\.addresses) ?? []))
        #expect(new.fleet.events.map(\.reason) == ["(service api) has reached a steady state."])
        #expect(new.group == nil && new.machines.isEmpty)
    }

    @Test(arguments: [(Side.old, 540.0), (.new, 40.0)])
    func `boots take as long as the model says`(side: Side, mean: Double) {
        var times: [Double] = []
        for seed in 1...100 {
            var trial = FleetTrial(side, members: 1, bounds: 1...16, seed: UInt64(seed))
            let known = Set(trial.fleet.members.map(\.id))
            trial.fleet.begin(.scale(minimum: 6, maximum: 6), number: 0, at: trial.now)
            trial.run(mean * 1.4 + 10)
            let fresh = trial.fleet.members.filter { !known.contains($0.id) }
            #expect(fresh.count == 5 && fresh.allSatisfy { $0.health == .healthy })
            times += fresh.map { $0.readyAt.seconds(since: $0.launchedAt) }
        }
        let measured = times.reduce(0, +) / Double(times.count)
        let deviation = (times.reduce(0) { $0 + ($1 - measured) * ($1 - measured) } / Double(times.count)).squareRoot()
        // Five hundred boots: the mean's standard error is a tenth / √500, less than half a percent; three of them.
        #expect(abs(measured - mean) < 0.0135 * mean)
        #expect(abs(deviation - 0.1 * mean) < 0.015 * mean)
    }

    @Test func `an instance passes through its states`() throws {
        var trial = FleetTrial(.old, members: 2)
        let known = Set(trial.fleet.members.map(\.id))
        trial.fleet.begin(.scale(minimum: 3, maximum: 3), number: 0, at: trial.now)
        var states: [LifecycleState] = []
        var healths: [String] = []
        trial.run(900) { trial in
            guard let instance = trial.group?.instances.first(where: { !known.contains($0.id) }) else { return }
            let target = trial.targets.first { $0.id == instance.id }
            let health = [target?.state.rawValue, target?.reason?.prefix { $0 != ":" }.description].compactMap(\.self)
            if states.last != instance.state { states.append(instance.state) }
            if healths.last != health.joined(separator: " ") { healths.append(health.joined(separator: " ")) }
            #expect(trial.fleet.serving.contains { $0.id == instance.id } == (target?.state == "healthy"))
        }
        #expect(states == ["Pending", "Pending:Wait", "InService"])
        #expect(
            healths == [
                "", "initial Elb.RegistrationInProgress", "initial Elb.InitialHealthChecking", "healthy",
            ])
    }

    @Test func `a task passes through its states and ECS tells of it`() {
        var trial = FleetTrial(.new, members: 2)
        let known = Set(trial.fleet.members.map(\.id))
        trial.fleet.begin(.scale(minimum: 4, maximum: 4), number: 0, at: trial.now)
        var states: [LifecycleState] = []
        trial.run(120) { trial in
            guard let task = trial.tasks?.tasks?.first(where: { !known.contains($0.id) }) else { return }
            if states.last != task.state { states.append(task.state) }
        }
        #expect(states == ["PROVISIONING", "PENDING", "RUNNING"])
        let fresh = trial.fleet.members.filter { !known.contains($0.id) }.map(\.id)
        let ids = fresh.map { $0.prefix(8) }
        #expect(trial.messages.first == "has started 2 tasks: (task \(ids[0])) (task \(ids[1])).")
        #expect(trial.messages.contains { $0.hasPrefix("registered ") && $0.hasSuffix(" in (target-group api-new)") })
        #expect(trial.messages.last == "has reached a steady state.")
    }

    @Test(arguments: Side.allCases)
    func `more load makes the fleet grow in proportion`(side: Side) throws {
        var trial = FleetTrial(side, members: 4, target: 50)
        trial.run(600, load: 1900)
        #expect(trial.fleet.scaling.desired == 4 && trial.fleet.members.count == 4)
        #expect(abs(trial.fleet.cpu - 47.5) < 5)
        // 3600 a minute are 90 % of four; at 50 % they need 8 (7.2), which the alarm asks for after three whole minutes.
        let grown = try #require(trial.wait(600, load: 3600) { $0.fleet.scaling.desired > 4 })
        #expect(grown >= 180 && grown <= 240)
        #expect((8...9).contains(trial.fleet.scaling.desired))
        trial.run(900, load: 3600)
        #expect((8...9).contains(trial.fleet.running))
        #expect(abs(trial.fleet.cpu - 100 * 3600 / (1000 * Double(trial.fleet.running))) < 4)
    }

    @Test(arguments: Side.allCases)
    func `a fleet without load shrinks to its minimum slowly`(side: Side) throws {
        var trial = FleetTrial(side, members: 8, target: 50)
        let first = try #require(trial.wait(3600) { $0.fleet.scaling.desired < 8 })
        #expect(first >= 900 && first <= 965)
        #expect(trial.fleet.scaling.desired == 7)
        // Five more, five minutes apart or a little more, since decisions fall on whole minutes; then the last one drains.
        let rest = try #require(trial.wait(3600) { $0.fleet.members.count == 2 })
        #expect(rest >= 5 * 300 + 300 && rest <= 5 * 360 + 400)
        trial.run(1800)
        #expect(trial.fleet.running == 2 && trial.fleet.scaling.desired == 2)
    }

    @Test func `nobody scales a fleet without a target`() {
        var trial = FleetTrial(.old, members: 4)
        trial.run(1800, load: 40_000)
        #expect(trial.fleet.cpu == 100 && trial.fleet.utilization == 10)
        trial.run(3600)
        #expect(trial.fleet.members.count == 4 && trial.fleet.scaling.desired == 4)
    }

    @Test func `the bounds hold`() {
        var trial = FleetTrial(.new, members: 4, bounds: 3...6, target: 50)
        trial.run(1800, load: 20_000) { #expect($0.fleet.scaling.desired <= 6) }
        #expect(trial.fleet.running == 6)
        trial.run(4 * 3600) { #expect($0.fleet.running >= 3) }
        #expect(trial.fleet.running == 3)
    }

    @Test func `an instance that goes drains for five minutes`() throws {
        var trial = FleetTrial(.old, members: 8)
        trial.fleet.begin(.scale(minimum: 3, maximum: 3), number: 0, at: trial.now)
        #expect(trial.group.map { [$0.desired, $0.minimum, $0.maximum] } == [3, 3, 3])
        var seen: [String: (first: Moment, last: Moment)] = [:]
        var dismissed: Set<String> = []
        trial.run(900) { trial in
            let draining = trial.targets.filter { $0.state == "draining" }
            for target in draining {
                seen[target.id] = (seen[target.id]?.first ?? trial.now, trial.now)
                #expect(target.reason?.hasPrefix("Target.DeregistrationInProgress") == true)
                #expect(!trial.fleet.serving.contains { $0.id == target.id })
            }
            let leaving = trial.group?.instances.filter { $0.state == "Terminating:Wait" }.map(\.id) ?? []
            #expect(Set(leaving) == Set(draining.map(\.id)))
            #expect(Set(leaving).subtracting(dismissed).count <= 1)
            dismissed.formUnion(leaving)
        }
        #expect(seen.count == 5)
        for (_, span) in seen { #expect(span.last.seconds(since: span.first) == 295) }
        let begins = seen.values.map(\.first).sorted()
        for (a, b) in zip(begins, begins.dropFirst()) { #expect(b.seconds(since: a) == 30) }
        #expect(trial.fleet.members.count == 3)
        trial.fleet.end(number: 0, at: trial.now)
        #expect(trial.fleet.scaling.desired == 8 && trial.fleet.scaling.minimum == 2)
        trial.run(700)
        #expect(trial.fleet.running == 8)
    }

    @Test func `a task that goes drains and stops`() throws {
        var trial = FleetTrial(.new, members: 3)
        trial.fleet.begin(.scale(minimum: 2, maximum: 2), number: 0, at: trial.now)
        trial.run(5)
        let task = try #require(trial.tasks?.tasks?.first { $0.stopReason != nil })
        #expect(task.state == "DEACTIVATING" && trial.tasks?.running == 2)
        #expect(trial.messages.contains("has stopped 1 running tasks: (task \(task.id.prefix(8)))."))
        #expect(trial.messages.contains("has begun draining connections on 1 tasks."))
        trial.run(300)
        #expect(trial.tasks?.tasks?.first { $0.id == task.id }?.state == "STOPPING")
        #expect(trial.targets.count == 2)
        trial.run(30)
        #expect(trial.tasks?.tasks?.contains { $0.id == task.id } == false)
        let stop = try #require(trial.stops.first)
        #expect(trial.stops.count == 1 && stop.evidence == task.id && stop.after == "STOPPED")
        #expect(stop.before == "api:218 @9f2c0e7d0e7d")
        #expect(stop.cause == .wanted)
        #expect(stop.reason.hasPrefix("ServiceSchedulerInitiated: Scaling activity initiated by (deployment ecs-svc/"))
    }

    @Test func `a worker has no targets`() throws {
        var trial = FleetTrial(.new, members: 3, hasTargetGroup: false)
        #expect(trial.fleet.part(.targetHealth, at: trial.now) == nil)
        #expect(trial.fleet.serving.count == 3 && trial.fleet.capacity == 3000 && trial.fleet.healthyHosts == 0)
        trial.fleet.begin(.scale(minimum: 2, maximum: 2), number: 0, at: trial.now)
        trial.run(5)
        #expect(trial.fleet.serving.count == 2)
        trial.run(30)
        #expect(trial.fleet.members.count == 2)
        #expect(!trial.messages.contains { $0.contains("target") || $0.contains("draining") })
        trial.fleet.end(number: 0, at: trial.now)
        trial.run(60)
        #expect(trial.fleet.serving.count == 3)
    }
}
