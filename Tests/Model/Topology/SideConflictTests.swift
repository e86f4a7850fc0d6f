import Testing

@testable import Model

@Suite("Sides that are not what stands in AWS")
struct SideConflictTests {
    private let api = TopologyFixture.api

    @Test func `nothing is said of sides that are right, or that cannot be seen`() {
        #expect(api.sideConflicts.isEmpty)
        #expect(TopologyFixture.forward.sideConflicts.isEmpty)
        #expect(api.with { $0.balancers = [] }.sideConflicts.isEmpty)
        #expect(
            api.with { layout in
                layout.targetGroups = []
                layout.fleets[0].targetGroups = []
            }.sideConflicts.isEmpty)
    }

    /// `old: ecs, new: ec2`: a roll back would send everything to new.
    @Test func `swapped set identifiers`() {
        let swapped = api.with { layout in
            for index in layout.records.indices { layout.records[index].side = layout.records[index].side?.other }
        }
        #expect(
            swapped.sideConflicts.map(\.words) == [
                "the record “ec2” is new's in the file, and leads to api-old, the load balancer of old",
                "the record “ecs” is old's in the file, and leads to api-new, the load balancer of new",
            ])
        #expect(swapped.kinds.contains(.swapped))
        #expect(swapped.warnings[0].kind == .swapped, "it is the most dangerous one")
    }

    @Test func `swapped load balancers`() {
        let swapped = api.with { layout in
            for index in layout.balancers.indices { layout.balancers[index].side = layout.balancers[index].side?.other }
        }
        #expect(Set(swapped.sideConflicts.map(\.side)) == [.old, .new])
    }

    @Test func `swapped fleets`() {
        let swapped = api.with { layout in
            for index in layout.fleets.indices { layout.fleets[index].side = layout.fleets[index].side?.other }
        }
        #expect(
            swapped.sideConflicts.map(\.words) == [
                "the Auto Scaling group api-asg is new's in the file, and stands behind api-old, the target group of old",
                "the ECS service prod/api is old's in the file, and stands behind api-new, the target group of new",
            ])
    }

    @Test func `another service's fleet`() {
        let group = "\(TopologyFixture.arn):targetgroup/web-new/9a1b2c3d4e5f6071"
        let foreign = api.with { $0.fleets[1].targetGroups = [group] }
        #expect(
            foreign.sideConflicts.map(\.words) == [
                "the ECS service prod/api is new's in the file, and stands behind web-new, a target group that this service "
                    + "does not name; the file names api-new"
            ])
        // CodeDeploy may have moved its tasks there.
        #expect(
            foreign.with { $0.fleets[1].changesTargetGroups = true }.sideConflicts.isEmpty)
        // One of several groups is enough.
        #expect(api.with { $0.fleets[1].targetGroups.append(group) }.sideConflicts.isEmpty)
    }
}
