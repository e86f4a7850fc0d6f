import Testing

@testable import AWS

@Suite("The forms in which balancers are named")
struct BalancerReferenceTests {
    private let elb = "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:"

    @Test(arguments: [
        ("arn:aws:elasticloadbalancing:a:1:loadbalancer/app/shop/50dc", "app/shop/50dc"),
        ("app/shop/50dc", "app/shop/50dc"), ("loadbalancer/app/shop/50dc", "app/shop/50dc"), ("shop", nil),
    ])
    func `a load balancer by ARN, by tail, by name`(text: String, dimension: String?) throws {
        let reference = try #require(BalancerReference(text, kind: .loadBalancer))
        #expect(reference.name == "shop")
        #expect(reference.dimension == dimension)
        #expect((reference.arn == nil) == !text.hasPrefix("arn:"))
    }

    @Test(arguments: [
        ("arn:aws:elasticloadbalancing:a:1:targetgroup/shop/73e2", "targetgroup/shop/73e2"),
        ("targetgroup/shop/73e2", "targetgroup/shop/73e2"), ("shop", nil),
    ])
    func `a target group by ARN, by tail, by name`(text: String, dimension: String?) throws {
        let reference = try #require(BalancerReference(text, kind: .targetGroup))
        #expect(reference.name == "shop")
        #expect(reference.dimension == dimension)
    }

    @Test func `a reference of the other kind, or of none, is refused`() {
        #expect(BalancerReference("targetgroup/shop/73e2", kind: .loadBalancer) == nil)
        #expect(BalancerReference("app/shop/50dc", kind: .targetGroup) == nil)
        #expect(BalancerReference(elb + "listener/app/shop/50dc/f2f7", kind: .loadBalancer) == nil)
        #expect(BalancerReference("arn:aws:elasticloadbalancing", kind: .loadBalancer) == nil)
        #expect(BalancerReference("app/shop/not-hex", kind: .loadBalancer) == nil)
        #expect(BalancerReference("a name", kind: .loadBalancer) == nil)
        #expect(BalancerReference("", kind: .targetGroup) == nil)
    }
}
