import Model
import Testing

@Suite("Traps in load balancers and target groups: stickiness, draining, comparison")
struct TopologyTrafficWarningTests {
    private let api = TopologyFixture.api
    private let forward = TopologyFixture.forward

    @Test func `a sticky forward`() {
        let sticky = forward.with { $0.balancers[0].routes[0].stickiness = 3600 }
        #expect(sticky.kinds == [.stickiness])
        #expect(sticky.warnings[0].words.contains("for 60 min, so shares lag"))
        let single = sticky.with { $0.balancers[0].routes[0].targets.removeLast() }
        #expect(!single.kinds.contains(.stickiness), "one group has no other to stay away from")
    }

    @Test func `a sticky group`() {
        let records = api.with { $0.targetGroups[0].stickiness = 86_400 }
        #expect(records.warnings.map(\.kind) == [.stickiness])
        #expect(records.warnings[0].side == .old && records.warnings[0].words.contains("stays with its target"))
        let torn = forward.with { $0.targetGroups[1].stickiness = 60 }
        #expect(torn.warnings.map(\.kind) == [.stickiness])
        #expect(torn.warnings[0].words.contains("the weighted forward before it is not"))
    }

    @Test(arguments: [(59, true), (60, false), (300, false)])
    func `delay against idle timeout`(delay: Int, fires: Bool) {
        let short = api.with { $0.targetGroups[0].deregistrationDelay = delay }
        #expect(short.kinds.contains(.deregistration) == fires)
        #expect(api.with { $0.targetGroups[0].deregistrationDelay = nil }.warnings == [], "not read")
    }

    @Test(arguments: [(3600, false), (3601, true)]) func `clients that stay`(seconds: Int, fires: Bool) {
        let kept = api.with { $0.balancers[0].clientKeepAlive = seconds }
        #expect(kept.kinds.contains(.deregistration) == fires)
        #expect(
            forward.with { $0.balancers[0].clientKeepAlive = 86_400 }.warnings == [], "weights act by request there")
    }

    @Test(arguments: [(30, 90, true), (120, 120, false), (120, 300, true), (90, 90, false)])
    func `stop timeout against delay`(stop: Int, delay: Int, fires: Bool) {
        let layout = api.with {
            $0.fleets[1].stopTimeout = stop
            $0.targetGroups[1].deregistrationDelay = delay
        }
        #expect(layout.kinds.contains(.stopTimeout) == fires)
        if fires {
            #expect(layout.warnings.map(\.words).joined().contains("killed \(stop) s after its TERM"))
        }
        #expect(!layout.with { $0.fleets[1].targetGroups = [] }.kinds.contains(.stopTimeout), "no target group")
    }

    @Test func `a firewall on one side`() {
        let one = api.with { $0.balancers[1].hasWAF = false }
        #expect(one.warnings.map(\.kind) == [.incomparable])
        #expect(one.warnings[0].words.hasPrefix("A web ACL stands before old and none before new"))
        #expect(api.with { $0.balancers[1].hasWAF = nil }.warnings == [], "what cannot be told is not said")
        #expect(
            api.with {
                $0.balancers[0].hasWAF = false; $0.balancers[1].hasWAF = false
            }.warnings == [])
    }
}
