/// The result of one reading of a service's topology: the warnings, and what could not be read. So missing warnings are
/// no proof of safety.
package struct TopologyReading: Sendable, Equatable, Codable {
    /// The most dangerous first.
    package var warnings: [TopologyWarning]
    package var gaps: [TopologyGap]

    package init(warnings: [TopologyWarning] = [], gaps: [TopologyGap] = []) {
        self.warnings = warnings
        self.gaps = gaps
    }

    package init(_ layout: Topology) { self.init(warnings: layout.warnings, gaps: layout.gaps) }

    /// The number of the stored form. Readings of another form are ignored and soon replaced.
    package static let format = 3

    /// Seconds between two readings. People and deployments change the resources, so they rarely change within a
    /// minute.
    package static let pace = 900.0
}

extension Topology {
    /// Whether nothing could be read. Then the last reading stays.
    package var isUnread: Bool { records.isEmpty && balancers.isEmpty && targetGroups.isEmpty && fleets.isEmpty }
}
