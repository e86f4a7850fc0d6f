import AWS
import Fixtures
import Model
import Testing

@testable import Poll

@Suite("Pace")
struct RequestPacerTests {
    private let request = AWSRequest.get(.route53, "GetChange", path: "/", resource: "x")

    @Test func `requests to the paced service take their turns, others do not`() async throws {
        let inner = ScriptedSender(delay: .milliseconds(20)) { _ in "" }
        let sender = PacedSender(inner, pacer: RequestPacer(interval: .milliseconds(200)))
        let began = ContinuousClock.now
        let deadline = began + .seconds(10)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { _ = try await sender.send(request, deadline: deadline) } }
            try await group.waitForAll()
        }
        #expect(began.duration(to: .now) >= .milliseconds(600))
        let other = AWSRequest.form(.ec2, "DescribeInstances", version: "1", resource: "y")
        let before = ContinuousClock.now
        _ = try await sender.send(other, deadline: deadline)
        #expect(before.duration(to: .now) < .milliseconds(190))
    }

    @Test func `a turn that would come after the deadline is not waited for`() async throws {
        let inner = ScriptedSender(delay: .milliseconds(20)) { _ in "" }
        let sender = PacedSender(inner, pacer: RequestPacer(interval: .seconds(60)))
        _ = try await sender.send(request, deadline: .now + .seconds(1))
        let error = await #expect(throws: AWSError.self) {
            try await sender.send(request, deadline: .now + .seconds(1))
        }
        #expect(error?.kind == .cancelled && inner.operations.count == 1)
    }
}

@Suite("Names")
struct BalancerResolutionTests {
    private var configuration: Configuration {
        var configuration = PollFixture.configuration
        configuration.services[0].old.loadBalancer = "api-old"
        configuration.services[0].old.targetGroups = ["api-old"]
        return configuration
    }

    private static let prefix = "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:"

    private static func answer(_ request: AWSRequest) -> String {
        func list(_ operation: String, _ name: String, _ members: String) -> String {
            let (answer, result) = ("\(operation)Response", "\(operation)Result")
            return "<\(answer)><\(result)><\(name)>\(members)</\(name)></\(result)></\(answer)>"
        }
        if request.operation == "DescribeLoadBalancers" {
            return list(
                "DescribeLoadBalancers", "LoadBalancers",
                "<member><LoadBalancerArn>\(prefix)loadbalancer/app/api-old/50dc6c495c0c9188</LoadBalancerArn>"
                    + "<LoadBalancerName>api-old</LoadBalancerName></member>")
        }
        let groups = ["api-old/73e2d6bc24d8a067", "api-new/ffffffffffffffff"].map { tail in
            "<member><TargetGroupArn>\(prefix)targetgroup/\(tail)</TargetGroupArn>"
                + "<TargetGroupName>\(tail.prefix(7))</TargetGroupName></member>"
        }
        return list("DescribeTargetGroups", "TargetGroups", groups.joined())
    }

    @Test func `names are looked up once for all who ask, and a dimension that leads elsewhere is said`() async {
        let sender = ScriptedSender(delay: .milliseconds(20)) { request in Self.answer(request) }
        let resolution = BalancerResolution(configuration: configuration, sender: sender)
        let deadline = ContinuousClock.now + .seconds(5)
        async let first = resolution.balancers(at: PollFixture.noon, deadline: deadline)
        async let second = resolution.balancers(at: PollFixture.noon, deadline: deadline)
        let (one, two) = await (first, second)
        #expect(one == two)
        #expect(sender.operations.sorted() == ["DescribeLoadBalancers", "DescribeTargetGroups"])
        #expect(one.loadBalancers["api-old"] == "app/api-old/50dc6c495c0c9188")
        #expect(one.loadBalancers["app/api-new/9d51b1a3a2f0c5d7"] == "app/api-new/9d51b1a3a2f0c5d7")
        #expect(one.targetGroups["api-old"]?.targetGroupDimension == "targetgroup/api-old/73e2d6bc24d8a067")
        #expect(one.problems.count == 1 && one.problems[0].contains("targetgroup/api-new/ffffffffffffffff"))
        _ = await resolution.balancers(at: PollFixture.noon + 59, deadline: deadline)
        #expect(sender.operations.count == 2)
        _ = await resolution.balancers(at: PollFixture.noon + 61, deadline: deadline)
        #expect(sender.operations.count == 4, "what does not exist is looked for again after a minute")
    }

    @Test func `ARNs need no call`() async {
        var configuration = PollFixture.configuration
        configuration.services[0].old.targetGroups = [Self.prefix + "targetgroup/api-old/73e2d6bc24d8a067"]
        configuration.services[0].new.targetGroups = [Self.prefix + "targetgroup/api-new/0a1b2c3d4e5f6071"]
        let sender = ScriptedSender(delay: .milliseconds(20)) { _ in "" }
        let resolution = BalancerResolution(configuration: configuration, sender: sender)
        let balancers = await resolution.balancers(at: PollFixture.noon, deadline: .now + .seconds(5))
        #expect(sender.operations.isEmpty && balancers.problems.isEmpty && balancers.targetGroups.count == 2)
    }

    @Test func `every key under endpoints has its service, and every service its key`() {
        #expect(EndpointKey.allCases.map(\.rawValue) == AWSService.allCases.map(\.configurationKey))
    }

    @Test func `endpoints of the configuration reach their services by their keys`() {
        var configuration = PollFixture.configuration
        configuration.endpoints = ["auto_scaling": "http://127.0.0.1:1", "cloudwatch": "http://127.0.0.1:2"]
        configuration.profile = "sre"
        let settings = AWSSettings(configuration, environment: ["AWS_REGION": "us-east-1"])
        #expect(settings.endpoints == [.autoScaling: "http://127.0.0.1:1", .cloudWatch: "http://127.0.0.1:2"])
        #expect(settings.region == "ap-northeast-1" && settings.profile == "sre")
    }
}
