import Model

/// The numbers behind a verdict by evidence. For each metric: the ratio, the evidence and its bar, and the counts; the
/// present step in the left half, the whole migration in the right half. The deciding metric comes first.
struct EvidenceRows: TabRows {
    enum Row: Equatable {
        /// What the left half is about; the right half is about the whole migration.
        case title(String)
        /// A sentence over the whole width.
        case words(Line)
        /// New over old with its interval, and the evidence with its bar.
        case ratio(MetricAccount, whole: MetricAccount?)
        /// One row of the evidence graph, counted from the top, and the number of rows.
        case graph(MetricAccount, [Double], row: Int, of: Int)
        /// What was counted.
        case counts(MetricAccount, whole: MetricAccount?)
    }

    let scene: Scene
    let halves: MirroredColumns
    private let trial: EvidenceSummary?
    private let rows: [Row]

    var count: Int { rows.count }

    /// - Parameter isTall: Whether the evidence is drawn as a plot instead of one line.
    init(_ service: Service, _ scene: Scene, _ halves: MirroredColumns, isTall: Bool = false) {
        self.scene = scene
        self.halves = halves
        trial = scene.trial(of: service)
        rows = Self.content(service, scene, isTall: isTall)
    }

    /// The most informative row first; never empty.
    static func content(_ service: Service, _ scene: Scene, isTall: Bool = false) -> [Row] {
        guard let trial = scene.trial(of: service) else {
            let why =
                service.takesTraffic
                ? "no minute of this step has settled: nothing to compare yet"
                : "it takes no traffic of its own: there is nothing to compare"
            return [.words(Line(why, .dim))]
        }
        let height = isTall ? 5 : 1
        let ratios = trial.ranked.map { index in
            let step = trial.step[index]
            let whole = trial.whole.first { $0.metric == step.metric }
            let graph = (0..<height).map { Row.graph(step, trial.evidence[index], row: $0, of: height) }
            return [.ratio(step, whole: whole)] + graph + [.counts(step, whole: whole)]
        }
        return [.title(title(service, scene))] + ratios.flatMap(\.self) + words(trial, service, scene)
    }

    /// The statistics behind the verdict, what the evidence alone says, and when more will be known.
    private static func words(_ trial: EvidenceSummary, _ service: Service, _ scene: Scene) -> [Row] {
        var sentences: [String] = []
        let verdict = scene.verdict(of: service)
        let reason = Glyphs.spelled(trial.judgement.reason, isUTF8: scene.state.isUTF8)
        if !verdict.detail.isEmpty { sentences.append(verdict.detail) }
        if reason != verdict.detail, reason != verdict.reason { sentences.append("by evidence: \(reason)") }
        sentences.append(trial.timeToVerdict.words)
        return sentences.flatMap { sentence in
            Fit.wrap(Sanitizer.text(sentence), columns: scene.state.width - 2, most: 3).map { .words(Line($0, .dim)) }
        }
    }

    /// `this step, 31 min: 10 → 25 %`: the content of the left half.
    static func title(_ service: Service, _ scene: Scene) -> String {
        guard let trial = scene.trial(of: service) else { return "this step" }
        let time = NumberWords.duration(Double(trial.minutes.count) * 60)
        return "this step, \(time)" + (trial.cause == .window ? "" : ": \(Sanitizer.text(trial.cause.words))")
    }

    // MARK: Drawing

    private static let label = 8
    private var left: Int { 1 + Self.label }
    private var right: Int { halves.middle + 2 }
    private var leftRoom: Int { halves.middle - 1 - left }
    private var rightRoom: Int { halves.width - 1 - right }

    func draw(into frame: inout Frame, y top: Int, rows count: Int, top first: Int) {
        for (row, content) in rows.dropFirst(first).prefix(count).enumerated() {
            let y = top + row
            if case .words(let line) = content {
                frame.put(line, x: 1, y: y, limit: halves.width - 2)
                continue
            }
            frame.fill("│", x: halves.middle, y: y, count: 1, role: .rule)
            switch content {
            case .words: break
            case .title(let words):
                frame.put(words, x: left, y: y, role: .header, limit: leftRoom)
                frame.put("whole migration", x: right, y: y, role: .header, limit: rightRoom)
            case .ratio(let step, let whole):
                frame.put(Fit.left(step.metric.rawValue, Self.label), x: 1, y: y, role: .header)
                frame.put(ratio(step, columns: leftRoom), x: left, y: y, limit: leftRoom)
                guard let whole else { continue }
                frame.put(ratio(whole, columns: rightRoom), x: right, y: y, limit: rightRoom)
            case .graph(let account, let values, let row, let height):
                draw(account, values, row: row, of: height, into: &frame, y: y)
            case .counts(let step, let whole):
                frame.put(counts(step), x: left, y: y, limit: leftRoom)
                if let whole { frame.put(counts(whole), x: right, y: y, limit: rightRoom) }
            }
        }
    }

