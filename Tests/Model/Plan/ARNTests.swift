import Model
import Testing

@Suite("ARNs")
struct ARNTests {
    private let elb = "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:"

    @Test func `an ARN comes apart and together again`() throws {
        let arn = try #require(ARN("arn:aws-cn:ecs:cn-north-1:111122223333:task-definition/shop:42"))
        #expect(arn.partition == "aws-cn")
        #expect(arn.service == "ecs")
        #expect(arn.region == "cn-north-1")
        #expect(arn.account == "111122223333")
        #expect(arn.resource == "task-definition/shop:42")
        #expect(arn.description == "arn:aws-cn:ecs:cn-north-1:111122223333:task-definition/shop:42")
    }

    @Test(arguments: [
        ("arn:aws:sqs:eu-west-1:111122223333:jobs", "jobs"),
        ("arn:aws:ecs:eu-west-1:111122223333:service/prod/shop", "shop"),
        (
            "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:a0-b1:autoScalingGroupName/shop-asg",
            "shop-asg"
        ),
    ])
    func `the name is the resource's last part`(text: String, name: String) {
        #expect(ARN(text)?.name == name)
    }

    @Test(arguments: [
        "", "arn:", "shop", "arn:aws:ecs:eu-west-1:111122223333", "arn:aws:ecs:::", "urn:aws:a:b:c:d",
        "arn:other:a:b:c:d",
    ])
    func `what is no ARN is none`(text: String) {
        #expect(ARN(text) == nil)
    }

    @Test func `dimensions of load balancers, their listeners and rules, and of target groups`() {
        #expect(
            ARN(elb + "loadbalancer/app/shop/50dc6c495c0c9188")?.loadBalancerDimension == "app/shop/50dc6c495c0c9188")
        #expect(ARN(elb + "listener/app/shop/50dc/f2f7")?.loadBalancerDimension == "app/shop/50dc")
        #expect(ARN(elb + "listener-rule/app/shop/50dc/f2f7/9683")?.loadBalancerDimension == "app/shop/50dc")
        #expect(ARN(elb + "targetgroup/shop/73e2")?.loadBalancerDimension == nil)
        #expect(ARN(elb + "targetgroup/shop/73e2")?.targetGroupDimension == "targetgroup/shop/73e2")
        #expect(ARN(elb + "loadbalancer/app/shop/50dc")?.targetGroupDimension == nil)
        #expect(ARN("arn:aws:ecs:a:1:listener/app/shop/50dc")?.loadBalancerDimension == nil)
    }
}
