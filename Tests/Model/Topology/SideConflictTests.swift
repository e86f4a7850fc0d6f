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

    /// Swapped as a whole, all things agree with each other.
    @Test func `a file in which old is all ECS and new is all EC2`() {
        let reversed = api.with { layout in
            for index in layout.records.indices { layout.records[index].side = layout.records[index].side?.other }
            for index in layout.balancers.indices { layout.balancers[index].side = layout.balancers[index].side?.other }
            for index in layout.fleets.indices { layout.fleets[index].side = layout.fleets[index].side?.other }
            for index in layout.targetGroups.indices {
                layout.targetGroups[index].side = layout.targetGroups[index].side?.other
            }
        }
        let words =
            " is old's in the file, and the Auto Scaling group api-asg is new's: both the wrong way round, as a "
            + "migration goes from EC2 to ECS"
        #expect(reversed.sideConflicts.map(\.words) == ["the ECS service prod/api" + words])
        // The tasks may not be read, but that a target group takes addresses only.
        let denied = reversed.with { $0.fleets.removeAll { $0.kind == .ecsService } }
        #expect(
            denied.sideConflicts.map(\.words) == [
                "the target group api-new, which takes addresses and no instances," + words
            ])
        // From one Auto Scaling group to another, or from one ECS service to another, is a migration too.
        for kind in [TopologyFleet.Kind.autoScalingGroup, .ecsService] {
            let alike = api.with { layout in
                for index in layout.fleets.indices { layout.fleets[index].kind = kind }
            }
            #expect(alike.sideConflicts.isEmpty)
        }
        // A worker has no traffic.
        #expect(reversed.with { ($0.name, $0.records, $0.balancers) = (nil, [], []) }.sideConflicts.isEmpty)
    }

    @Test func `target groups behind the other side's load balancer`() {
        let crossed = api.with { layout in
            for index in layout.targetGroups.indices {
                layout.targetGroups[index].side = layout.targetGroups[index].side?.other
            }
            for index in layout.fleets.indices { layout.fleets[index].side = layout.fleets[index].side?.other }
        }
        #expect(
            crossed.sideConflicts.map(\.words) == [
                "the target group api-old is new's in the file, and stands behind api-old, the load balancer of old",
                "the target group api-new is old's in the file, and stands behind api-new, the load balancer of new",
            ])
    }

    @Test func `what cannot be seen is said once, unless it is vouched for`() {
        #expect(api.unseenSides.isEmpty && TopologyFixture.forward.unseenSides.isEmpty)
        let dark = api.with { layout in
            for index in layout.records.indices where layout.records[index].side == .old {
                (layout.records[index].isAlias, layout.records[index].target) = (false, nil)
            }
            layout.fleets[1].targetGroups = []
        }
        #expect(dark.sideConflicts.isEmpty)
        #expect(
            dark.unseenSides == [
                "old's record “ec2” holds addresses", "the ECS service prod/api names no target group",
            ])
        #expect(dark.warnings.filter { $0.kind == .unseenSides }.count == 1)
        #expect(!dark.with { $0.vouched = "looked at by mika" }.kinds.contains(.unseenSides))
        let unread = api.with { $0.fleets = [] }
        #expect(unread.unseenSides == ["what runs on old was not read", "what runs on new was not read"])
        let failed = unread.with {
            $0.gaps = [TopologyGap(action: "ecs:DescribeServices", isDenied: false, words: "503")]
        }
        #expect(failed.unseenSides.isEmpty, "it is read again")
        #expect(api.with { ($0.name, $0.fleets) = (nil, []) }.unseenSides.isEmpty, "no traffic goes to it")
    }

    @Test func `a conflict that is vouched for keeps its place, with the reason`() {
        let swapped = api.with { layout in
            for index in layout.fleets.indices { layout.fleets[index].side = layout.fleets[index].side?.other }
            layout.vouched = "looked at by mika"
        }
        #expect(swapped.warnings[0].kind == .swapped)
        #expect(swapped.warnings[0].remedy == "The file vouches for it: “looked at by mika”.")
    }
}
