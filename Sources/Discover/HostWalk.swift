import AWS
import Model

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
        let splits = path.splits
        if splits.count > 1 {
            let names = splits.map(\.recordName.description)
            finding.problems.append(
                "behind \(name) weights stand at \(names.count) names, and a service has one: "
                    + "discover \(names.joined(separator: " or "))")
        } else if let split = splits.first {
            RecordSplit(split, balancers: balancers.found).tell(&finding)
            Self.tellPlace(of: split, behind: path, &finding)
        } else {
            ForwardSplit(finding.balancers).tell(&finding)
        }
        return finding
    }

    /// Says where the weights stand when it is not at the host's own name, and what leads past them.
    private static func tellPlace(of split: NamePath, behind path: NamePath, _ finding: inout ServiceFinding) {
        guard split.name != path.name else { return }
        finding.remarks.append("the weights stand at \(split.recordName), to which \(path.recordName) leads")
        for (name, branch) in path.pastWeights(of: split) {
            let how = branch.record.policy.map { ", routed \($0.words)," } ?? ""
            finding.remarks.append(
                "the record \(branch.record.title) of \(name)\(how) leads past the weights to \(branch.lead.title)")
        }
    }

    /// The first label that is neither `*` nor `www`.
    private static func serviceName(_ host: String) -> String {
        host.split(separator: ".").first { $0 != "*" && $0 != "www" }.map(String.init) ?? host
    }
}
