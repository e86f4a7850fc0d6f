import Model
import Testing

@testable import AWS

@Suite("Auto Scaling: groups and their instances")
struct AutoScalingTests {
    @Test func `a group with instances of a launch template and of a launch configuration`() async throws {
        let sender = CannedSender(
            answer(
                """
                <member><AutoScalingGroupName>shop-asg</AutoScalingGroupName>
                <AutoScalingGroupARN>arn:asg</AutoScalingGroupARN>
                <LaunchTemplate><LaunchTemplateId>lt-1</LaunchTemplateId>
                <LaunchTemplateName>shop</LaunchTemplateName><Version>$Latest</Version></LaunchTemplate>
                <MinSize>2</MinSize><MaxSize>8</MaxSize><DesiredCapacity>4</DesiredCapacity>
                <TargetGroupARNs><member>tg-1</member><member>tg-2</member></TargetGroupARNs><Instances>
                <member><InstanceId>i-1</InstanceId><InstanceType>t3.micro</InstanceType>
                <AvailabilityZone>eu-west-1a</AvailabilityZone><LifecycleState>InService</LifecycleState>
                <HealthStatus>Healthy</HealthStatus><LaunchTemplate><LaunchTemplateId>lt-1</LaunchTemplateId>
                <LaunchTemplateName>shop</LaunchTemplateName><Version>41</Version></LaunchTemplate>
                <ProtectedFromScaleIn>true</ProtectedFromScaleIn></member>
                <member><InstanceId>i-2</InstanceId><LifecycleState>Terminating:Wait</LifecycleState>
                <LaunchConfigurationName>shop-lc</LaunchConfigurationName></member></Instances>
                <EnabledMetrics><member><Metric>GroupInServiceInstances</Metric><Granularity>1Minute</Granularity>
                </member></EnabledMetrics>
                <SuspendedProcesses><member><ProcessName>Terminate</ProcessName>
                <SuspensionReason>by hand</SuspensionReason></member></SuspendedProcesses></member>
                <member><AutoScalingGroupName>mixed</AutoScalingGroupName><MinSize>0</MinSize><MaxSize>0</MaxSize>
                <DesiredCapacity>0</DesiredCapacity>
                <MixedInstancesPolicy><LaunchTemplate><LaunchTemplateSpecification><LaunchTemplateId>lt-2</LaunchTemplateId><Version>7</Version></LaunchTemplateSpecification>
                <Overrides/></LaunchTemplate></MixedInstancesPolicy><Instances/><EnabledMetrics/><TargetGroupARNs/>
                <Status>Delete in progress</Status></member>
                """))
        let found = try await sender.autoScaling.groups(names: ["shop-asg", "mixed", "gone"], deadline: soon)
        #expect(found.missing == ["gone"])
        let shop = try #require(found.values.first)
        #expect((shop.minimum, shop.maximum, shop.desired) == (2, 8, 4))
        #expect(shop.launchTemplate == .init(id: "lt-1", name: "shop", version: "$Latest"))
        #expect(shop.targetGroupARNs == ["tg-1", "tg-2"])
        #expect(shop.enabledMetrics.map(\.name) == ["GroupInServiceInstances"])
        #expect(shop.suspendedProcesses == [.init(.terminate)])
        var first = AutoScalingGroup.Instance(id: "i-1", lifecycleState: "InService")
        (first.zone, first.healthStatus, first.type, first.isProtected) = ("eu-west-1a", "Healthy", "t3.micro", true)
        first.launchTemplate = .init(id: "lt-1", name: "shop", version: "41")
        var second = AutoScalingGroup.Instance(id: "i-2", lifecycleState: "Terminating:Wait")
        second.launchConfigurationName = "shop-lc"
        #expect(shop.instances == [first, second])
        var mixed = AutoScalingGroup(name: "mixed")
        mixed.mixedInstances = found.values.last?.mixedInstances
        mixed.status = "Delete in progress"
        #expect(found.values.last == mixed)
        #expect(mixed.launchTemplate == .init(id: "lt-2", version: "7"))
        #expect(
            sender.bodies == [
                "Action=DescribeAutoScalingGroups&Version=2011-01-01&AutoScalingGroupNames.member.1=shop-asg"
                    + "&AutoScalingGroupNames.member.2=mixed&AutoScalingGroupNames.member.3=gone&MaxRecords=100"
            ])
    }

    @Test func `a capacity in units is told in instances`() async throws {
        let instances = (1...3).map {
            "<member><InstanceId>i-\($0)</InstanceId><LifecycleState>InService</LifecycleState>"
                + "<WeightedCapacity>4</WeightedCapacity></member>"
        }
        let sender = CannedSender(
            answer(
                "<member><AutoScalingGroupName>g</AutoScalingGroupName><MinSize>8</MinSize><MaxSize>41</MaxSize>"
                    + "<DesiredCapacity>16</DesiredCapacity><Instances>\(instances.joined())</Instances></member>"))
        let group = try #require(try await sender.autoScaling.groups(names: ["g"], deadline: soon).values.first)
        #expect(group.instances.map(\.weightedCapacity) == [4, 4, 4])
        #expect([group.desired, group.minimum, group.maximum].map(group.instances(forCapacity:)) == [4, 2, 11])
        #expect(AutoScalingGroup(name: "plain").instances(forCapacity: 16) == 16)
    }

    @Test func `pages follow the token, names go by the hundred, none means no question`() async throws {
        let sender = CannedSender(
            answer(
                "<member><AutoScalingGroupName>g-1</AutoScalingGroupName>\(sizes)</member>",
                more: "<NextToken>t-2</NextToken>"),
            answer("<member><AutoScalingGroupName>g-2</AutoScalingGroupName>\(sizes)</member>"))
        let found = try await sender.autoScaling.groups(names: ["g-1", "g-2"], deadline: soon)
        #expect(found.values.map(\.name) == ["g-1", "g-2"])
        #expect(sender.bodies.last?.hasSuffix("&MaxRecords=100&NextToken=t-2") == true)

        let many = CannedSender(answer(""))
        let none = try await many.autoScaling.groups(names: (0..<101).map { "g-\($0)" }, deadline: soon)
        #expect(none.missing.count == 101)
        #expect(many.requests.count == 2)
        _ = try await many.autoScaling.groups(names: [], deadline: soon)
        #expect(many.requests.count == 2)
    }
}

private let sizes = "<MinSize>0</MinSize><MaxSize>0</MaxSize><DesiredCapacity>0</DesiredCapacity>"

private func answer(_ groups: String, more: String = "") -> String {
    """
    <DescribeAutoScalingGroupsResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><DescribeAutoScalingGroupsResult>
    <AutoScalingGroups>\(groups)</AutoScalingGroups>\(more)</DescribeAutoScalingGroupsResult>
    </DescribeAutoScalingGroupsResponse>
    """
}
