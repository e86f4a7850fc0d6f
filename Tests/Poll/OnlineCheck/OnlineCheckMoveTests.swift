import AWS
import Fixtures
import Model
import Synchronization
import Testing

@testable import Poll

@Suite("What check --online says of writing, and of the region")
struct OnlineCheckMoveTests {
    private static let zone = "Z0123456789ABC"
    private static let refused = "no identity-based policy allows it"

    private static func record(_ identifier: String, _ weight: Int, _ region: String) -> String {
        "<ResourceRecordSet><Name>api.example.com.</Name><Type>A</Type><SetIdentifier>\(identifier)</SetIdentifier>"
            + "<Weight>\(weight)</Weight><AliasTarget><HostedZoneId>Z2</HostedZoneId>"
            + "<DNSName>dualstack.api-1.\(region).elb.amazonaws.com.</DNSName>"
            + "<EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget></ResourceRecordSet>"
    }

    /// - Parameter decision: IAM's, with the condition keys that it leaves open; `nil` where IAM may not be asked.
    private func rows(
        _ decision: (word: String, missing: String)?, mode: RolloutPlan.Mode = .manual, arn: String = "user/mika",
        region: String = "eu-west-1"
    ) async -> (rows: [OnlineCheck.Row], bodies: [String]) {
        let service = ServiceConfiguration(
            name: "api",
            split: .route53(zone: Self.zone, name: "api.example.com", types: [], old: "ec2", new: "ecs"),
            old: SideConfiguration(loadBalancer: "api-old", autoScalingGroup: "api-asg"),
            new: SideConfiguration(loadBalancer: "api-new"), rollout: RolloutPlan(mode: mode))
        let bodies = Bodies()
        let sender = ScriptedSender { request throws(AWSError) in
            switch request.operation {
            case "GetCallerIdentity":
                return "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:\(arn)</Arn>"
                    + "<UserId>U</UserId><Account>111122223333</Account></GetCallerIdentityResult>"
                    + "</GetCallerIdentityResponse>"
            case "ListResourceRecordSets":
                return "<ListResourceRecordSetsResponse><ResourceRecordSets>\(Self.record("ec2", 75, "ap-northeast-1"))"
                    + "\(Self.record("ecs", 25, "ap-northeast-1"))</ResourceRecordSets><IsTruncated>false</IsTruncated>"
                    + "</ListResourceRecordSetsResponse>"
            case "SimulatePrincipalPolicy":
                bodies.add(String(decoding: request.body, as: UTF8.self))
                guard let decision else { throw Self.denied(request) }
                return "<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><EvaluationResults><member>"
                    + "<EvalDecision>\(decision.word)</EvalDecision><MissingContextValues>\(decision.missing)"
                    + "</MissingContextValues></member></EvaluationResults></SimulatePrincipalPolicyResult>"
                    + "</SimulatePrincipalPolicyResponse>"
            case "GetMetricData": return "{\"MetricDataResults\":[]}"
            case "DescribeAutoScalingGroups":
                return "<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult><AutoScalingGroups/>"
                    + "</DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>"
            default:
                throw AWSError(
                    .notFound, service: request.service, operation: request.operation, resource: request.resource,
                    code: "LoadBalancerNotFound", message: "One or more load balancers not found", httpStatus: 400)
            }
        }
        let check = OnlineCheck(
            configuration: Configuration(migration: "m", region: region, services: [service]), sender: sender,
            moves: WeightCallNames(records: "MoveRecords", listener: "MoveListener", rule: "MoveRule"),
            deadline: .now + .seconds(5))
        return (await check.rows(), bodies.all)
    }

    private static func denied(_ request: AWSRequest) -> AWSError {
        AWSError(
            .accessDenied, service: request.service, operation: request.operation, resource: request.resource,
            code: "AccessDenied", message: refused, httpStatus: 403)
    }

    private func move(_ rows: [OnlineCheck.Row]) throws -> OnlineCheck.Row {
        try #require(rows.first { $0.thing == "api: moving weights" })
    }

    private let need = "route53:MoveRecords on arn:aws:route53:::hostedzone/Z0123456789ABC"

    @Test func `what IAM allows or forbids is said, and nothing is moved`() async throws {
        let (rows, bodies) = await rows(("allowed", ""))
        let allowed = try move(rows)
        #expect(allowed.answer == .ok && allowed.words.hasPrefix("allowed, as IAM simulates it"))
        let body = try #require(bodies.first)
        #expect(bodies.count == 1 && body.contains("ContextKeyValues.member.1=api.example.com"), "\(body)")
        let forbidden = try move(await self.rows(("explicitDeny", "")).rows)
        #expect(forbidden.answer == .denied && forbidden.words.hasPrefix("a policy forbids it (explicit deny)"))
        let lacking = try move(await self.rows(("implicitDeny", "")).rows)
        #expect(lacking.answer == .denied && lacking.words == "no policy allows it, as IAM simulates it: \(need)")
    }

    @Test func `who only watches needs no such right`() async throws {
        let watching = try move(await rows(("implicitDeny", ""), mode: .observe).rows)
        #expect(watching.answer == .untried && watching.words.hasSuffix("abreast can only watch, and not roll back"))
    }

    @Test func `what cannot be known was not tried, and what it needs is said`() async throws {
        let untried = "moving weights was not tried; it needs \(need)"
        let unasked = try move(await rows(nil).rows)
        #expect(
            unasked.answer == .untried
                && unasked.words == "\(untried) (with iam:SimulatePrincipalPolicy IAM would say whether it is allowed)")
        let depends = try move(await rows(("implicitDeny", "<member>aws:SourceVpc</member>")).rows)
        #expect(
            depends.answer == .untried && depends.words == "\(untried); a policy makes it depend on aws:SourceVpc")
        let root = try move(await rows(("allowed", ""), arn: "root").rows)
        #expect(root.answer == .untried && root.words == untried)
    }

    @Test func `a region without anything of the configuration is named, with the one that the records lead to`()
        async throws
    {
        let row = try #require(await rows(("allowed", "")).rows.last)
        #expect(row.thing == "region eu-west-1" && row.answer == .missing)
        #expect(
            row.words
                == "nothing of this stands in eu-west-1; its records lead to load balancers in ap-northeast-1")
        let right = try #require(await rows(("allowed", ""), region: "ap-northeast-1").rows.last)
        #expect(right.words == "nothing of this stands in ap-northeast-1")
    }
}

/// The bodies that were sent, in order.
private final class Bodies: Sendable {
    private let sent = Mutex<[String]>([])

    func add(_ body: String) { sent.withLock { $0.append(body) } }

    var all: [String] { sent.withLock { $0 } }
}
