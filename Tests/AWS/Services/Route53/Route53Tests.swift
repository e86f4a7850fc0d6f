import Model
import Testing

@testable import AWS

@Suite("Route 53: zones, weights and changes")
struct Route53Tests {
    @Test(arguments: [
        ("API.Example.com.", "api.example.com"), ("\\052.dev.example.com.", "*.dev.example.com"),
        ("a\\100b.example.com", "a@b.example.com"), ("api.example.com", "api.example.com"),
    ])
    func `names are equal without case, trailing dot and escapes`(written: String, plain: String) {
        #expect(RecordName(written) == RecordName(plain))
        #expect(RecordName(written).description == plain)
    }

    @Test func `escaped dots and backslashes stay escaped, and what is no escape is left alone`() {
        #expect(RecordName("a\\056b.example.com") != RecordName("a.b.example.com"))
        #expect(RecordName("a\\134b.example.com").description == "a\\134b.example.com")
        #expect(RecordName("a\\05").description == "a\\05")
        #expect(RecordName("*.dev.example.com").escaped == "\\052.dev.example.com.")
        #expect(RecordName("a\\056b.example.com").escaped == "a\\056b.example.com.")
    }

    @Test func `the order of names is the zone's`() {
        let zone = ["example.com", "api.example.com", "dev.example.com", "\\052.dev.example.com", "web.example.com"]
        #expect(zone.shuffled().map { RecordName($0) }.sorted() == zone.map { RecordName($0) })
    }

    @Test func `a zone is found by exactly its name, the public one before the private one`() async throws {
        let sender = CannedSender(
            zones([("Z1", "example.com.", true), ("Z2", "example.com.", false), ("Z3", "example.net.", false)]))
        let match = try await sender.route53.hostedZone(named: "Example.com", deadline: soon)
        #expect(match == .found(HostedZone(id: "Z2", name: "example.com", isPrivate: false, recordCount: 7)))
        #expect(sender.targets == ["/2013-04-01/hostedzonesbyname?dnsname=example.com."])
    }

    @Test func `no zone of the name, two of it, and a private one alone`() async throws {
        func match(_ list: [(String, String, Bool)]) async throws -> HostedZoneMatch {
            try await CannedSender(zones(list)).route53.hostedZone(named: "example.com", deadline: soon)
        }
        #expect(try await match([("Z3", "example.net.", false)]) == .none)
        #expect(try await match([]) == .none)
        #expect(
            try await match([("Z1", "example.com.", true)])
                == .found(HostedZone(id: "Z1", name: "example.com", isPrivate: true, recordCount: 7)))
        guard
            case .ambiguous(let zones) = try await match([("Z1", "example.com.", false), ("Z2", "example.com.", false)])
        else {
            Issue.record("two public zones are ambiguous")
            return
        }
        #expect(zones.map(\.id) == ["Z1", "Z2"])
    }

    @Test func `zones of one name are read over pages, and only those`() async throws {
        let next =
            "<IsTruncated>true</IsTruncated><NextDNSName>example.com.</NextDNSName><NextHostedZoneId>Z2</NextHostedZoneId>"
        let sender = CannedSender(
            zones([("Z1", "example.com.", true)], more: next), zones([("Z2", "example.com.", false)]))
        guard case .found(let zone) = try await sender.route53.hostedZone(named: "example.com", deadline: soon) else {
            Issue.record("the public zone is on the second page")
            return
        }
        #expect(zone.id == "Z2")
        #expect(sender.targets.last == "/2013-04-01/hostedzonesbyname?dnsname=example.com.&hostedzoneid=Z2")

        let stuck = CannedSender(zones([("Z1", "example.com.", true)], more: next))
        let error = await #expect(throws: AWSError.self) {
            try await stuck.route53.hostedZone(named: "example.com", deadline: soon)
        }
        #expect(error?.kind == .malformed)

        let further =
            "<IsTruncated>true</IsTruncated><NextDNSName>example.net.</NextDNSName><NextHostedZoneId>Z9</NextHostedZoneId>"
        let enough = CannedSender(zones([("Z1", "example.com.", false)], more: further))
        _ = try await enough.route53.hostedZone(named: "example.com", deadline: soon)
        #expect(enough.requests.count == 1)
    }

    @Test func `a zone by id, however the id is written`() async throws {
        let sender = CannedSender(
            """
            <GetHostedZoneResponse><HostedZone><Id>/hostedzone/Z7</Id><Name>example.com.</Name>
            <CallerReference>c</CallerReference></HostedZone><DelegationSet/></GetHostedZoneResponse>
            """)
        let zone = try await sender.route53.hostedZone(id: "/hostedzone/Z7", deadline: soon)
        #expect(zone == HostedZone(id: "Z7", name: "example.com"))
        #expect(sender.requests.first?.path == "/2013-04-01/hostedzone/Z7")
    }

    @Test func `a change is pending, then in sync`() async throws {
        func answer(_ status: String, _ at: String) -> String {
            "<GetChangeResponse><ChangeInfo><Id>/change/C1</Id><Status>\(status)</Status><SubmittedAt>\(at)</SubmittedAt></ChangeInfo></GetChangeResponse>"
        }
        let sender = CannedSender(
            answer("PENDING", "2026-11-23T04:52:54.436Z"), answer("INSYNC", "2026-11-23T04:52:54Z"),
            answer("LOST", "2026-11-23T04:52:54Z"))
        let pending = try await sender.route53.change("/change/C1", deadline: soon)
        #expect(pending.status == .pending)
        #expect(pending.submittedAt == Moment(seconds: 1_795_409_574.436))
        #expect(
            try await sender.route53.change("C1", deadline: soon)
                == .init(id: "C1", status: .inSync, submittedAt: Moment(seconds: 1_795_409_574)))
        let error = await #expect(throws: AWSError.self) { try await sender.route53.change("C1", deadline: soon) }
        #expect(error?.kind == .malformed)
        #expect(sender.requests.allSatisfy { $0.path == "/2013-04-01/change/C1" })
    }
}

/// An answer with zones of id, name and whether they are private.
private func zones(_ list: [(String, String, Bool)], more: String = "<IsTruncated>false</IsTruncated>") -> String {
    let zones = list.map {
        """
        <HostedZone><Id>/hostedzone/\($0.0)</Id><Name>\($0.1)</Name><CallerReference>c</CallerReference>
        <Config><PrivateZone>\($0.2)</PrivateZone></Config><ResourceRecordSetCount>7</ResourceRecordSetCount>
        </HostedZone>
        """
    }
    return """
        <?xml version="1.0"?>
        <ListHostedZonesByNameResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
        <HostedZones>\(zones.joined())</HostedZones><DNSName>example.com.</DNSName>\(more)<MaxItems>100</MaxItems>
        </ListHostedZonesByNameResponse>
        """
}
