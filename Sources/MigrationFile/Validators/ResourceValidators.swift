import Model

/// Validators for AWS resources in a configuration: by ARN, by name, or by the ARN suffix that CloudWatch uses.
struct ResourceValidators {
    /// The migration's region, if it is known and valid.
    let region: String?
    /// The account of the first ARN. The others must have the same, as one poller has one set of credentials.
    let account: AccountWatch

    /// The validator for a name of `kind`; `example` follows “write”.
    func form(_ kind: ResourceKind, write example: String) -> YAMLValidator {
        YAMLValidator("write \(example)") { fault(in: $0, kind) }
    }

    private func fault(in text: String, _ kind: ResourceKind) -> String? {
        if text.hasPrefix("arn:") { return faultOfARN(text, kind) }
        switch kind {
        case .loadBalancer: return faultOfTail(text, kind, heads: ["app"])
        case .targetGroup: return faultOfTail(text, kind, heads: ["targetgroup"])
        case .listener, .role: return "“\(text)” is not an ARN"
        case .rule: return faultOfRule(text)
        case .autoScalingGroup:
            return text.utf8.count > 255 || text.contains(":") ? "“\(text)” is not an Auto Scaling group's name" : nil
        case .cluster, .ecsService:
            return Self.isName(text, most: 255, beside: "-_") ? nil : "“\(text)” is not \(kind.title)'s name"
        case .queue: return faultOfQueue(text)
        case .hostedZone: return nil
        }
    }

    private func faultOfARN(_ text: String, _ kind: ResourceKind) -> String? {
        guard let arn = ARN(text) else { return "“\(Self.masked(text))” is not a whole ARN" }
        guard arn.kind == kind else {
            let found = arn.kind.map { "\($0.title)'s ARN" } ?? "an ARN of \(arn.service)"
            return "this is \(found), \(kind.title) is wanted"
        }
        if let region, !arn.region.isEmpty, arn.region != region {
            return "this ARN is of the region \(arn.region), the migration's is \(region)"
        }
        guard arn.account.isEmpty || (arn.account.utf8.count == 12 && arn.account.allSatisfy(\.isASCIIDigit)) else {
            return "the account in this ARN has not 12 digits"
        }
        if kind == .loadBalancer, !arn.resource.hasPrefix("loadbalancer/app/") {
            return "this is not an Application Load Balancer, the only kind that tells requests and errors"
        }
        return arn.account.isEmpty ? nil : account.fault(of: arn.account)
    }

    /// `app/name/hex`, or the plain name: up to 32 letters, digits and inner hyphens (ELBv2 API).
    private func faultOfTail(_ text: String, _ kind: ResourceKind, heads: [String]) -> String? {
        guard text.contains("/") else {
            return Self.isName(text, most: 32, beside: "-") ? nil : "“\(text)” is not \(kind.title)'s name"
        }
        var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if kind == .loadBalancer, parts.first == "loadbalancer" { parts.removeFirst() }
        if kind == .loadBalancer, parts.first == "net" || parts.first == "gwy" {
            return "this is not an Application Load Balancer, the only kind that tells requests and errors"
        }
        if parts.first == "app", kind != .loadBalancer { return "this is a load balancer, \(kind.title) is wanted" }
        if parts.first == "targetgroup", kind != .targetGroup {
            return "this is a target group, \(kind.title) is wanted"
        }
        let isGood =
            parts.count == 3 && heads.contains(parts[0]) && Self.isName(parts[1], most: 32, beside: "-")
            && !parts[2].isEmpty && parts[2].allSatisfy(\.isHexDigit)
        return isGood ? nil : "“\(text)” is not the end of \(kind.title)'s ARN"
    }

    private func faultOfRule(_ text: String) -> String? {
        if text == "default" { return nil }
        guard let priority = Int(text), (1...50_000).contains(priority) else {
            return "“\(text)” is neither a rule's ARN nor a priority between 1 and 50000"
        }
        return nil
    }

    private func faultOfQueue(_ text: String) -> String? {
        if text.hasPrefix("http://") || text.hasPrefix("https://") { return EndpointValidator.fault(in: text) }
        let name = text.hasSuffix(".fifo") ? String(text.dropLast(5)) : text
        return Self.isName(name, most: 80, beside: "-_") ? nil : "“\(text)” is neither a queue's name nor its URL"
    }

    /// Whether a text has 1 to `most` characters: ASCII letters, digits and characters of `beside`.
    static func isName(_ text: String, most: Int, beside: String) -> Bool {
        (1...most).contains(text.utf8.count) && text.first != "-"
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || beside.contains($0) }
    }

    /// The text without account numbers, as people copy messages into tickets.
    static func masked(_ text: String) -> String {
        text.split(separator: ":", omittingEmptySubsequences: false)
            .map { $0.utf8.count == 12 && $0.allSatisfy(\.isASCIIDigit) ? "********\($0.suffix(4))" : String($0) }
            .joined(separator: ":")
    }
}

/// Remembers the account of the first ARN in a file.
final class AccountWatch {
    private var first: String?
    /// True where custom endpoints are set: emulators use different accounts.
    var isOff = false

    /// Returns what is wrong with an account that differs from the first one.
    func fault(of account: String) -> String? {
        guard !isOff else { return nil }
        guard let first else {
            self.first = account
            return nil
        }
        guard first != account else { return nil }
        return "this ARN is of the account …\(account.suffix(4)), the ones above are of …\(first.suffix(4))"
    }
}

extension Character {
    /// `0` to `9`, and no digit of another script.
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
