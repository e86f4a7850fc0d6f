import AWS
import Foundation
import MigrationFile
import Model

@testable import Rollout

/// Answers as AWS writes them, of a migration that exists nowhere.
enum WireSamples {
    static func record(
        _ type: String, _ identifier: String, _ weight: Int, to target: String? = nil, extra: String = "",
        evaluates: Bool = true, name: String = "api.example.com"
    ) -> String {
        let alias = """
            <AliasTarget><HostedZoneId>Z14GRHDCWA56QT</HostedZoneId><DNSName>\(target ?? "").</DNSName>\
            <EvaluateTargetHealth>\(evaluates)</EvaluateTargetHealth></AliasTarget>
            """
        return """
            <ResourceRecordSet><Name>\(name).</Name><Type>\(type)</Type>\
            <SetIdentifier>\(identifier)</SetIdentifier><Weight>\(weight)</Weight>\(target == nil ? "" : alias)\(extra)\
            </ResourceRecordSet>
            """
    }

    static func simple(_ type: String, _ value: String, ttl: Int = 300) -> String {
        """
        <ResourceRecordSet><Name>api.example.com.</Name><Type>\(type)</Type><TTL>\(ttl)</TTL><ResourceRecords>\
        <ResourceRecord><Value>\(value)</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>
        """
    }

    static func values(_ value: String, ttl: Int) -> String {
        """
        <TTL>\(ttl)</TTL><ResourceRecords><ResourceRecord><Value>\(value)</Value></ResourceRecord></ResourceRecords>
        """
    }

    static func listing(_ records: String...) -> String {
        """
        <?xml version="1.0"?>
        <ListResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ResourceRecordSets>\
        \(records.joined())</ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>300</MaxItems>\
        </ListResourceRecordSetsResponse>
        """
    }

    static let zones = """
        <?xml version="1.0"?>
        <ListHostedZonesByNameResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><HostedZones><HostedZone>\
        <Id>/hostedzone/Z0123456789ABC</Id><Name>example.com.</Name><CallerReference>1</CallerReference>\
        <Config><PrivateZone>false</PrivateZone></Config><ResourceRecordSetCount>9</ResourceRecordSetCount></HostedZone>\
        </HostedZones><DNSName>example.com.</DNSName><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems>\
        </ListHostedZonesByNameResponse>
        """

    static func query(_ operation: String, _ inner: String) -> String {
        """
        <\(operation)Response xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><\(operation)Result>\
        \(inner)</\(operation)Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></\(operation)Response>
        """
    }

    static let arn = "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333"

    static func balancers(_ names: String...) -> String {
        let members = names.map { name in
            "<member><LoadBalancerArn>\(arn):loadbalancer/app/\(name)/50dc</LoadBalancerArn>"
                + "<LoadBalancerName>\(name)</LoadBalancerName><DNSName>\(name)-1.elb.amazonaws.com</DNSName></member>"
        }
        return query("DescribeLoadBalancers", "<LoadBalancers>\(members.joined())</LoadBalancers>")
    }

    static func groups(_ name: String) -> String {
        query(
            "DescribeTargetGroups",
            """
            <TargetGroups><member><TargetGroupArn>\(arn):targetgroup/\(name)/0a1b</TargetGroupArn>\
            <TargetGroupName>\(name)</TargetGroupName></member></TargetGroups>
            """)
    }

    static func targets(_ states: String...) -> String {
        let members = states.enumerated().map { index, state in
            "<member><Target><Id>i-\(index)</Id></Target><TargetHealth><State>\(state)</State></TargetHealth></member>"
        }
        return query(
            "DescribeTargetHealth", "<TargetHealthDescriptions>\(members.joined())</TargetHealthDescriptions>")
    }

    static func configuration(_ rollout: String = "", split: String? = nil) throws -> Configuration {
        let route53 = "route53: { zone: example.com, name: api.example.com, old: ec2, new: ecs }"
        return try Configuration.read(
            text: """
                migration: reservations
                region: ap-northeast-1
                services:
                  api:
                    split: { \(split ?? route53) }
                    old: { load_balancer: \(split == nil ? "api-old" : "api"), auto_scaling_group: a }
                    new: { load_balancer: \(split == nil ? "api-new" : "api"), ecs: { cluster: c, service: s } }
                    \(rollout)
                """, file: "abreast.yaml")
    }
}
