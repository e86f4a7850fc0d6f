import Model

/// The weights last read, to distinguish a change from a confirmation.
struct ShareBook {
    private var known: [String: ShareReading]

    init(board: Board?) {
        known = Dictionary(
            (board?.services ?? []).compactMap { service in service.share.map { (service.name, $0.value) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Takes readings. Returns the services whose weights have changed, and the events.
    mutating func take(
        _ shares: [String: ShareReading], from source: Source, at moment: Moment
    ) -> (Set<String>, [Event]) {
        let call = source == .listeners ? "DescribeRules" : "ListResourceRecordSets"
        var changed: Set<String> = []
        var events: [Event] = []
        for (service, reading) in shares.sorted(by: { $0.key < $1.key }) {
            defer { known[service] = reading }
            guard let before = known[service], before.weights != reading.weights else { continue }
            changed.insert(service)
            events.append(
                Event(
                    at: moment, service: service, kind: .share,
                    actor: source == .listeners ? "load balancer" : "route 53",
                    before: Self.text(before), after: Self.text(reading), reason: Self.meaning(before, reading),
                    evidence: "\(call) \(service) \(moment.iso8601)"))
        }
        return (changed, events)
    }

    /// `75/25`, or each type's where they differ: `A 75/25, AAAA 90/10`.
    static func text(_ reading: ShareReading) -> String {
        let weights = reading.weights.map { weight in
            (type: weight.type, text: "\(weight.old.map(String.init) ?? "–")/\(weight.new.map(String.init) ?? "–")")
        }
        if Set(weights.map(\.text)).count == 1, let first = weights.first { return first.text }
        return weights.map { "\($0.type) \($0.text)" }.joined(separator: ", ")
    }

    /// The present share, and what is unusual since the change. The weights themselves come before it in every
    /// timeline.
    private static func meaning(_ before: ShareReading, _ after: ShareReading) -> String {
        let remarks = after.remarks.filter { !before.remarks.contains($0) }
        return (["\(after.percent.map(NumberWords.percent) ?? "?") % on new"] + remarks).joined(separator: "; ")
    }
}
