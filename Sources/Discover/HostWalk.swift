import AWS

/// Walks from a host name to the fleets behind it.
struct HostWalk {
    let walk: Walk

    func find(_ host: String) async throws(AWSError) -> ServiceFinding {
        let name = RecordName(host).description
        var finding = ServiceFinding(name: Self.serviceName(name), host: name)
        let names = try await NameWalk(walk: walk).path(of: name)
        finding.problems += names.problems
        finding.remarks += names.remarks
        guard let path = names.path else { return finding }
        finding.path = path
        guard !path.balancers.isEmpty else {
            finding.problems.append("\(name) leads to no load balancer, so there is nothing whose requests are counted")
            return finding
        }
        let balancers = try await BalancerWalk(walk: walk).find(path.balancers, host: name)
        finding.problems += balancers.problems
        finding.remarks += balancers.remarks
        finding.balancers = path.balancers.compactMap { balancers.found[$0] }
        finding.groups = try await GroupWalk(walk: walk, words: [name]).find(behind: finding.balancers)
        if let split = path.split {
            RecordSplit(split, balancers: balancers.found).tell(&finding)
        } else {
            ForwardSplit(finding.balancers).tell(&finding)
        }
        return finding
    }

    /// The first label that is neither `*` nor `www`.
    private static func serviceName(_ host: String) -> String {
        host.split(separator: ".").first { $0 != "*" && $0 != "www" }.map(String.init) ?? host
    }
}
