import AWS
import Fixtures
import Model
import Testing

@testable import Discover

@Suite("A name's zones and records")
struct NameWalkTests {
    private struct Zone {
        let id: String
        let name: String
        var isPrivate = false
        /// Record set in XML by name.
        var records: [String: String] = [:]
    }

    private func result(of name: String, in zones: [Zone], hints: Hints = Hints()) async throws -> NameWalk.Result {
        let sender = ScriptedSender { request in
            if request.operation == "ListHostedZonesByName" {
                let found = zones.filter { zone in request.query.contains { $0.1 == zone.name + "." } }.map { zone in
                    """
                    <HostedZone><Id>/hostedzone/\(zone.id)</Id><Name>\(zone.name).</Name><CallerReference>x</CallerReference>
                    <Config><PrivateZone>\(zone.isPrivate)</PrivateZone></Config></HostedZone>
                    """
                }
                return "<ListHostedZonesByNameResponse><HostedZones>\(found.joined())</HostedZones>"
                    + "<IsTruncated>false</IsTruncated></ListHostedZonesByNameResponse>"
            }
            if request.operation == "GetHostedZone" {
                let zone = zones.first { request.path.hasSuffix("/\($0.id)") }
                return "<GetHostedZoneResponse><HostedZone><Id>\(zone?.id ?? "")</Id><Name>\(zone?.name ?? "")</Name>"
                    + "</HostedZone></GetHostedZoneResponse>"
            }
            let zone = zones.first { request.path.contains("/\($0.id)/") }
            let sets = zone?.records.sorted { $0.key < $1.key }.map { name, rest in
                "<ResourceRecordSet><Name>\(name).</Name>\(rest)</ResourceRecordSet>"
            }
            return "<ListResourceRecordSetsResponse><ResourceRecordSets>\((sets ?? []).joined())</ResourceRecordSets>"
                + "<IsTruncated>false</IsTruncated></ListResourceRecordSetsResponse>"
        }
        let walk = Walk(region: "eu-west-1", hints: hints, deadline: .now + .seconds(5)) { _ throws(AWSError) in sender
        }
        return try await NameWalk(walk: walk).path(of: name)
    }

    private func cname(_ target: String) -> String {
        "<Type>CNAME</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>\(target)</Value></ResourceRecord>"
            + "</ResourceRecords>"
    }

    private let balancer = "api-1.eu-west-1.elb.amazonaws.com"

    @Test func `the longest public zone that holds the name is taken, and a private one beside it is said`()
        async throws
    {
        let zones = [
            Zone(id: "ZTOP11111", name: "example.com", records: ["api.eu.example.com": cname("wrong.example.com")]),
            Zone(id: "ZLONG1111", name: "eu.example.com", records: ["api.eu.example.com": cname(balancer)]),
            Zone(
                id: "ZPRIV1111", name: "eu.example.com", isPrivate: true, records: ["api.eu.example.com": cname("x.y")]),
        ]
        let found = try await result(of: "api.eu.example.com", in: zones)
        #expect(found.path?.zone.id == "ZLONG1111" && found.path?.balancers.map(\.description) == [balancer])
        #expect(found.remarks.contains { $0.contains("ZPRIV1111") && $0.contains("--zone ZPRIV1111") })
        #expect(found.problems.isEmpty)
    }

    @Test func `a longer zone without the name gives way to the one above it, and is said`() async throws {
        let zones = [
            Zone(id: "ZTOP11111", name: "example.com", records: ["api.eu.example.com": cname(balancer)]),
            Zone(id: "ZLONG1111", name: "eu.example.com"),
        ]
        let found = try await result(of: "api.eu.example.com", in: zones)
        #expect(found.path?.zone.id == "ZTOP11111")
        #expect(found.remarks.contains { $0.contains("ZLONG1111") && $0.contains("has no A, AAAA or CNAME record") })
    }