    /// `×1.4 (0.6 … 3.1)  3.2 of 400`, with a sign where the bar is reached.
    private func ratio(_ account: MetricAccount, columns: Int) -> Line {
        let sign = account.evidence >= account.bar ? Sign(Verdict.State.worse) : nil
        let reached = "\(NumberWords.evidence(account.evidence)) of \(NumberWords.evidence(account.bar))"
        var line = Line(Glyphs.spelled(account.ratio.words, isUTF8: scene.state.isUTF8), sign?.role ?? .text)
        let mark = sign.map { "\($0.sign) " } ?? ""
        let rest = columns - line.width - Width.of(mark + reached)
        line.add(String(repeating: " ", count: min(max(1, rest), max(1, 19 - line.width))))
        line.add(mark + reached, sign?.role ?? .text)
        return line
    }

    private func counts(_ account: MetricAccount) -> Line {
        guard halves.width < 110 else { return Line(account.counts, .dim) }
        return Line(account.counts.replacing(" requests", with: "").replacing(" request", with: ""), .dim)
    }

    /// The evidence in the left half: a plot with its bar, or one line up to the bar; the result in the right half.
    private func draw(
        _ account: MetricAccount, _ values: [Double], row: Int, of height: Int, into frame: inout Frame, y: Int
    ) {
        if row == 0 {
            frame.put("worse", x: 1, y: y, role: .dim)
            frame.put(verdicts(account), x: right, y: y, limit: rightRoom)
        }
        guard height > 1, let trial else {
            let bar = "bar \(NumberWords.evidence(account.bar))"
            let columns = max(0, leftRoom - Width.of(bar) - 1)
            let blocks = scene.state.isUTF8 ? Blocks.unicode : Blocks.ascii
            let role: Role = account.evidence >= account.bar ? .worse : .new
            frame.put(
                EvidenceGraph(values, bar: account.bar, columns: columns).text(blocks), x: left, y: y, role: role)
            frame.put(bar, x: left + columns + 1, y: y, role: .dim)
            return
        }
        // Rows scroll one by one, and a plot is drawn whole.
        var whole = Frame(width: leftRoom, height: height)
        EvidencePlot(values, bar: account.bar, minutes: trial.minutes).plot.draw(
            into: &whole, x: 0, y: 0, width: leftRoom, rows: height - 1, glyphs: scene.plotGlyphs
        ) { scene.clock.minute($0.start, at: scene.board.takenAt) }
        for column in 0..<whole.width {
            guard let glyph = whole[column, row].glyph, glyph != " " else { continue }
            frame.fill(glyph, x: left + column, y: y, count: 1, role: whole[column, row].role)
        }
    }

    /// `step: as good 0.3 of 125 · 31 min`: the evidence for the other verdict in the same step, and the compared
    /// minutes.
    private func verdicts(_ account: MetricAccount) -> Line {
        let isGood = account.passEvidence >= account.passBar
        let reached = "\(NumberWords.evidence(account.passEvidence)) of \(NumberWords.evidence(account.passBar))"
        var line = Line("step: as good ", .dim)
        line.add((isGood ? "\(Sign(Verdict.State.pass).sign) " : "") + reached, isGood ? .pass : .dim)
        line.add(" · \(account.minutes) min", .dim)
        return line
    }
}

extension EvidenceSummary {
    /// The indices of the metrics: the deciding one first, then by how near their evidence is to its bar.
    package var ranked: [Int] {
        step.indices.filter(evidence.indices.contains).sorted { a, b in
            let (one, other) = (step[a], step[b])
            let isDeciding = (one.metric == judgement.metric, other.metric == judgement.metric)
            if isDeciding.0 != isDeciding.1 { return isDeciding.0 }
            let reached = (one.evidence / one.bar, other.evidence / other.bar)
            return reached.0 == reached.1 ? a < b : reached.0 > reached.1
        }
    }
}
