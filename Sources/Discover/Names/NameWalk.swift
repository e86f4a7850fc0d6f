import AWS
import Model

/// Follows a name through its zone's records to load balancers, over aliases and CNAMEs to other names.
struct NameWalk {
    let walk: Walk

    /// The path, or why there is none.
    struct Result {
        /// `nil` when no readable record answers for the name. The problems say why.
        var path: NamePath?
        var problems: [String] = []
        /// What is worth knowing but prevents nothing.
        var remarks: [String] = []
    }

    /// Record types that send clients to a target.
    static let types = ["A", "AAAA", "CNAME"]

    func path(of name: String) async throws(AWSError) -> Result {
        try await path(of: RecordName(name), seen: [])
    }

    private func path(of name: RecordName, seen: [RecordName]) async throws(AWSError) -> Result {
        guard let zones = try await ZoneSearch(walk: walk).zones(of: name) else {
            return Result(problems: ["without route53:ListHostedZonesByName the zone of \(name) can't be found"])
        }
        var result = Result()
        var holders: [(zone: HostedZone, records: [RecordSet])] = []
        for zone in zones {
            // A later zone matters only if it has the same name as the zone that answers.
            if let first = holders.first, zone.name != first.zone.name || zone.isPrivate != first.zone.isPrivate {
                break
            }
            guard let records = try await records(of: name, in: zone) else {
                result.problems.append("without route53:ListResourceRecordSets the records of \(name) can't be read")
                return result
            }
            if records.isEmpty {
                result.remarks.append("the zone \(zone.title) has no A, AAAA or CNAME record for \(name)")
            } else {
                holders.append((zone, records))
            }
        }
        guard let (zone, records) = holders.first else {
            let seen =
                zones.isEmpty ? "no hosted zone of this account is \(name) or above it" : "no zone answers for it"
            result.problems.append("\(name): \(seen)\(walk.hints.zone.map { " (--zone \($0))" } ?? "")")
            return result
        }
        if holders.count > 1 {
            let titles = holders.map(\.zone.title).joined(separator: " and ")
            result.problems.append(
                "\(name) stands in \(titles), and only one of them is asked by resolvers: name it with --zone ID")
            return result
        }
        let others = zones.filter { $0.id != zone.id && $0.isPrivate != zone.isPrivate }
        if walk.hints.zone == nil, let other = others.first {
            result.remarks.append(
                "there is also the zone \(other.title): inside its networks \(name) may lead elsewhere; --zone \(other.id)"
                    + " looks there")
        }
        var branches: [NamePath.Branch] = []
        for record in records {
            branches.append(.init(record: record, lead: try await lead(of: record, seen + [name], &result)))
        }
        result.path = NamePath(name: name, zone: zone, branches: branches)
        return result
    }

    /// The records of the name, or of the wildcard in its domain if the name has none; `nil` when the request is
    /// denied.
    private func records(of name: RecordName, in zone: HostedZone) async throws(AWSError) -> [RecordSet]? {
        let labels = name.description.split(separator: ".")
        let wildcard = "*." + labels.dropFirst().joined(separator: ".")
        let hasWildcard = labels.count > 1 && name != zone.name && labels.first != "*"
        for candidate in [name.description] + (hasWildcard ? [wildcard] : []) {
            let found = try await walk.ask { () throws(AWSError) in
                try await walk.sender().route53.recordSets(
                    zone: zone.id, name: candidate, types: Self.types, deadline: walk.deadline)
            }
            guard let found else { return nil }
            if !found.isEmpty { return found }
        }
        return []
    }

    private func lead(
        of record: RecordSet, _ seen: [RecordName], _ result: inout Result
    ) async throws(AWSError) -> Lead {
        guard let target = record.target else { return .end(record.values.joined(separator: ", ")) }
        if let dns = BalancerDNS(target) { return .balancer(dns) }
        let next = RecordName(target)
        if seen.contains(next) { return .end("\(next), which leads back to itself") }
        // Names of other AWS services do not stand in a zone of this account.
        if Self.isForeign(next) { return .end("\(next), which is no load balancer") }
        let below = try await path(of: next, seen: seen)
        result.remarks += below.remarks.filter { !result.remarks.contains($0) }
        guard let path = below.path else { return .end("\(next), which can't be followed: \(below.problems[0])") }
        return .name(path)
    }

    private static func isForeign(_ name: RecordName) -> Bool {
        (Partition.allCases.map(\.suffix) + ["cloudfront.net", "awsglobalaccelerator.com", "elasticbeanstalk.com"])
            .contains { name.description.hasSuffix(".\($0)") }
    }
}
