import Model

/// The topology in the service view: where health changes the share of the weights, and the warnings.
struct TopologyLines {
    let service: Service
    let scene: Scene

    /// From this number of rows on more than one warning is shown, and how many then.
    private static let (tall, most) = (40, 4)

    /// Empty without a message. The caller cuts each line to the width.
    var lines: [Line] { effective + traps }

    /// One line for all record types with the same result.
    private var effective: [Line] {
        let outcomes = scene.board.effectiveShares(of: service).filter(\.differs)
        guard let first = outcomes.first else { return [] }
        let types = outcomes.map { Sanitizer.text($0.type) }.joined(separator: " and ")
        var line = Line("◆ Route 53 gives \(NumberWords.share(first.effective)) % to new", .warn)
        line.add(
            " (\(types)), not the \(NumberWords.share(first.byWeights)) % of the weights: \(Sanitizer.text(first.reasons.joined(separator: "; ")))",
            .text)
        line.add(" · \(first.failover)", .dim)
        return [line]
    }

    /// The first warning and the number of all; on a tall terminal the next ones too.
    private var traps: [Line] {
        guard let layout = service.layout, !layout.value.warnings.isEmpty else { return [] }
        let warnings = layout.value.warnings
        let shown = scene.state.height >= Self.tall ? min(Self.most, warnings.count) : 1
        return warnings.prefix(shown).enumerated().map { index, warning in
            var line = Line()
            if index == 0 { line.add("◆ \(NumberWords.count(warnings.count, "warning"))\(age(layout)): ", .warn) }
            if index > 0 { line.add("◆ ", .warn) }
            if let side = warning.side { line.add("\(side.rawValue): ", side == .old ? .old : .new) }
            line.add(Sanitizer.text(warning.words), .text)
            line.add(" → \(Sanitizer.text(warning.remedy))", .dim)
            return line
        }
    }

    /// The age of a reading that is overdue.
    private func age(_ layout: Timed<TopologyReading>) -> String {
        let age = scene.board.takenAt.seconds(since: layout.readAt)
        return age > 2 * TopologyReading.pace ? ", read \(NumberFormat.age(age)) ago" : ""
    }
}
