package import Model

/// What judging all services brought: written together, or not at all.
package struct JudgedServices: Sendable {
    /// Verdicts that changed.
    package var events: [Event]
    /// What was best of services' old fleets.
    package var fleets: [String: FleetRecord]
    /// What is known by evidence of services.
    package var evidence: [String: EvidenceRecord]

    package init(
        events: [Event] = [], fleets: [String: FleetRecord] = [:], evidence: [String: EvidenceRecord] = [:]
    ) {
        self.events = events
        self.fleets = fleets
        self.evidence = evidence
    }

    /// Whether there is nothing to write.
    package var isEmpty: Bool { events.isEmpty && fleets.isEmpty && evidence.isEmpty }
}
