import Testing

@testable import AWS

@Suite("ARNs and the forms in which balancers are named")
struct ARNTests {
    private let elb = "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:"

    @Test("An ARN comes apart and together again")
    func parts() throws {
        let arn = try #require(ARN("arn:aws-cn:ecs:cn-north-1:111122223333:task-definition/shop:42"))
        #expect(arn.partition == "aws-cn")
        #expect(arn.service == "ecs")
        #expect(arn.region == "cn-north-1")
        #expect(arn.account == "111122223333")
        #expect(arn.resource == "task-definition/shop:42")
        #expect(arn.description == "arn:aws-cn:ecs:cn-north-1:111122223333:task-definition/shop:42")
    }

    @Test(
        "The name is the resource's last part",
        arguments: [
            ("arn:aws:sqs:eu-west-1:111122223333:jobs", "jobs"),
            ("arn:aws:ecs:eu-west-1:111122223333:service/prod/shop", "shop"),
            (
                "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:a0-b1:autoScalingGroupName/shop-asg",
                "shop-asg"
            ),
        ])
    func name(text: String, name: String) {
        #expect(ARN(text)?.name == name)
    }

    @Test(
        "What is no ARN is none",
        arguments: ["", "arn:", "shop", "arn:aws:ecs:eu-west-1:111122223333", "arn:aws:ecs:::", "urn:aws:a:b:c:d"])
    func refuses(text: String) {
        #expect(ARN(text) == nil)
    }

    @Test("Dimensions of load balancers, their listeners and rules, and of target groups")
    func dimensions() {
        #expect(
            ARN(elb + "loadbalancer/app/shop/50dc6c495c0c9188")?.loadBalancerDimension == "app/shop/50dc6c495c0c9188")
        #expect(ARN(elb + "listener/app/shop/50dc/f2f7")?.loadBalancerDimension == "app/shop/50dc")
        #expect(ARN(elb + "listener-rule/app/shop/50dc/f2f7/9683")?.loadBalancerDimension == "app/shop/50dc")
        #expect(ARN(elb + "targetgroup/shop/73e2")?.loadBalancerDimension == nil)
        #expect(ARN(elb + "targetgroup/shop/73e2")?.targetGroupDimension == "targetgroup/shop/73e2")
        #expect(ARN(elb + "loadbalancer/app/shop/50dc")?.targetGroupDimension == nil)
        #expect(ARN("arn:aws:ecs:a:1:listener/app/shop/50dc")?.loadBalancerDimension == nil)
    }

    @Test(
        "A load balancer by ARN, by tail, by name",
        arguments: [
            ("arn:aws:elasticloadbalancing:a:1:loadbalancer/app/shop/50dc", "app/shop/50dc"),
            ("app/shop/50dc", "app/shop/50dc"), ("loadbalancer/app/shop/50dc", "app/shop/50dc"), ("shop", nil),
        ])
    func loadBalancer(text: String, dimension: String?) throws {
        let reference = try #require(BalancerReference(text, kind: .loadBalancer))
        #expect(reference.name == "shop")
        #expect(reference.dimension == dimension)
        #expect((reference.arn == nil) == !text.hasPrefix("arn:"))
    }

    @Test(
        "A target group by ARN, by tail, by name",
        arguments: [
            ("arn:aws:elasticloadbalancing:a:1:targetgroup/shop/73e2", "targetgroup/shop/73e2"),
            ("targetgroup/shop/73e2", "targetgroup/shop/73e2"), ("shop", nil),
        ])
    func targetGroup(text: String, dimension: String?) throws {
        let reference = try #require(BalancerReference(text, kind: .targetGroup))
        #expect(reference.name == "shop")
        #expect(reference.dimension == dimension)
    }

    @Test("A reference of the other kind, or of none, is refused")
    func references() {
        #expect(BalancerReference("targetgroup/shop/73e2", kind: .loadBalancer) == nil)
        #expect(BalancerReference("app/shop/50dc", kind: .targetGroup) == nil)
        #expect(BalancerReference(elb + "listener/app/shop/50dc/f2f7", kind: .loadBalancer) == nil)
        #expect(BalancerReference("arn:aws:elasticloadbalancing", kind: .loadBalancer) == nil)
        #expect(BalancerReference("app/shop/not-hex", kind: .loadBalancer) == nil)
        #expect(BalancerReference("a name", kind: .loadBalancer) == nil)
        #expect(BalancerReference("", kind: .targetGroup) == nil)
    }
}
