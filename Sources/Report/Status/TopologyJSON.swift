import Model

/// The effective split by health and weights, and the topology's warnings, as JSON. Status and snapshot share it.
enum TopologyJSON {
    /// One for each record type; none where no alias evaluates health.
    static func effective(of service: Service, _ board: Board) -> JSONValue {
        .list(
            board.effectiveShares(of: service).map { outcome in
                .fields([
                    "type": .text(outcome.type), "percent": .number(outcome.effective),
                    "byWeights": .number(outcome.byWeights), "ifOldUnhealthy": .number(outcome.ifOldUnhealthy),
                    "ifNewUnhealthy": .number(outcome.ifNewUnhealthy),
                    "reasons": .list(outcome.reasons.map(JSONValue.text)),
                ])
            })
    }

    /// Null when no topology was ever read.
    static func layout(of service: Service) -> JSONValue {
        guard let layout = service.layout else { return .null }
        return .fields([
            "readAt": .text(layout.readAt.iso8601),
            "warnings": .list(
                layout.value.warnings.map { warning in
                    .fields([
                        "kind": .text(warning.kind.rawValue), "side": .optional(warning.side?.rawValue),
                        "words": .text(warning.words), "remedy": .text(warning.remedy),
                    ])
                }),
            "gaps": .list(
                layout.value.gaps.map { gap in
                    .fields([
                        "action": .text(gap.action), "isDenied": .bool(gap.isDenied), "words": .text(gap.words),
                    ])
                }),
        ])
    }

    /// The records whose target's health Route 53 evaluates, in a snapshot.
    static func evaluated(_ share: ShareReading) -> JSONValue {
        .list(
            (share.evaluated ?? []).map { record in
                .fields(["type": .text(record.type), "side": .text(record.side.rawValue)])
            })
    }
}

extension SnapshotPlace {
    func layout() throws(SnapshotError) -> Timed<TopologyReading>? {
        guard !isNull else { return nil }
        var reading = TopologyReading()
        for place in try self["warnings"].elements() {
            reading.warnings.append(
                TopologyWarning(
                    try place["kind"].word(TopologyWarning.Kind.self), side: try place["side"].optionalWord(Side.self),
                    try place["words"].text(), remedy: try place["remedy"].text()))
        }
        for place in try self["gaps"].elements() {
            reading.gaps.append(
                TopologyGap(
                    action: try place["action"].text(), isDenied: try place["isDenied"].flag(),
                    words: try place["words"].text()))
        }
        return Timed(reading, readAt: try self["readAt"].moment())
    }

    /// `nil` for none, as in a reading.
    func evaluated() throws(SnapshotError) -> [EvaluatedRecord]? {
        var records: [EvaluatedRecord] = []
        for place in try elements() {
            records.append(EvaluatedRecord(type: try place["type"].text(), side: try place["side"].word(Side.self)))
        }
        return records.isEmpty ? nil : records
    }
}
