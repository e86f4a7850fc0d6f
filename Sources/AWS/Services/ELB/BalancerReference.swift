package import Model

/// How a configuration names a load balancer or a target group: by ARN, by the tail that CloudWatch uses as its
/// dimension, or by its plain name. All three lead to the name, by which it can be asked for.
package struct BalancerReference: Sendable, Hashable {
    /// What the reference stands for.
    package enum Kind: Sendable, Hashable { case loadBalancer, targetGroup }

    /// What is referred to.
    package let kind: Kind
    /// The plain name, always known.
    package let name: String
    /// `app/name/hex` or `targetgroup/name/hex`, where the text told it.
    package let dimension: String?
    /// The whole ARN, where the text was one.
    package let arn: ARN?

    /// Nil when the text is none of the three forms for this kind.
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

    /// Names are up to 32 letters, digits and inner hyphens (ELBv2 API, CreateLoadBalancer and CreateTargetGroup).
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
