import Model
import Testing
import World

@testable import AWS

@Suite("ELBv2 over HTTP (moto, for it keeps the weights of forward actions)")
struct ElasticLoadBalancingEmulatorTests {
    @Test func `load balancers by name, by ARN and all, as boto3 lists them`() async throws {
        let aws = try await EmulatedAWS.shared()
        let elb = aws.client.elasticLoadBalancing
        let expected = try aws.world.boto3(
            [String: String].self,
            #"{one["LoadBalancerName"]: one["LoadBalancerArn"] for one in aws.elbv2.describe_load_balancers()["LoadBalancers"]}"#
        )
        let names = expected.keys.sorted()
        let byName = try await elb.loadBalancers(names: names, deadline: soon)
        #expect(Dictionary(uniqueKeysWithValues: byName.values.map { ($0.name, $0.arn) }) == expected)
        #expect(byName.missing.isEmpty)
        #expect(
            byName.values.allSatisfy {
                $0.state == .active && $0.dnsName != nil && $0.createdAt != nil && !$0.availabilityZones.isEmpty
            })
        let byARN = try await elb.loadBalancers(arns: expected.values.sorted(), deadline: soon)
        #expect(Set(byARN.values.map(\.name)) == Set(names))
        for pageSize in [1, 2, 400] {
            let all = try await ElasticLoadBalancing(sender: aws.client, pageSize: pageSize).allLoadBalancers(
                deadline: soon)
            #expect(all.map(\.name).sorted() == names)
        }
        let dimensions = aws.names.services.values.compactMap(\.old.loadBalancer).map(\.dimension)
        #expect(Set(dimensions).isSubset(of: byName.values.compactMap { ARN($0.arn)?.loadBalancerDimension }))
    }

    @Test func `names that do not exist are reported beside those that do`() async throws {
        let aws = try await EmulatedAWS.shared()
        let elb = aws.client.elasticLoadBalancing
        let balancers = try await elb.loadBalancers(names: ["nowhere", "api-old", "gone", "api-new"], deadline: soon)
        #expect(Set(balancers.values.map(\.name)) == ["api-old", "api-new"])
        #expect(Set(balancers.missing) == ["nowhere", "gone"])
        let groups = try await elb.targetGroups(names: ["api-old", "nowhere"], deadline: soon)
        #expect(groups.values.map(\.name) == ["api-old"])
        #expect(groups.missing == ["nowhere"])
    }

    @Test func `the weights of a listener's default action and of its rule`() async throws {
        let aws = try await EmulatedAWS.shared()
        let elb = aws.client.elasticLoadBalancing
        let checkout = try #require(aws.names.services["checkout"])
        let balancer = try #require(checkout.old.loadBalancer)
        let wanted = [try #require(checkout.old.targetGroup).arn: 90, try #require(checkout.new.targetGroup).arn: 10]
        func weights(_ actions: [ListenerAction]) -> [String: Int] {
            Dictionary(uniqueKeysWithValues: actions.flatMap(\.targets).map { ($0.targetGroupARN, $0.weight) })
        }
        let listeners = try await elb.listeners(loadBalancerARN: balancer.arn, deadline: soon)
        let listener = try #require(listeners.first { $0.arn == checkout.listenerARN })
        #expect(weights(listener.defaultActions) == wanted)
        let rules = try await elb.rules(listenerARN: listener.arn, deadline: soon)
        #expect(Set(rules.map(\.priority)) == [10, nil])
        let ruleARN = try #require(checkout.ruleARN)
        let rule = try #require(try await elb.rules(arns: [ruleARN], deadline: soon).values.first)
        #expect(weights(rule.actions) == wanted)
        #expect(rule.conditions == [.init(field: "host-header", values: ["checkout.example.com"])])
        #expect(try await elb.listeners(arns: [listener.arn], deadline: soon).values == [listener])
    }

    @Test func `a simple forward gives everything to its one group`() async throws {
        let aws = try await EmulatedAWS.shared()
        let api = try #require(aws.names.services["api"])
        let listeners = try await aws.client.elasticLoadBalancing.listeners(
            loadBalancerARN: try #require(api.old.loadBalancer).arn, deadline: soon)
        let group = try #require(api.old.targetGroup).arn
        #expect(listeners.flatMap(\.defaultActions).flatMap(\.targets) == [.init(targetGroupARN: group, weight: 1)])
    }

    @Test func `target groups and the health of every target, as boto3 lists them`() async throws {
        let aws = try await EmulatedAWS.shared()
        let elb = aws.client.elasticLoadBalancing
        let expected = try aws.world.boto3(
            [String: [String]].self,
            """
            found = {}
            for group in aws.elbv2.describe_target_groups()["TargetGroups"]:
                answer = aws.elbv2.describe_target_health(TargetGroupArn=group["TargetGroupArn"])
                found[group["TargetGroupName"]] = sorted(
                    f'{one["Target"]["Id"]}:{one["Target"]["Port"]} {one["TargetHealth"]["State"]}' for one in answer["TargetHealthDescriptions"])
            found
            """)
        let groups = try await elb.targetGroups(names: expected.keys.sorted(), deadline: soon)
        let health = try await concurrently(groups.values) { group throws(AWSError) in
            (group.name, try await elb.targetHealth(targetGroupARN: group.arn, deadline: soon))
        }
        for (name, targets) in health {
            #expect(targets.map { "\($0.id):\($0.port ?? 0) \($0.state)" }.sorted() == expected[name], "\(name)")
        }
        #expect(health.count == expected.count && !health.isEmpty)
        let api = try #require(aws.names.services["api"]?.old)
        let ofBalancer = try await elb.targetGroups(
            loadBalancerARN: try #require(api.loadBalancer).arn, deadline: soon)
        #expect(ofBalancer.map(\.arn) == [try #require(api.targetGroup).arn])
    }
}
