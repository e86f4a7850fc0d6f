import AWS
import Fixtures
import Model
import Testing

@testable import Poll

@Suite("Weights that stand one name further")
struct FurtherWeightsTests {
    private static let alias = """
        <AliasTarget><HostedZoneId>Z0123456789ABC</HostedZoneId><DNSName>w.example.com.</DNSName>\
        <EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget>
        """

    private static func record(_ name: String, _ identifier: String, _ rest: String) -> String {
        "<ResourceRecordSet><Name>\(name).</Name><Type>A</Type><SetIdentifier>\(identifier)</SetIdentifier>\(rest)"
            + "</ResourceRecordSet>"
    }

    private let sender = ScriptedSender { request in
        let isFurther = request.query.contains { $0 == ("name", "w.example.com.") }
        let records =
            isFurther
            ? record("w.example.com", "ec2", "<Weight>75</Weight><TTL>60</TTL>")
                + record("w.example.com", "ecs", "<Weight>25</Weight><TTL>60</TTL>")
            : record("api.example.com", "p", "<Failover>PRIMARY</Failover>\(alias)")
        return "<ListResourceRecordSetsResponse><ResourceRecordSets>\(records)</ResourceRecordSets>"
            + "<IsTruncated>false</IsTruncated></ListResourceRecordSetsResponse>"
    }

    private func configuration(_ name: String) -> Configuration {
        let split = Split.route53(zone: "Z0123456789ABC", name: name, types: [], old: "ec2", new: "ecs")
        let service = ServiceConfiguration(
            name: "api", split: split, old: SideConfiguration(autoScalingGroup: "api-asg"), new: SideConfiguration())
        return Configuration(migration: "m", region: "eu-west-1", services: [service])
    }

    private let words = "the weights stand one name further, at w.example.com (A “ec2” 75, A “ecs” 25)"

    @Test func `the poller says where they are, and asks no more when the name is right`() async throws {
        let poller = Route53Poller(configuration: configuration("api.example.com"), sender: sender)
        let context = PollContext(now: Moment(seconds: 1_784_700_000))
        let wrong = try #require(await poller.poll(context, deadline: .now + .seconds(5)).shares["api"])
        #expect(wrong.percent == nil)
        #expect(
            wrong.remarks.first == "A “p” is routed by failover (PRIMARY), not by weight; it leads to w.example.com")
        #expect(wrong.remarks.last?.hasPrefix(words) == true, "\(wrong.remarks)")
        let asked = sender.operations.count
        let right = Route53Poller(configuration: configuration("w.example.com"), sender: sender)
        let reading = try #require(await right.poll(context, deadline: .now + .seconds(5)).shares["api"])
        #expect(reading.percent == 25 && reading.remarks.isEmpty)
        #expect(asked == 2 && sender.operations.count == 3)
    }

    @Test func `the check says it too`() async throws {
        let check = OnlineCheck(
            configuration: configuration("api.example.com"),
            sender: ScriptedSender { [sender] request throws(AWSError) in
                if request.operation == "GetCallerIdentity" {
                    return "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/m"
                        + "</Arn><UserId>U</UserId><Account>111122223333</Account></GetCallerIdentityResult>"
                        + "</GetCallerIdentityResponse>"
                }
                return try sender.text(request)
            }, deadline: .now + .seconds(5))
        let row = try #require(await check.rows().first { $0.call == "route53:ListResourceRecordSets" })
        #expect(row.answer == .missing && row.words.contains(words), "\(row.words)")
    }
}
