package import Model

extension Scenario {
    /// The hosted zone that contains all records.
    static let zone = "example.com"

    /// The configuration for watching this scenario's world, as if it were a real migration.
    ///
    /// Names and ARN suffixes follow from the services' names. `simulated` is the scenario's name.
    package var configuration: Configuration { configuration(mode: .observe) }

    /// The same, for a rollout in which abreast moves the weights instead of the deploy job.
    package func configuration(mode: RolloutPlan.Mode) -> Configuration {
        Configuration(
            migration: "rehearsal", region: "ap-northeast-1", timeZone: timeZone, simulated: name,
            services: services.map { $0.configuration(mode: mode) })
    }
}

extension SimulatedService {
    fileprivate func configuration(mode: RolloutPlan.Mode) -> ServiceConfiguration {
        let split = traffic.map { _ in
            Split.route53(zone: Scenario.zone, name: "\(name).\(Scenario.zone)", types: ["A"], old: "ec2", new: "ecs")
        }
        var old = SideConfiguration(autoScalingGroup: "\(name)-asg")
        var new = SideConfiguration(ecs: ECSConfiguration(cluster: "prod", service: name))
        if traffic != nil {
            old.loadBalancer = Self.tail("app", "\(name)-old")
            old.targetGroups = [Self.tail("targetgroup", "\(name)-old")]
            new.loadBalancer = Self.tail("app", "\(name)-new")
            new.targetGroups = [Self.tail("targetgroup", "\(name)-new")]
        }
        return ServiceConfiguration(
            name: name, split: split, old: old, new: new, limits: limits, queue: queue?.name, rollout: rollout(mode))
    }

    /// The deploy job's plan, so that the board knows which shares are steps of the plan; `nil` for a worker.
    private func rollout(_ mode: RolloutPlan.Mode) -> RolloutPlan? {
        plan.map { plan in
            RolloutPlan(
                mode: mode, steps: plan.steps.map(Double.init), bakes: [plan.bake],
                deadMan: mode == .observe ? nil : Self.deadMan)
        }
    }

    /// Twenty minutes, in seconds: the longest time that an operator may be away from the screen.
    private static let deadMan = 1200.0

    /// The ARN suffix that CloudWatch uses, with an id that looks random.
    static func tail(_ kind: String, _ name: String) -> String {
        var chance = Chance(seed: 0, kind, name)
        let digits = String(chance.next(), radix: 16)
        return "\(kind)/\(name)/\(String(repeating: "0", count: 16 - digits.utf8.count))\(digits)"
    }
}
