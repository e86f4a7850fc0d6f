import Testing

@testable import AWS

@Suite("Route 53: listing the record sets of names")
struct RecordSetListingTests {
    @Test func `a weighted alias, a plain record and a record with values`() async throws {
        let sender = CannedSender(
            page(
                """
                <ResourceRecordSet><Name>api.example.com.</Name><Type>A</Type><SetIdentifier>ec2</SetIdentifier>
                <Weight>75</Weight><TTL>0</TTL><AliasTarget><HostedZoneId>ZLB</HostedZoneId>
                <DNSName>dualstack.old.elb.example.</DNSName>
                <EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget></ResourceRecordSet>
                <ResourceRecordSet><Name>API.example.com.</Name><Type>A</Type><SetIdentifier>ecs</SetIdentifier>
                <Weight>0</Weight>
                <TTL>60</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord>
                <ResourceRecord>
                <Value>192.0.2.2</Value></ResourceRecord></ResourceRecords><HealthCheckId>hc-1</HealthCheckId>
                </ResourceRecordSet>
                <ResourceRecordSet><Name>api.example.com.</Name><Type>TXT</Type><TTL>300</TTL>
                <ResourceRecords><ResourceRecord>
                <Value>"a \\"quoted\\" value"</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>
                """))
        let sets = try await sender.route53.recordSets(zone: "Z1", name: "api.example.com", deadline: soon)
        #expect(sets.map(\.type) == ["A", "A", "TXT"])
        #expect(sets.map(\.setIdentifier) == ["ec2", "ecs", nil])
        #expect(sets.map(\.weight) == [75, 0, nil])
        // The alias came with a TTL of 0, which is none.
        #expect(sets.map(\.ttl) == [nil, 60, 300])
        #expect(
            sets[0].aliasTarget
                == .init(hostedZoneID: "ZLB", dnsName: "dualstack.old.elb.example.", evaluateTargetHealth: true))
        #expect(sets[0].values.isEmpty)
        #expect(sets[1].values == ["192.0.2.1", "192.0.2.2"])
        #expect(sets[1].healthCheckID == "hc-1")
        #expect(sets[2].values == ["\"a \\\"quoted\\\" value\""])
        #expect(sets.allSatisfy { $0.name == RecordName("api.example.com") })
    }

    @Test func `one name and one type begin at both; other names and types are left out`() async throws {
        let sender = CannedSender(
            page([("api", "A", "ec2", 1), ("api", "AAAA", "ec2", 1), ("web", "A", "ec2", 9)].map(record).joined()))
        let sets = try await sender.route53.recordSets(
            zone: "/hostedzone/Z1", name: "API.example.com.", types: ["A"], deadline: soon)
        #expect(sets.map(\.type) == ["A"])
        #expect(sender.targets == ["/2013-04-01/hostedzone/Z1/rrset?name=api.example.com.&type=A&maxitems=300"])
    }

    @Test func `names that stand in one page cost one call`() async throws {
        let sender = CannedSender(
            page(
                [("api", "A", "ec2", 1), ("api", "A", "ecs", 2), ("mail", "A", "x", 3), ("web", "A", "ec2", 4)].map(
                    record
                ).joined()))
        let sets = try await sender.route53.recordSets(
            zone: "Z1", names: ["web.example.com", "api.example.com"], types: ["A", "AAAA"], deadline: soon)
        #expect(sets.map(\.weight) == [1, 2, 4])
        #expect(sender.targets == ["/2013-04-01/hostedzone/Z1/rrset?name=api.example.com.&maxitems=300"])
    }

    @Test func `a far name costs a call of its own, and the pages between are not read`() async throws {
        let sender = CannedSender(
            page(record(("api", "A", "ec2", 1)) + record(("bulk", "A", "b0", 0)), next: ("bulk", "A", "b1")),
            page(record(("web", "A", "ec2", 4))))
        let sets = try await sender.route53.recordSets(
            zone: "Z1", names: ["api.example.com", "web.example.com"], deadline: soon)
        #expect(sets.map(\.weight) == [1, 4])
        #expect(sender.requests.map { $0.query[0].1 } == ["api.example.com.", "web.example.com."])
    }

    @Test func `a group that spans pages is read on by name, type and identifier`() async throws {
        let sender = CannedSender(
            page(record(("api", "A", "a", 1)) + record(("api", "A", "b", 2)), next: ("api", "A", "c")),
            page(record(("api", "A", "c", 3)) + record(("zoo", "A", "z", 9)), next: ("zoo", "TXT", nil)))
        let sets = try await sender.route53.recordSets(zone: "Z1", name: "api.example.com", deadline: soon)
        #expect(sets.map(\.weight) == [1, 2, 3])
        #expect(
            sender.targets.last
                == "/2013-04-01/hostedzone/Z1/rrset?name=api.example.com.&type=A&identifier=c&maxitems=300")
        #expect(sender.requests.count == 2)
    }

    @Test func `rows that a second page repeats are counted once`() async throws {
        let sender = CannedSender(
            page(record(("api", "A", "a", 1)) + record(("api", "A", "b", 2)), next: ("api", "A", nil)),
            page([("api", "A", "a", 1), ("api", "A", "b", 5), ("api", "A", "c", 3)].map(record).joined()))
        let sets = try await sender.route53.recordSets(zone: "Z1", name: "api.example.com", deadline: soon)
        #expect(sets.map(\.weight) == [1, 5, 3])
    }

    @Test func `paging that does not move on is refused`() async {
        let sender = CannedSender(page(record(("api", "A", "a", 1)), next: ("api", "A", nil)))
        let error = await #expect(throws: AWSError.self) {
            try await sender.route53.recordSets(zone: "Z1", name: "api.example.com", deadline: soon)
        }
        #expect(error?.kind == .malformed)
        #expect(sender.requests.count == 2)
    }

    @Test func `a name that is not there gives nothing, and others are found all the same`() async throws {
        let sender = CannedSender { request throws(AWSError) in
            request.query[0].1 == "api.example.com."
                ? page(record(("web", "A", "ec2", 4)), next: ("zoo", "A", nil)) : page("")
        }
        let sets = try await sender.route53.recordSets(
            zone: "Z1", names: ["api.example.com", "web.example.com", "gone.example.com"], deadline: soon)
        #expect(sets.map(\.weight) == [4])
        #expect(sender.requests.map { $0.query[0].1 } == ["api.example.com.", "gone.example.com."])
        #expect(try await sender.route53.recordSets(zone: "Z1", names: [], deadline: soon).isEmpty)
        #expect(sender.requests.count == 2)
    }
}

private func page(_ rows: String, next: (name: String, type: String, identifier: String?)? = nil) -> String {
    let markers = next.map { next in
        "<NextRecordName>\(next.name).example.com.</NextRecordName><NextRecordType>\(next.type)</NextRecordType>"
            + (next.identifier.map { "<NextRecordIdentifier>\($0)</NextRecordIdentifier>" } ?? "")
    }
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <ListResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
        <ResourceRecordSets>\(rows)</ResourceRecordSets>
        <IsTruncated>\(next != nil)</IsTruncated>\(markers ?? "")<MaxItems>300</MaxItems>
        </ListResourceRecordSetsResponse>
        """
}

/// A row of name (before `.example.com`), type, set identifier and weight.
private func record(_ row: (String, String, String, Int)) -> String {
    """
    <ResourceRecordSet><Name>\(row.0).example.com.</Name><Type>\(row.1)</Type><SetIdentifier>\(row.2)</SetIdentifier>
    <Weight>\(row.3)</Weight><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord>
    </ResourceRecords></ResourceRecordSet>
    """
}
