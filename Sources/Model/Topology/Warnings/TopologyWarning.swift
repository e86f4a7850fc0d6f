/// A trap in the resources, found before traffic reaches it: what it is, why it hurts, what to do.
package struct TopologyWarning: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, CaseIterable, Codable {
        /// What stands in AWS says that a thing is on the other side, or another service's.
        case swapped
        /// All weights are 0, so every record has the same probability.
        case allZero
        /// Route 53 omits a side because its load balancer counts as unhealthy.
        case unhealthyTarget
        /// A record beside the weighted ones follows no weight.
        case simpleRecord
        /// A listener or rule beside the weighted forward leads to the same target groups.
        case bypass
        /// An address family has no weights.
        case addressFamily
        /// Resolvers cache answers for longer than a minute, or for different times.
        case ttl
        /// A record with weight 0 would get traffic when the others fail.
        case zeroWeight
        /// The old fleet would shrink as its traffic leaves.
        case shrinking
        /// A policy follows a target group that does not have the fleet's requests.
        case boundPolicy
        /// The new side is smaller than the side that it replaces.
        case capacity
        /// Both fleets together open more connections than the database accepts.
        case database
        /// Health checks kill members while they start.
        case grace
        /// Requests are cut when a target is removed.
        case deregistration
        /// A task is killed while its target group still waits for its requests.
        case stopTimeout
        /// Clients stay with the side or target that answered them first.
        case stickiness
        /// The response times of the two sides measure different things.
        case incomparable
        /// A fleet runs several versions.
        case versions
        /// AWS does not show whether the sides are what the file says.
        case unseenSides
    }

    package var kind: Kind
    /// The affected side; `nil` for both, or for the name.
    package var side: Side?
    /// What it is and why it hurts, in one or two sentences.
    package var words: String
    /// What to do about it, in one sentence.
    package var remedy: String

    package init(_ kind: Kind, side: Side? = nil, _ words: String, remedy: String) {
        self.kind = kind
        self.side = side
        self.words = words
        self.remedy = remedy
    }

    /// Both sentences.
    package var text: String { "\(words) \(remedy)" }
}

extension Topology {
    /// All warnings, the most dangerous kind first.
    package var warnings: [TopologyWarning] {
        let found =
            swappedWarnings + recordWarnings + healthWarnings + routeWarnings + drainWarnings + scalingWarnings
            + fleetWarnings
            + comparisonWarnings + databaseWarnings + unseenWarnings
        return TopologyWarning.Kind.allCases.flatMap { kind in found.filter { $0.kind == kind } }
    }

    private var swappedWarnings: [TopologyWarning] {
        sideConflicts.map { conflict in
            TopologyWarning(
                .swapped, side: conflict.side,
                "\(conflict.words.prefix(1).uppercased())\(conflict.words.dropFirst()): a step, and a roll back, would "
                    + "send traffic the wrong way.",
                remedy: vouched.map { "The file vouches for it: “\($0)”." } ?? "Write each thing under its own side.")
        }
    }

    /// One for the service: what cannot be seen is said once.
    private var unseenWarnings: [TopologyWarning] {
        let unseen = unseenSides
        guard !unseen.isEmpty, vouched == nil else { return [] }
        return [
            TopologyWarning(
                .unseenSides,
                "Whether the sides are what the file says cannot be seen: \(unseen.joined(separator: "; ")).",
                remedy: "Look yourself, and write `sides: { vouched: \"why\" }` for this service.")
        ]
    }
}
