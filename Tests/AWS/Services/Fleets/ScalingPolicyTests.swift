import Testing

@testable import AWS

@Suite("Scaling policies of groups and of ECS services")
struct ScalingPolicyTests {
    @Test func `what a group's policies follow, and whether they take instances away`() async throws {
        let sender = CannedSender(
            """
            <DescribePoliciesResponse><DescribePoliciesResult><ScalingPolicies>
            <member><PolicyName>requests</PolicyName><PolicyType>TargetTrackingScaling</PolicyType>
            <Enabled>true</Enabled><TargetTrackingConfiguration><PredefinedMetricSpecification>
            <PredefinedMetricType>ALBRequestCountPerTarget</PredefinedMetricType>
            <ResourceLabel>app/a/1/targetgroup/b/2</ResourceLabel></PredefinedMetricSpecification>
            <TargetValue>100.0</TargetValue></TargetTrackingConfiguration></member>
            <member><PolicyName>own</PolicyName><PolicyType>TargetTrackingScaling</PolicyType><Enabled>false</Enabled>
            <TargetTrackingConfiguration><CustomizedMetricSpecification><MetricName>Busy</MetricName>
            </CustomizedMetricSpecification><TargetValue>1</TargetValue><DisableScaleIn>true</DisableScaleIn>
            </TargetTrackingConfiguration></member>
            <member><PolicyName>up</PolicyName><PolicyType>StepScaling</PolicyType>
            <AdjustmentType>ChangeInCapacity</AdjustmentType><StepAdjustments>
            <member><ScalingAdjustment>2</ScalingAdjustment></member></StepAdjustments></member>
            <member><PolicyName>down</PolicyName><PolicyType>SimpleScaling</PolicyType>
            <AdjustmentType>PercentChangeInCapacity</AdjustmentType><ScalingAdjustment>-10</ScalingAdjustment></member>
            <member><PolicyName>exact</PolicyName><PolicyType>SimpleScaling</PolicyType>
            <AdjustmentType>ExactCapacity</AdjustmentType><ScalingAdjustment>3</ScalingAdjustment></member>
            <member><PolicyName>forecast</PolicyName><PolicyType>PredictiveScaling</PolicyType></member>
            </ScalingPolicies></DescribePoliciesResult></DescribePoliciesResponse>
            """)
        let found = try await sender.autoScaling.policies(group: "shop-asg", deadline: soon)
        #expect(found.map(\.name) == ["requests", "own", "up", "down", "exact", "forecast"])
        #expect(found.map(\.scalesIn) == [true, false, false, true, true, false])
        #expect(found.map(\.isEnabled) == [true, false, true, true, true, true])
        #expect(found.map(\.metric) == ["ALBRequestCountPerTarget", "Busy", nil, nil, nil, nil])
        #expect(found[0].resourceLabel == "app/a/1/targetgroup/b/2")
        #expect(
            sender.bodies == ["Action=DescribePolicies&Version=2011-01-01&AutoScalingGroupName=shop-asg&MaxRecords=100"]
        )
    }

    @Test func `bounds of an ECS service, and of one that nothing scales`() async throws {
        let sender = CannedSender(
            #"{"ScalableTargets":[{"MinCapacity":2,"MaxCapacity":12,"SuspendedState":{"DynamicScalingInSuspended":true}}]}"#,
            #"{"ScalableTargets":[]}"#)
        let scaling = sender.applicationAutoScaling
        let found = try await scaling.bounds(cluster: "prod", service: "api", deadline: soon)
        #expect(found == .init(minimum: 2, maximum: 12, isScaleInSuspended: true))
        #expect(try await scaling.bounds(cluster: "prod", service: "web", deadline: soon) == nil)
        #expect(sender.bodies[0].contains(#""ResourceIds":["service/prod/api"]"#))
        #expect(sender.requests[0].action == "application-autoscaling:DescribeScalableTargets")
        #expect(
            sender.requests[0].headers.contains {
                $0 == ("x-amz-target", "AnyScaleFrontendService.DescribeScalableTargets")
            })
    }

    @Test func `policies of an ECS service, page by page`() async throws {
        let sender = CannedSender(
            """
            {"ScalingPolicies":[{"PolicyName":"cpu","PolicyType":"TargetTrackingScaling",
            "TargetTrackingScalingPolicyConfiguration":{"TargetValue":50.0,"DisableScaleIn":false,
            "PredefinedMetricSpecification":{"PredefinedMetricType":"ECSServiceAverageCPUUtilization"}}}],
            "NextToken":"more"}
            """,
            """
            {"ScalingPolicies":[{"PolicyName":"steps","PolicyType":"StepScaling",
            "StepScalingPolicyConfiguration":{"AdjustmentType":"ChangeInCapacity",
            "StepAdjustments":[{"MetricIntervalUpperBound":0.0,"ScalingAdjustment":-1}]}}]}
            """)
        let found = try await sender.applicationAutoScaling.policies(cluster: "prod", service: "api", deadline: soon)
        #expect(found.map(\.name) == ["cpu", "steps"] && found.map(\.scalesIn) == [true, true])
        #expect(found[0].metric == "ECSServiceAverageCPUUtilization" && found[1].adjustments == [-1])
        #expect(sender.bodies[1].contains(#""NextToken":"more""#))
    }

    @Test func `the web ACL before a load balancer, or none`() async throws {
        let sender = CannedSender(#"{"WebACL":{"Name":"shield","Id":"1"}}"#, "{}")
        #expect(try await sender.waf.webACL(of: "arn-1", deadline: soon) == "shield")
        #expect(try await sender.waf.webACL(of: "arn-2", deadline: soon) == nil)
        #expect(sender.bodies == [#"{"ResourceArn":"arn-1"}"#, #"{"ResourceArn":"arn-2"}"#])
        #expect(sender.requests[0].action == "wafv2:GetWebACLForResource")
    }
}
