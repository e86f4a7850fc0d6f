import MigrationFile
import Model
import Testing

@testable import Simulation

@Suite struct ScenarioLibraryTests {
    private static func all() throws -> [Scenario] {
        try ScenarioLibrary.names.map { try #require(try ScenarioLibrary.scenario(named: $0)) }
    }

    @Test func `the names stand in their order`() {
        #expect(
            ScenarioLibrary.names == [
                "calm", "slow-poison", "burst", "one-bad-task", "dns-tail", "old-scaled-in", "blind", "outside-hand",
                "both-worse", "cold-cache", "cron-twice", "mixed-versions", "dead-side", "campaign", "slow-leak",
                "fault-before-step", "sticky-crowd", "old-fails",
            ])
    }

    @Test(arguments: ScenarioLibrary.names)
    func `every file is read under its name`(name: String) throws {
        let scenario = try #require(try ScenarioLibrary.scenario(named: name))
        #expect(scenario.name == name)
        #expect(scenario.services.map(\.name) == ["api", "web", "worker"])
        #expect(!scenario.sights.isEmpty)
        #expect(scenario.about.count <= 100, "it stands in one line of a list")
        #expect(scenario.timeZone == "Asia/Tokyo" && scenario.utcOffset == 32_400)
        // A fault cannot be seen before it happens.
        if let first = scenario.faults.map(\.at).min() {
            #expect(scenario.sights.allSatisfy { $0.from >= first })
        }
    }

    @Test func `a scenario differs only in what it says`() throws {
        let calm = try #require(try ScenarioLibrary.scenario(named: "calm"))
        let tail = try #require(try ScenarioLibrary.scenario(named: "dns-tail"))
        var api = calm.services[0]
        api.traffic?.pools = 40
        api.traffic?.poolLife = nil
        api.plan?.share = 75
        #expect(tail.services == [api] + calm.services[1...])
    }

    /// A fault that harms requests only on new is cured by bringing them back, and by nothing less.
    @Test func `the acts cure what is wrong`() throws {
        func acts(_ name: String) throws -> [ExpectedObservation.Act] {
            try #require(try ScenarioLibrary.scenario(named: name)).sights.map(\.act).filter { $0 != .watch }
        }
        #expect(try acts("slow-poison") == [.pause, .rollBack])
        #expect(try acts("burst") == [.rollBack])
        #expect(try acts("slow-leak") == [.pause, .rollBack, .rollBack])
        for name in ["dead-side", "fault-before-step"] { #expect(Set(try acts(name)) == [.rollBack], "\(name)") }
        for name in [
            "blind", "both-worse", "outside-hand", "mixed-versions", "cron-twice", "old-scaled-in", "campaign",
            "old-fails",
        ] {
            #expect(Set(try acts(name)) == [.pause], "\(name)")
        }
        for name in ["calm", "dns-tail", "one-bad-task", "cold-cache", "sticky-crowd"] {
            #expect(try acts(name).isEmpty, "\(name)")
        }
    }

    @Test func `an unknown name is none`() throws {
        #expect(try ScenarioLibrary.scenario(named: "clam") == nil)
    }

    @Test func `the scenarios do not repeat one another`() throws {
        let scenarios = try Self.all()
        for (index, one) in scenarios.enumerated() {
            for other in scenarios[(index + 1)...] {
                #expect(one.faults != other.faults || one.services != other.services)
                #expect(one.about != other.about)
            }
        }
    }

    @Test func `they use every kind of fault`() throws {
        let kinds = Set(try Self.all().flatMap(\.faults).map { Self.word($0.kind) })
        #expect(
            kinds == [
                "latency", "errors", "badMember", "dies", "coldCache", "blind", "weights", "scale", "cron", "deploy",
                "traffic",
            ])
    }

    private static func word(_ kind: Fault.Kind) -> String {
        switch kind {
        case .latency: "latency"
        case .errors: "errors"
        case .badMember: "badMember"
        case .dies: "dies"
        case .coldCache: "coldCache"
        case .blind: "blind"
        case .weights: "weights"
        case .scale: "scale"
        case .cron: "cron"
        case .deploy: "deploy"
        case .traffic: "traffic"
        }
    }

    @Test func `the configuration is one that the reader would take`() throws {
        let calm = try #require(try ScenarioLibrary.scenario(named: "calm"))
        let configuration = calm.configuration
        #expect(configuration.simulated == "calm")
        #expect(configuration.timeZone == "Asia/Tokyo")
        let api = configuration.services[0]
        let old = try #require(api.old.loadBalancer)
        let new = try #require(api.new.loadBalancer)
        #expect(old != new)
        let text = """
            migration: \(configuration.migration)
            region: \(configuration.region)
            time_zone: Asia/Tokyo
            simulated: calm
            services:
              api:
                split: { route53: { zone: example.com, name: api.example.com, types: [A], old: ec2, new: ecs } }
                old: { load_balancer: \(old), target_groups: [\(api.old.targetGroups[0])], auto_scaling_group: api-asg }
                new: { load_balancer: \(new), target_groups: [\(api.new.targetGroups[0])], ecs: { cluster: prod, service: api } }
                limits: { error_percent: 1.0, p99_ms: 600 }
                rollout: { mode: observe, steps: [5, 10, 25, 50, 75, 100], bake: 30m }
            """
        let read = try Configuration.read(text: text, file: "abreast.yaml")
        #expect(read.services[0] == api)
        let worker = configuration.services[2]
        #expect(
            worker.split == nil && worker.rollout == nil && worker.queue == "jobs" && worker.old.targetGroups.isEmpty)
    }
}
