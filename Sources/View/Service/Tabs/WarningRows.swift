import Model

/// What stands in AWS and may hurt: where health changes the share of the weights, and the warnings with what to do.
struct WarningRows: TabRows {
    let service: Service
    let scene: Scene

    /// How many there are.
    var warnings: Int { effective.count + (service.layout?.value.warnings.count ?? 0) }

    var count: Int { lines.count }

    func draw(into frame: inout Frame, y: Int, rows: Int, top: Int) {
        LineRows(lines: lines).draw(into: &frame, y: y, rows: rows, top: top)
    }

    /// Each warning is wrapped, with its remedy below it; one line where there is none.
    var lines: [Line] {
        let all = effective.flatMap(wrapped) + traps
        guard let layout = service.layout else {
            return all + [Line("what may hurt in AWS was not read yet", .blind)]
        }
        let gaps = layout.value.gaps.flatMap { gap in
            wrap("? not known, so not warned of: \(Sanitizer.text(gap.words))", .blind)
        }
        let head = layout.value.warnings.isEmpty && all.isEmpty && gaps.isEmpty ? [Line("none was found", .dim)] : []
        return head + all + gaps + age(layout)
    }

    private func wrapped(_ line: Line) -> [Line] { wrap(line.text, .warn) }

    private func wrap(_ text: String, _ role: Role, indent: Int = 0) -> [Line] {
        Fit.wrap(text, columns: scene.state.width - 4 - indent, most: 6).enumerated().map { row, part in
            Line(String(repeating: " ", count: indent + (row > 0 ? 2 : 0)) + part, role)
        }
    }

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

    /// The most dangerous first.
    private var traps: [Line] {
        (service.layout?.value.warnings ?? []).flatMap { warning in
            let side = warning.side.map { "\($0.rawValue): " } ?? ""
            return wrap("◆ \(side)\(Sanitizer.text(warning.words))", .text)
                + wrap("→ \(Sanitizer.text(warning.remedy))", .dim, indent: 2)
        }
    }

    /// When it was read; `blind` where the reading is overdue.
    private func age(_ layout: Timed<TopologyReading>) -> [Line] {
        let age = scene.board.takenAt.seconds(since: layout.readAt)
        return [Line("read \(NumberWords.duration(age)) ago", age > 2 * TopologyReading.pace ? .blind : .dim)]
    }
}
