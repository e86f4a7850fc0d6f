import Model
import Testing

@Suite("Traps in fleets: grace, versions, scaling, capacity, the database")
struct TopologyFleetWarningTests {
    private let api = TopologyFixture.api

    @Test(arguments: [(0, 0, true), (0, 1, false), (1, 0, true), (1, 60, false)])
    func `health check grace`(fleet: Int, seconds: Int, fires: Bool) {
        let layout = api.with { $0.fleets[fleet].healthCheckGrace = seconds }
        #expect(layout.kinds == (fires ? [.grace] : []))
        #expect(layout.with { $0.fleets[fleet].heedsBalancer = false }.warnings == [], "nobody heeds the balancer")
        #expect(api.with { $0.fleets[fleet].healthCheckGrace = nil }.warnings == [], "not read")
    }

    @Test func `mixed versions`() {
        let mixed = api.with { $0.fleets[1].versions = [.init("api:218", 5), .init("api:217", 1)] }
        #expect(mixed.warnings.map(\.kind) == [.versions])
        #expect(mixed.warnings[0].words.contains("ECS service prod/api runs 2 versions (api:218 on 5, api:217 on 1)"))
    }

    @Test func `the old fleet shrinks`() {
        let shrinking = api.with { $0.fleets[0].minimum = 2 }
        #expect(shrinking.warnings.map(\.kind) == [.shrinking])
        #expect(shrinking.warnings[0].words.contains("(policy requests), from 4 to as few as 2 instances"))
        #expect(shrinking.warnings[0].remedy.contains("minimum to 4"))
        func quiet(_ change: (inout TopologyFleet) -> Void) -> Topology { shrinking.with { change(&$0.fleets[0]) } }
        #expect(quiet { $0.scaleInIsSuspended = true }.warnings == [])
        #expect(quiet { $0.policies?[0].scalesIn = false }.warnings == [])
        #expect(quiet { $0.policies?[0].isEnabled = false }.warnings == [])
        #expect(quiet { $0.policies = nil }.warnings == [], "not read")
        let new = api.with { $0.fleets[1].minimum = 1 }
        #expect(new.warnings == [], "no traffic leaves the new side")
    }

    @Test func `a policy that follows another group`() {
        let bound = api.with { layout in
            layout.fleets[1].policies = [
                TopologyScalingPolicy(
                    name: "requests", scalesIn: true, metric: "ALBRequestCountPerTarget",
                    resourceLabel: "app/api-old/50dc6c495c0c9188/targetgroup/api-old/73e2d6bc24d8a067")
            ]
        }
        #expect(bound.warnings.map(\.kind) == [.boundPolicy])
        #expect(bound.warnings[0].words.contains("targetgroup/api-old/73e2d6bc24d8a067, which is not its own"))
        let own = bound.with {
            $0.fleets[1].policies?[0].resourceLabel = "app/x/1/targetgroup/api-new/0a1b2c3d4e5f6071"
        }
        #expect(own.warnings == [])
        let several = own.with { $0.fleets[1].targetGroups.append("\(TopologyFixture.arn):targetgroup/more/1") }
        #expect(several.warnings.map(\.kind) == [.boundPolicy])
        #expect(several.warnings[0].words.contains("one of its 2 target groups"))
    }

    @Test func `a new side that is too small`() {
        let small = api.with { $0.fleets[1].maximum = 7 }
        #expect(small.warnings.map(\.kind) == [.capacity])
        #expect(small.warnings[0].words.contains("New can grow to 88 % of the processors"))
        #expect(small.warnings[0].words.contains("(7 tasks at most, old has 4 instances now)"))
        #expect(api.with { $0.fleets[1].maximum = 8 }.warnings == [], "8 of 8 processors")
        let unknown = api.with {
            $0.fleets[1].processors = nil; $0.fleets[1].maximum = nil
        }
        #expect(unknown.warnings == [], "6 tasks against 4 instances")
        let fewer = unknown.with { $0.fleets[1].desired = 3 }
        #expect(fewer.warnings.map(\.kind) == [.capacity])
        #expect(fewer.warnings[0].words.contains("New has 3 tasks at most, old has 4 instances now, and nothing tells"))
        let none = api.with {
            $0.fleets[1].desired = 0; $0.fleets[1].maximum = nil
        }
        #expect(none.warnings.map(\.words).joined().contains("may have no tasks at all"))
    }

    @Test(arguments: [
        (1_000, false, ""), (300, false, ""), (299, true, "140 connections to the database now (47 % of 299) and 300"),
        (175, true, "(80 % of 175)"),
    ])
    func `the database`(limit: Int, fires: Bool, words: String) {
        // 4 instances and 6 tasks now, 12 and 6 when grown: 140 and 300 connections.
        let layout = api.with { $0.database = DatabaseLimit(connections: limit, perInstance: 20, perTask: 10) }
        let more = layout.with {
            $0.fleets[1].maximum = 6
            $0.fleets[1].processors = 2
        }
        #expect(more.kinds == (fires ? [.database] : []))
        if fires { #expect(more.warnings[0].words.contains(words)) }
    }

    @Test func `the most dangerous comes first`() {
        let many = api.with { layout in
            layout.fleets[1].versions = [.init("a", 1), .init("b", 1)]
            layout.fleets[0].minimum = 1
            layout.targetGroups[1].targets = []
        }
        #expect(many.warnings.map(\.kind) == [.unhealthyTarget, .shrinking, .versions])
        #expect(many.warnings.allSatisfy { !$0.words.isEmpty && $0.remedy.hasSuffix(".") })
    }
}
