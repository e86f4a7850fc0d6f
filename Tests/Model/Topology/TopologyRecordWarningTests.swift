import Model
import Testing

@Suite("Traps in the records of a name")
struct TopologyRecordWarningTests {
    private let api = TopologyFixture.api

    @Test func `nothing is said of a sound service`() {
        #expect(api.warnings == [])
        #expect(TopologyFixture.forward.warnings == [])
    }

    @Test func `all weights zero`() {
        let zero = api.with { for index in $0.records.indices { $0.records[index].weight = 0 } }
        #expect(zero.kinds == [.allZero])
        #expect(zero.warnings[0].words.hasPrefix("All A and AAAA weights are 0"))
        let one = api.with {
            $0.records[0].weight = 0; $0.records[1].weight = 0
        }
        #expect(one.warnings[0].words.hasPrefix("All A weights are 0"))
    }

    @Test func `a simple record beside`() {
        let beside = api.with { $0.records.append(TopologyRecord(type: "CNAME", ttl: 60, target: "old.example.com")) }
        #expect(beside.kinds == [.simpleRecord])
        let latency = api.with { $0.records.append(TopologyRecord(type: "A", setIdentifier: "tokyo", ttl: 60)) }
        #expect(latency.warnings.map(\.words).joined().contains("A “tokyo” is not routed by weight"))
        let https = api.with { $0.records.append(TopologyRecord(type: "HTTPS", ttl: 300, target: nil)) }
        #expect(https.kinds == [.simpleRecord])
        #expect(https.warnings[0].words.hasPrefix("HTTPS is a simple record beside the weighted ones"))
        let weighted = api.with {
            $0.records.append(TopologyRecord(type: "SVCB", setIdentifier: "ecs", weight: 25, ttl: 60))
        }
        #expect(weighted.warnings.map(\.words).joined().contains("SVCB “ecs” has weights that no step moves"))
        let alone = api.with {
            $0.records = [TopologyRecord(type: "CNAME", ttl: 60, target: "old.example.com")]
        }
        #expect(alone.warnings == [], "a name without weights is a beginning, not a trap")
    }

    @Test func `a way past the weighted forward`() {
        func bypass(_ old: Int, _ new: Int, priority: Int? = nil) -> Topology {
            TopologyFixture.forward.with {
                $0.balancers[0].bypasses = [
                    TopologyRoute(
                        listener: "\(TopologyFixture.arn):listener/app/api-old/50dc6c495c0c9188/0000000000000001",
                        port: 8443, rule: priority.map { "rule-\($0)" }, priority: priority,
                        targets: [
                            .init(targetGroup: TopologyFixture.oldGroup, weight: old),
                            .init(targetGroup: TopologyFixture.newGroup, weight: new),
                        ])
                ]
            }
        }
        #expect(bypass(50, 50).kinds == [.bypass])
        #expect(
            bypass(50, 50).warnings[0].words
                == "The default action of :8443 leads past the weights to the same target groups (api-old 50, api-new 50)."
                + " What comes that way follows no step, and a roll back leaves it on new.")
        #expect(bypass(1, 0, priority: 7).warnings[0].words.hasPrefix("Rule 7 of :8443 leads past the weights"))
        #expect(bypass(1, 0, priority: 7).warnings[0].words.hasSuffix("What comes that way stays on old at 100 %."))
    }

    @Test func `one address family alone`() {
        let four = api.with { $0.records.removeAll { $0.type == "AAAA" } }
        #expect(four.kinds == [.addressFamily])
        #expect(four.warnings[0].words.contains("have only IPv6 find nothing"))
        let six = api.with { $0.records.removeAll { $0.type == "A" } }
        #expect(six.warnings.map(\.words).joined().contains("have only IPv4 find nothing"))
    }

    @Test func `no AAAA is missed where no balancer takes i pv 6`() {
        let four = api.with { layout in
            layout.records.removeAll { $0.type == "AAAA" }
            for index in layout.balancers.indices { layout.balancers[index].addressType = "ipv4" }
        }
        #expect(four.warnings == [])
    }

    @Test func `shares that differ by type`() {
        let apart = api.with { $0.records[2].weight = 90 }
        #expect(apart.kinds == [.addressFamily])
        #expect(apart.warnings[0].words.contains("A 25 %, AAAA 21.74 %"))
    }

    @Test func `times to live`() {
        func names(_ old: Int?, _ new: Int?) -> Topology {
            api.with { layout in
                // These names lead to no load balancer that was read.
                layout.vouched = "looked at by mika"
                layout.records = [(Side.old, old), (.new, new)].map { side, ttl in
                    TopologyRecord(
                        type: "CNAME", setIdentifier: side.rawValue, weight: 1, ttl: ttl, isAlias: ttl == nil,
                        target: "\(side.rawValue).example.com", side: side)
                }
            }
        }
        #expect(names(60, 60).warnings == [])
        #expect(names(60, nil).warnings == [], "an alias has the 60 s of its load balancer")
        let long = names(300, 300).warnings
        #expect(long.map(\.kind) == [.ttl])
        #expect(long[0].words.contains("TTL of 300 s") && long[0].remedy.contains("at least 5 min before"))
        #expect(names(30, 60).warnings.map(\.kind) == [.ttl])
        #expect(names(300, nil).warnings.count == 2, "unequal, and long")
    }

    @Test func `weight zero serves when the others fail`() {
        let start = api.with { layout in
            for index in layout.records.indices where layout.records[index].side == .new {
                layout.records[index].weight = 0
            }
        }
        #expect(start.warnings.map(\.kind) == [.zeroWeight])
        #expect(start.warnings[0].words.hasPrefix("A and AAAA “ecs” has weight 0"))
        let unwatched = start.with { layout in
            for index in layout.records.indices { layout.records[index].evaluatesTargetHealth = false }
        }
        #expect(unwatched.warnings == [], "a record that nobody checks never fails")
    }
}
