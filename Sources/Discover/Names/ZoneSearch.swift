import AWS

/// Finds the hosted zones that may contain a name.
struct ZoneSearch {
    let walk: Walk

    /// Returns the zones of the name and of the domains above it: public before private, and the longest match first.
    ///
    /// If the person named a zone, returns only that one. Returns `nil` when the request is denied.
    func zones(of name: RecordName) async throws(AWSError) -> [HostedZone]? {
        let route53 = try walk.sender().route53
        if let wanted = walk.hints.zone {
            return try await named(wanted, route53)
        }
        let labels = name.description.split(separator: ".").map(String.init)
        var zones: [HostedZone] = []
        for index in labels.indices {
            // Only a private zone, such as `internal`, can be a top-level domain.
            if index == labels.count - 1, index > 0, !zones.isEmpty { break }
            let domain = labels[index...].joined(separator: ".")
            let found = try await walk.ask { () throws(AWSError) in
                try await route53.hostedZones(named: domain, deadline: walk.deadline)
            }
            guard let found else { return nil }
            zones += found
        }
        return zones.filter { !$0.isPrivate } + zones.filter(\.isPrivate)
    }

    private func named(_ wanted: String, _ route53: Route53) async throws(AWSError) -> [HostedZone]? {
        if !wanted.contains("."), wanted.hasPrefix("Z") || wanted.contains("/") {
            return try await walk.ask { () throws(AWSError) -> [HostedZone] in
                do throws(AWSError) {
                    return [try await route53.hostedZone(id: wanted, deadline: walk.deadline)]
                } catch {
                    guard error.kind == .notFound else { throw error }
                    return []
                }
            }
        }
        return try await walk.ask { () throws(AWSError) in
            try await route53.hostedZones(named: wanted, deadline: walk.deadline)
        }
    }
}

extension HostedZone {
    /// `example.com (public, Z0123456789)`.
    package var title: String { "\(name) (\(isPrivate ? "private" : "public"), \(id))" }
}
