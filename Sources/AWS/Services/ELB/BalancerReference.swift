package import Model

/// A load balancer or target group as a configuration names it: by its ARN, by its CloudWatch dimension, which is the
/// end of the ARN, or by its plain name. The plain name is known in all three forms, so that it can be requested.
package struct BalancerReference: Sendable, Hashable {
    /// The kind of thing that a reference names.
    package enum Kind: Sendable, Hashable { case loadBalancer, targetGroup }

    /// The kind of thing that this reference names.
    package let kind: Kind
    /// The plain name, always known.
    package let name: String
    /// `app/name/hex` or `targetgroup/name/hex`; nil when the text was only a name.
    package let dimension: String?
    /// The whole ARN; nil when the text was none.
    package let arn: ARN?

    /// Reads one of the three forms; nil when the text has none of them for this kind.
    package init?(_ text: String, kind: Kind) {
        self.kind = kind
        if text.hasPrefix("arn:") {
            guard let arn = ARN(text), let tail = Self.dimension(of: arn, kind: kind) else { return nil }
            self.arn = arn
            dimension = tail
            name = Self.middle(of: tail)
        } else if text.contains("/") {
            guard let tail = Self.tail(text, kind: kind) else { return nil }
            arn = nil
            dimension = tail
            name = Self.middle(of: tail)
        } else {
            guard Self.isName(text) else { return nil }
            arn = nil
            dimension = nil
            name = text
        }
    }

    private static func dimension(of arn: ARN, kind: Kind) -> String? {
        switch kind {
        case .loadBalancer: arn.resource.hasPrefix("loadbalancer/") ? arn.loadBalancerDimension : nil
        case .targetGroup: arn.targetGroupDimension
        }
    }

    private static func tail(_ text: String, kind: Kind) -> String? {
        var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if kind == .loadBalancer, parts.first == "loadbalancer" { parts.removeFirst() }
        guard parts.count == 3, isName(parts[1]), !parts[2].isEmpty, parts[2].allSatisfy(\.isHexDigit) else {
            return nil
        }
        let heads = kind == .loadBalancer ? ["app", "net", "gwy"] : ["targetgroup"]
        return heads.contains(parts[0]) ? parts.joined(separator: "/") : nil
    }

    private static func middle(of tail: String) -> String {
        String(tail.split(separator: "/")[1])
    }

    /// A name has 1 to 32 letters, digits and hyphens, and no hyphen at either end (ELBv2 API, CreateLoadBalancer and
    /// CreateTargetGroup).
    private static func isName(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
