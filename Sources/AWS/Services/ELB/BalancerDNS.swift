import Model

/// The parts of a load balancer's DNS name. It contains the load balancer's region, and its name in lower case.
package struct BalancerDNS: Sendable, Hashable, CustomStringConvertible {
    /// In lower case, without final dot and `dualstack.`.
    package let description: String
    /// The region in the DNS name.
    package let region: String
    /// The load balancer's name, in lower case: DNS does not keep its capitals.
    package let name: String

    /// Returns `nil` for a name that is not a load balancer's: `[internal-]NAME-DIGITS.REGION.elb.amazonaws.com`, or
    /// for network load balancers `NAME-HEX.elb.REGION.amazonaws.com` (ELBv2 user guides).
    package init?(_ text: String) {
        var host = text.lowercased()
        if host.hasSuffix(".") { host.removeLast() }
        if host.hasPrefix("dualstack.") { host.removeFirst("dualstack.".count) }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard labels.count >= 5, let cut = labels[0].lastIndex(of: "-") else { return nil }
        let suffix = labels[3...].joined(separator: ".")
        guard Partition.allCases.contains(where: { $0.suffix == suffix }) else { return nil }
        if labels[2] == "elb" {
            region = labels[1]
        } else if labels[1] == "elb" {
            region = labels[2]
        } else {
            return nil
        }
        let head = String(labels[0][..<cut])
        name = head.hasPrefix("internal-") ? String(head.dropFirst("internal-".count)) : head
        guard !name.isEmpty else { return nil }
        description = host
    }
}