    @Test func `two public zones that both hold the name are not chosen between, until one is named`() async throws {
        let zones = ["ZONE11111", "ZTWO11111"].map {
            Zone(id: $0, name: "example.com", records: ["api.example.com": cname(balancer)])
        }
        let found = try await result(of: "api.example.com", in: zones)
        #expect(found.path == nil && found.problems.contains { $0.contains("--zone ID") })
        let named = try await result(of: "api.example.com", in: zones, hints: Hints(zone: "ZTWO11111"))
        #expect(named.path?.zone.id == "ZTWO11111" && named.problems.isEmpty)
    }

    @Test func `a private zone answers where no public one does`() async throws {
        let zones = [Zone(id: "ZPRIV1111", name: "corp", isPrivate: true, records: ["api.corp": cname(balancer)])]
        let found = try await result(of: "api.corp", in: zones)
        #expect(found.path?.zone.isPrivate == true && found.path?.balancers.count == 1)
    }

    private func alias(_ target: String, _ rest: String) -> String {
        "<Type>A</Type>\(rest)<AliasTarget><HostedZoneId>ZONE11111</HostedZoneId><DNSName>\(target).</DNSName>"
            + "<EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget>"
    }

    @Test func `weights behind a failover record are found, and what leads past them is told by its policy`()
        async throws
    {
        // One name has two records: the XML between them closes the first.
        func both(_ first: String, _ second: String, _ name: String) -> String {
            "\(first)</ResourceRecordSet><ResourceRecordSet><Name>\(name).</Name>\(second)"
        }
        let (host, further) = ("api.example.com", "w.example.com")
        let zone = Zone(
            id: "ZONE11111", name: "example.com",
            records: [
                host: both(
                    alias(further, "<SetIdentifier>p</SetIdentifier><Failover>PRIMARY</Failover>"),
                    alias("sorry.example.com", "<SetIdentifier>s</SetIdentifier><Failover>SECONDARY</Failover>"), host),
                further: both(
                    alias(balancer, "<SetIdentifier>ec2</SetIdentifier><Weight>75</Weight>"),
                    alias(balancer, "<SetIdentifier>ecs</SetIdentifier><Weight>25</Weight>"), further),
                "sorry.example.com": cname("d111.cloudfront.net"),
            ])
        let path = try #require(try await result(of: host, in: [zone]).path)
        #expect(path.splits.map(\.name.description) == [further])
        #expect(path.branches.map(\.record.policy) == [.failover("PRIMARY"), .failover("SECONDARY")])
        let past = path.pastWeights(of: try #require(path.splits.first))
        #expect(past.map(\.branch.record.setIdentifier) == ["s"])
        var finding = ServiceFinding(name: "api")
        finding.path = path
        let lines = DiscoveryTree(finding, hints: Hints()).lines.map(\.text)
        #expect(lines.contains { $0.hasPrefix("A “s”, by failover (SECONDARY) · alias") }, "\(lines)")
    }

    @Test func `a wildcard stands in for a name without records`() async throws {
        let zones = [Zone(id: "ZONE11111", name: "example.com", records: ["\\052.example.com": cname(balancer)])]
        let found = try await result(of: "api.example.com", in: zones)
        #expect(found.path?.recordName == RecordName("*.example.com"))
    }

    @Test func `names that lead in a circle, or out of AWS, end in words`() async throws {
        let zones = [
            Zone(
                id: "ZONE11111", name: "example.com",
                records: [
                    "a.example.com": cname("b.example.com"), "b.example.com": cname("a.example.com"),
                    "c.example.com": cname("d111.cloudfront.net"),
                ])
        ]
        let circle = try await result(of: "a.example.com", in: zones).path
        guard case .name(let next) = circle?.branches.first?.lead, case .end(let words) = next.branches.first?.lead
        else {
            Issue.record("\(String(describing: circle))")
            return
        }
        #expect(words.contains("leads back to itself"))
        let foreign = try await result(of: "c.example.com", in: zones).path
        #expect(
            foreign?.balancers.isEmpty == true
                && foreign?.branches.first?.lead == .end("d111.cloudfront.net, which is no load balancer"))
    }
}
