import Model
import Testing

@Suite("Traps in health: empty target groups, and what Route 53 then gives")
struct TopologyHealthWarningTests {
    private let api = TopologyFixture.api

    @Test func `an empty group moves all traffic`() {
        let empty = api.with { $0.targetGroups[1].targets = [] }
        #expect(empty.kinds == [.unhealthyTarget])
        #expect(empty.warnings.count == 1)
        let words = empty.warnings[0].words
        #expect(words.contains("target group api-new has no targets"))
        #expect(words.contains("A gives 0 % to new, not 25 %, AAAA gives 0 % to new, not 25 %"))
        let unheeded = empty.with { layout in
            for index in layout.records.indices { layout.records[index].evaluatesTargetHealth = false }
        }
        #expect(unheeded.warnings == [])
    }

    @Test func `targets that nobody uses are none`() {
        let unused = api.with { layout in
            layout.targetGroups[1].targets = [.init(id: "10.0.0.1", state: "unused")]
        }
        #expect(unused.warnings.map(\.words).joined().contains("target group api-new has no targets"))
    }

    @Test func `another services empty group counts too`() {
        let other = api.with { layout in
            layout.balancers[1].groupCount = 2
            layout.targetGroups.append(
                TopologyTargetGroup(
                    arn: "\(TopologyFixture.arn):targetgroup/web/1", name: "web", balancers: [layout.balancers[1].arn],
                    targets: []))
        }
        #expect(other.warnings.map(\.kind) == [.unhealthyTarget])
        #expect(other.warnings[0].words.contains("target group web has no targets"))
        #expect(other.outcomes[0].effective == 0 && other.outcomes[0].byWeights == 25)
    }

    @Test func `what was not read is not called healthy`() {
        let part = api.with { $0.balancers[1].groupCount = 40 }
        let record = part.records[1]
        #expect(part.health(of: record) == .unknown("of the 40 target groups of api-new 1 could be read"))
        #expect(part.warnings == [], "what is unknown is no trap")
        let silent = api.with { $0.targetGroups[1].targets = nil }
        #expect(silent.health(of: record) == .unknown("of the 1 target group of api-new 0 could be read"))
        let elsewhere = api.with { $0.balancers.remove(at: 1) }
        #expect(elsewhere.health(of: record) == .unknown("what it leads to was not read"))
    }

    @Test func `a group in no rule`() {
        let apart = api.with { $0.targetGroups[1].balancers = [] }
        #expect(apart.warnings.map(\.kind).contains(.unhealthyTarget))
        #expect(apart.warnings.map(\.words).joined().contains("Target group api-new stands in no listener's rule"))
        #expect(TopologyFixture.forward.with { $0.targetGroups[1].balancers = [] }.warnings == [], "its rule names it")
    }

    @Test func `what would come of a failing side`() {
        let outcome = api.outcomes[0]
        #expect(outcome.type == "A" && api.outcomes[1].type == "AAAA")
        #expect(outcome.effective == 25 && !outcome.differs && outcome.remark == nil)
        #expect(outcome.ifOldUnhealthy == 100 && outcome.ifNewUnhealthy == 0)
        #expect(outcome.failover == "100 % if old became unhealthy, 0 % if new did")
        let unwatched = api.with { layout in
            for index in layout.records.indices { layout.records[index].evaluatesTargetHealth = false }
        }
        #expect(unwatched.outcomes[0].ifOldUnhealthy == 25, "nobody takes it out")
        #expect(TopologyFixture.forward.outcomes.map(\.effective) == [25])
        #expect(TopologyFixture.forward.outcomes[0].ifNewUnhealthy == 25, "a forward goes by its weights alone")
    }
}
