import AWS
import Fixtures
import Testing

@testable import Discover

@Suite("Weights behind a failover or latency record")
struct FurtherWeightsTests {
    private static func alias(_ name: String, _ identifier: String, _ rest: String, to target: String) -> String {
        "<ResourceRecordSet><Name>\(name).example.com.</Name><Type>A</Type><SetIdentifier>\(identifier)</SetIdentifier>"
            + "\(rest)<AliasTarget><HostedZoneId>Z1</HostedZoneId><DNSName>\(target).</DNSName>"
            + "<EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget></ResourceRecordSet>"
    }

    private static let balancers = ["old-1", "new-1"].map { "\($0).eu-west-1.elb.amazonaws.com" }

    private static func weighted(_ name: String) -> String {
        alias(name, "ec2", "<Weight>75</Weight>", to: balancers[0])
            + alias(name, "ecs", "<Weight>25</Weight>", to: balancers[1])
    }

    /// - Parameter records: The records of all names, in XML.
    private func finding(_ records: String) async throws -> ServiceFinding {
        let sender = ScriptedSender { request throws(AWSError) in
            switch request.operation {
            case "ListHostedZonesByName":
                let isOurs = request.query.contains { $0.1 == "example.com." }
                let zone =
                    "<HostedZone><Id>/hostedzone/ZONE11111</Id><Name>example.com.</Name>"
                    + "<CallerReference>x</CallerReference><Config><PrivateZone>false</PrivateZone></Config></HostedZone>"
                return "<ListHostedZonesByNameResponse><HostedZones>\(isOurs ? zone : "")</HostedZones>"
                    + "<IsTruncated>false</IsTruncated></ListHostedZonesByNameResponse>"
            case "ListResourceRecordSets":
                return "<ListResourceRecordSetsResponse><ResourceRecordSets>\(records)</ResourceRecordSets>"
                    + "<IsTruncated>false</IsTruncated></ListResourceRecordSetsResponse>"
            default:
                throw AWSError(.accessDenied, service: request.service, operation: request.operation, message: "no")
            }
        }
        let walk = Walk(region: "eu-west-1", hints: Hints(), deadline: .now + .seconds(5)) { _ throws(AWSError) in
            sender
        }
        return try await HostWalk(walk: walk).find("api.example.com")
    }

    @Test func `are said with their place, and what leads past them with its policy`() async throws {
        let found = try await finding(
            Self.alias("api", "p", "<Failover>PRIMARY</Failover>", to: "w.example.com")
                + Self.alias("api", "s", "<Failover>SECONDARY</Failover>", to: "sorry.cloudfront.net")
                + Self.weighted("w"))
        guard case .records(_, let name, _) = found.place else {
            Issue.record("\(found.problems)")
            return
        }
        #expect(name == "w.example.com")
        #expect(found.remarks.contains("the weights stand at w.example.com, to which api.example.com leads"))
        #expect(
            found.remarks.contains(
                "the record A “s” of api.example.com, routed by failover (SECONDARY), leads past the weights to "
                    + "sorry.cloudfront.net, which is no load balancer"), "\(found.remarks)")
    }

    @Test func `at several names are not chosen between`() async throws {
        let found = try await finding(
            Self.alias("api", "eu", "<Region>eu-west-1</Region>", to: "w1.example.com")
                + Self.alias("api", "us", "<Region>us-east-1</Region>", to: "w2.example.com")
                + Self.weighted("w1") + Self.weighted("w2"))
        #expect(found.place == nil)
        #expect(
            found.problems.contains(
                "behind api.example.com weights stand at 2 names, and a service has one: discover w1.example.com or "
                    + "w2.example.com"), "\(found.problems)")
    }
}
