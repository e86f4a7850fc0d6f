/// What an order on a service moves: where its weights stand, and what each side is.
///
/// It is made from a configuration. It has one form, whatever form the file was written in, so that the targets of two
/// files can be compared.
package struct ServiceTarget: Sendable, Hashable, Codable {
    /// Where the weights stand.
    package enum Place: Sendable, Hashable, Codable {
        /// The zone's id, or its name; the record's name in lower case; its types, sorted, none for all that are there.
        /// Names have no dot at their end.
        case record(zone: String, name: String, types: [String])
        /// A listener's ARN; a rule's ARN or priority, `nil` for the default action.
        case forward(listener: String, rule: String?)
        /// A service that no weights send traffic to.
        case unsplit
    }

    /// One side.
    package struct Branch: Sendable, Hashable, Codable {
        /// The set identifier of its records, or the plain name of its target group.
        package var identifier: String?
        /// Plain names; the ECS service as `cluster/service`.
        package var loadBalancer: String?
        package var autoScalingGroup: String?
        package var ecs: String?
    }

    /// The AWS account's twelve digits; `nil` while they are not known.
    package var account: String?
    package var region: String
    package var place: Place
    package var old: Branch
    package var new: Branch

    package subscript(side: Side) -> Branch { side == .old ? old : new }

    /// Whether an order on the one moves the other. An account that is not known is no difference.
    package func matches(_ other: ServiceTarget) -> Bool { differences(from: other).isEmpty }

    /// In what two targets differ.
    package enum Difference: Sendable, Hashable {
        case place, region, account
        case branch(Side)
    }

    /// The gravest first; empty when they match.
    package func differences(from other: ServiceTarget) -> [Difference] {
        var found: [Difference] = []
        if place != other.place { found.append(.place) }
        if region != other.region { found.append(.region) }
        if let account, let theirs = other.account, account != theirs { found.append(.account) }
        for side in Side.allCases where self[side] != other[side] { found.append(.branch(side)) }
        return found
    }
}

extension ServiceTarget {
    /// - Parameter account: Where the service's own ARNs name none.
    package init(_ service: ServiceConfiguration, region: String, account: String?) {
        self.account = account
        self.region = region
        var (old, new) = (Branch(service.old), Branch(service.new))
        switch service.split {
        case .route53(let zone, let name, let types, let first, let second):
            place = .record(zone: Self.bare(zone), name: Self.bare(name).lowercased(), types: types.sorted())
            (old.identifier, new.identifier) = (first, second)
        case .alb(let listener, let rule, let first, let second):
            place = .forward(listener: listener, rule: rule)
            (old.identifier, new.identifier) = (Self.groupName(first), Self.groupName(second))
        case nil: place = .unsplit
        }
        (self.old, self.new) = (old, new)
    }

    private static func bare(_ name: String) -> String { name.last == "." ? String(name.dropLast()) : name }

    /// Of an ARN, of CloudWatch's `targetgroup/name/hex`, or the name itself.
    private static func groupName(_ text: String) -> String {
        let parts = text.split(separator: "/")
        return parts.count == 3 ? String(parts[1]) : text
    }
}

extension ServiceTarget.Branch {
    fileprivate init(_ side: SideConfiguration) {
        identifier = nil
        loadBalancer = side.loadBalancerName
        autoScalingGroup = side.autoScalingGroup.map(Self.name)
        ecs = side.ecs.map { "\(Self.name($0.cluster))/\(Self.name($0.service))" }
    }

    private static func name(_ text: String) -> String { ARN(text)?.name ?? text }
}
