import Model
import Testing
import World

@testable import AWS

@Suite("Route 53 over HTTP (ministack, for it pages by identifier and has pending changes)")
struct Route53EmulatorTests {
    @Test func `the zone by its name and by its id; no zone of another name`() async throws {
        let aws = try await EmulatedAWS.shared()
        let match = try await aws.client.route53.hostedZone(named: aws.names.zone, deadline: soon)
        guard case .found(let zone) = match else {
            Issue.record("the zone is not found: \(match)")
            return
        }
        #expect(zone.id == aws.names.zoneID)
        #expect(!zone.isPrivate)
        #expect(try await aws.client.route53.hostedZone(id: zone.id, deadline: soon).name == zone.name)
        #expect(try await aws.client.route53.hostedZone(named: "example", deadline: soon) == .none)
        #expect(try await aws.client.route53.hostedZone(named: "absent.example.com", deadline: soon) == .none)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 300])
    func `weights of all services as boto3 lists them, at every page size`(pageSize: Int) async throws {
        let aws = try await EmulatedAWS.shared()
        let expected = try aws.world.boto3(
            [String: [String: Int]].self,
            """
            found = {}
            for page in aws.route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=names["zoneID"]):
                for one in page["ResourceRecordSets"]:
                    if "Weight" in one:
                        group = found.setdefault(one["Name"].rstrip(".") + " " + one["Type"], {})
                        group[one["SetIdentifier"]] = one["Weight"]
            found
            """)
        let names = aws.names.services.values.compactMap(\.record)
        let route53 = Route53(sender: aws.client, pageSize: pageSize)
        let sets = try await route53.recordSets(
            zone: aws.names.zoneID, names: names, types: ["A", "AAAA"], deadline: soon)
        var found: [String: [String: Int]] = [:]
        for set in sets {
            found["\(set.name) \(set.type)", default: [:]][set.setIdentifier ?? "", default: 0] += set.weight ?? -1
        }
        #expect(found == expected)
        #expect(!expected.isEmpty)
        #expect(sets.allSatisfy { $0.aliasTarget?.evaluateTargetHealth == true && $0.ttl == nil })
    }

    @Test func `one type of one name, and a name that is only near to another`() async throws {
        let aws = try await EmulatedAWS.shared()
        let api = try #require(aws.names.services["api"]?.record)
        let sets = try await aws.client.route53.recordSets(
            zone: aws.names.zoneID, name: api.uppercased() + ".", types: ["AAAA"], deadline: soon)
        #expect(Set(sets.map(\.setIdentifier)) == ["ec2", "ecs"])
        #expect(sets.allSatisfy { $0.type == "AAAA" })
        let near = try await aws.client.route53.recordSets(
            zone: aws.names.zoneID, name: "ap.example.com", deadline: soon)
        #expect(near.map(\.values) == [["192.0.2.7"]])
        let none = try await aws.client.route53.recordSets(
            zone: aws.names.zoneID, name: "app.example.com", deadline: soon)
        #expect(none.isEmpty)
    }

    @Test func `all services' records come in one call`() async throws {
        let aws = try await EmulatedAWS.shared()
        let sender = CountingSender(aws.client)
        let names = aws.names.services.values.compactMap(\.record)
        _ = try await sender.route53.recordSets(zone: aws.names.zoneID, names: names, deadline: soon)
        #expect(names.count > 1)
        #expect(sender.count == 1)
    }

    @Test func `a change is known from its submission on; one that never was is not found`() async throws {
        let aws = try await EmulatedAWS.shared()
        let before = MachineClock().now()
        // The weights that the world has already: what is shared stays as it was found.
        let id = try aws.world.boto3(
            String.self,
            """
            name = "web.example.com."
            found = aws.route53.list_resource_record_sets(
                HostedZoneId=names["zoneID"], StartRecordName=name, StartRecordType="A")["ResourceRecordSets"]
            have = {one["SetIdentifier"]: one["Weight"] for one in found if (one["Name"], one["Type"]) == (name, "A")}
            set_weights("web", have["ec2"], have["ecs"])
            """)
        let change = try await aws.client.route53.change(id, deadline: soon)
        #expect(id.hasSuffix(change.id))
        #expect(change.status == .pending || change.status == .inSync)
        #expect(abs(change.submittedAt.seconds(since: before)) < 60)
        let error = await #expect(throws: AWSError.self) {
            try await aws.client.route53.change("C000NEVER", deadline: soon)
        }
        #expect(error?.kind == .notFound)
    }
}
