import AWS
import Fixtures
import Model
import Store
import Synchronization
import Testing

@testable import Poll

@Suite("When DNS fails over from a side, on its way to the board")
struct FailoverTests {
    private static let name = "target_group_health.dns_failover.minimum_healthy_targets.count"

    private static func targets(_ states: [String]) -> String {
        let members = states.enumerated().map { index, state in
            "<member><Target><Id>10.0.0.\(index)</Id><Port>80</Port></Target>"
                + "<TargetHealth><State>\(state)</State></TargetHealth></member>"
        }
        return "<DescribeTargetHealthResponse><DescribeTargetHealthResult><TargetHealthDescriptions>\(members.joined())"
            + "</TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>"
    }

    private static func attributes(_ count: String) -> String {
        "<DescribeTargetGroupAttributesResponse><DescribeTargetGroupAttributesResult><Attributes><member>"
            + "<Key>\(name)</Key><Value>\(count)</Value></member></Attributes></DescribeTargetGroupAttributesResult>"
            + "</DescribeTargetGroupAttributesResponse>"
    }

    /// One side with one target group, of which one of three targets is healthy.
    private func poller(
        _ attributes: @escaping @Sendable () throws(AWSError) -> String
    ) -> (poller: TargetHealthPoller, sender: ScriptedSender) {
        let arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/api-new/0a1b2c3d4e5f6071"
        let service = ServiceConfiguration(
            name: "api", old: SideConfiguration(autoScalingGroup: "api-asg"),
            new: SideConfiguration(targetGroups: [arn]))
        let configuration = Configuration(migration: "m", region: "eu-west-1", services: [service])
        let sender = ScriptedSender { request throws(AWSError) in
            request.operation == "DescribeTargetHealth"
                ? Self.targets(["healthy", "unhealthy", "unhealthy"]) : try attributes()
        }
        let resolution = BalancerResolution(configuration: configuration, sender: sender)
        return (TargetHealthPoller(configuration: configuration, sender: sender, resolution: resolution), sender)
    }

    private let side = ServiceSide(service: "api", side: .new)

    private func counts(_ poller: TargetHealthPoller, after seconds: Double = 0) async -> Counts? {
        let answer = await poller.poll(
            PollContext(now: PollFixture.noon + seconds), deadline: .now + .seconds(5))
        guard let part = answer.parts[side] else { return nil }
        var merge = InventoryMerge(configuration: SideConfiguration(targetGroups: ["api-new"]))
        merge.take(part)
        return merge.inventory(over: nil, at: PollFixture.noon).counts
    }

    @Test func `a setting of its own reaches the side's counts, and is read once in a quarter of an hour`() async throws
    {
        let (poller, sender) = poller { Self.attributes("2") }
        for seconds in [0.0, 10, 899] {
            let counts = try #require(await counts(poller, after: seconds))
            #expect(counts.healthy == 1)
            #expect(
                counts.failoverGroups == [
                    TargetGroupHealth(
                        name: "api-new", registered: 3, healthy: 1, failover: DNSFailover(count: 2, percent: nil))
                ])
        }
        #expect(sender.operations.count { $0 == "DescribeTargetGroupAttributes" } == 1)
        _ = await counts(poller, after: 900)
        #expect(sender.operations.count { $0 == "DescribeTargetGroupAttributes" } == 2)
    }

    @Test func `the standard needs no room, and what may not be read counts as the standard`() async throws {
        #expect(try #require(await counts(poller { Self.attributes("1") }.poller)).failoverGroups == nil)
        let (denied, sender) = poller { () throws(AWSError) in
            throw AWSError(.accessDenied, service: .elbv2, operation: "DescribeTargetGroupAttributes", message: "no")
        }
        for seconds in [0.0, 10] { #expect(await counts(denied, after: seconds)?.failoverGroups == nil) }
        #expect(sender.operations.count { $0 == "DescribeTargetGroupAttributes" } == 1)
    }

    @Test func `a failure is asked again at the next poll`() async throws {
        let failures = Mutex(1)
        let (poller, _) = poller { () throws(AWSError) in
            let fails = failures.withLock { left in
                left -= 1
                return left >= 0
            }
            guard !fails else {
                throw AWSError(.throttled, service: .elbv2, operation: "DescribeTargetGroupAttributes", message: "slow")
            }
            return Self.attributes("3")
        }
        #expect(try #require(await counts(poller)).failoverGroups == nil)
        #expect(try #require(await counts(poller, after: 10)).failoverGroups?.first?.failover.count == 3)
    }
}
