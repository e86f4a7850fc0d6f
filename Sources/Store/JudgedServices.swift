package import Model

/// The results of judging all services. They are written together or not at all.
package struct JudgedServices: Sendable {
    /// Verdicts that changed.
    package var events: [Event]
    /// The best values of services' old fleets, by service.
    package var fleets: [String: FleetRecord]
    /// The evidence of services, by service.
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
