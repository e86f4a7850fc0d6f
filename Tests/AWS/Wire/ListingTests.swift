import Testing

@testable import AWS

/// Lists of what nobody can name: ECS clusters, services and tasks, and the groups of instances.
@Suite("Listings")
struct ListingTests {
    @Test func `clusters, services and tasks are listed a hundred a page, to the last`() async throws {
        let sender = CannedSender(#"{"clusterArns": ["a"], "nextToken": "t"}"#, #"{"clusterArns": ["b"]}"#)
        #expect(try await sender.ecs.clusterARNs(deadline: soon) == ["a", "b"])
        #expect(sender.bodies == [#"{"maxResults":100}"#, #"{"maxResults":100,"nextToken":"t"}"#])

        let services = CannedSender(#"{"serviceArns": ["s"]}"#)
        #expect(try await services.ecs.serviceARNs(cluster: "prod", deadline: soon) == ["s"])
        #expect(services.bodies == [#"{"cluster":"prod","maxResults":100}"#])

        let tasks = CannedSender(#"{"taskArns": []}"#)
        #expect(try await tasks.ecs.taskARNs(cluster: "prod", deadline: soon).isEmpty)
        #expect(tasks.bodies == [#"{"cluster":"prod","desiredStatus":"RUNNING","maxResults":100}"#])
    }

    @Test func `a cluster says how much is in it, or nothing, which is not none`() async throws {
        let sender = CannedSender(
            """
            {"clusters": [
                {"clusterArn": "arn:a", "clusterName": "a", "activeServicesCount": 3, "runningTasksCount": 0},
                {"clusterArn": "arn:b", "clusterName": "b"}], "failures": [{"arn": "arn:c", "reason": "MISSING"}]}
            """)
        let answer = try await sender.ecs.clusters(arns: ["arn:a", "arn:b", "arn:c"], deadline: soon)
        #expect(answer.values.map(\.activeServices) == [3, nil] && answer.values.map(\.runningTasks) == [0, nil])
        #expect(answer.failures.map(\.reason) == [.missing])
    }

    @Test func `instances are asked for their groups fifty a call, each once`() async throws {
        let sender = CannedSender(
            """
            <DescribeAutoScalingInstancesResponse><DescribeAutoScalingInstancesResult><AutoScalingInstances><member>
            <InstanceId>i-1</InstanceId><AutoScalingGroupName>api-asg</AutoScalingGroupName></member>
            </AutoScalingInstances></DescribeAutoScalingInstancesResult></DescribeAutoScalingInstancesResponse>
            """)
        let ids = (1...60).map { "i-\($0)" } + ["i-1"]
        let found = try await sender.autoScaling.groupedInstances(ids: ids, deadline: soon)
        #expect(found.first == GroupedInstance(id: "i-1", groupName: "api-asg") && sender.requests.count == 2)
        #expect(sender.bodies.contains { $0.contains("InstanceIds.member.50=i-50") && !$0.contains("member.51") })
    }

    @Test func `all groups are asked for without a name, a hundred a page`() async throws {
        let sender = CannedSender(
            """
            <DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult><AutoScalingGroups/>
            </DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>
            """)
        #expect(try await sender.autoScaling.allGroups(deadline: soon).isEmpty)
        #expect(sender.bodies == ["Action=DescribeAutoScalingGroups&Version=2011-01-01&MaxRecords=100"])
    }
}
