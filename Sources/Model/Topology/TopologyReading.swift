/// What one reading of a service's layout told: its traps, and what could not be read, so that nobody takes silence for
/// safety.
package struct TopologyReading: Sendable, Equatable, Codable {
    /// The most dangerous first.
    package var warnings: [TopologyWarning]
    package var gaps: [TopologyGap]

    package init(warnings: [TopologyWarning] = [], gaps: [TopologyGap] = []) {
        self.warnings = warnings
        self.gaps = gaps
    }

    package init(_ layout: Topology) { self.init(warnings: layout.warnings, gaps: layout.gaps) }

    /// The number of its form in the store; another one's readings are left out, and soon read anew.
    package static let format = 2

    /// Seconds between two readings: what stands changes by hands and deployments, not by the minute.
    package static let pace = 900.0
}

extension Topology {
    /// Whether nothing at all could be read: then what was read before is still the best there is.
    package var isUnread: Bool { records.isEmpty && balancers.isEmpty && targetGroups.isEmpty && fleets.isEmpty }
}
