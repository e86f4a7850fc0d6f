import Model

/// The rows of one service's numbers: old, new, new against old, and the limit.
struct MetricRows {
    enum Content: Hashable, Sendable {
        case graph(GraphKind)
        /// The serving members of the wanted ones.
        case fleet
    }

    let service: Service
    let scene: Scene
    let columns: NumberColumns

    init(_ service: Service, _ scene: Scene, _ columns: NumberColumns) {
        self.service = service
        self.scene = scene
        self.columns = columns
    }

    /// The rows of a service, the most informative first, and last those that count what should not happen. The order
    /// does not follow the numbers, so that no row moves.
    static func content(_ service: Service) -> [Content] {
        let kinds = GraphKind.all(of: service)
        let calm = kinds.filter { !isTrouble($0) }.map(Content.graph)
        let first = min(service.takesTraffic ? 5 : 1, calm.count)
        return Array(calm[..<first]) + [.fleet] + Array(calm[first...])
            + kinds.filter(isTrouble).map(Content.graph) + onceSeen(service)
    }

    private static func isTrouble(_ kind: GraphKind) -> Bool { kind.column.page?.isTrouble ?? false }

    /// The rows that appear when something was counted for the first time.
    private static func onceSeen(_ service: Service) -> [Content] {
        func isSeen(_ series: Series?) -> Bool { series?.values.contains { $0 > 0 } ?? false }
        let codes = GraphKind.onceSeen
        let ofSides = codes.filter { code in Side.allCases.contains { isSeen(service[$0].series[code]) } }
        let ofBoth = codes.filter { isSeen(service.shared[$0]) }
        return ofSides.map { .graph(.metric($0)) } + ofBoth.map { .graph(.shared($0)) }
    }

    /// The row with which a page begins: what the verdict is about, else the slowest requests, else the first row.
    static func first(of service: Service, _ verdict: Verdict?) -> Content? {
        let all = content(service)
        let meant = all.first { row in
            guard case .graph(let kind) = row, let verdict else { return false }
            return kind.column.worse.isMeant(by: verdict)
        }
        return meant ?? all.first { $0 == .graph(.metric(.p99)) } ?? all.first
    }

    /// The index of the chosen row.
    static func chosen(_ service: Service, _ scene: Scene) -> Int {
        let all = content(service)
        return scene.state.page.row.flatMap { all.firstIndex(of: $0) } ?? 0
    }

    /// The first visible row: the chosen one stays visible, and no row moves before it must.
    static func top(_ service: Service, _ scene: Scene, rows: Int) -> Int {
        let count = content(service).count
        return min(max(0, chosen(service, scene) - rows + 1), max(0, count - rows))
    }

    // MARK: Drawing

    func draw(into frame: inout Frame, y: Int, rows: Int, top: Int) {
        let chosen = Self.chosen(service, scene)
        for (row, content) in Self.content(service).enumerated().dropFirst(top).prefix(rows) {
            let y = y + row - top
            let isChosen = row == chosen
            if isChosen {
                frame.put("▸", x: 0, y: y, role: .focus)
                frame.lay(.selection, y: y, width: columns.plot.width > 0 ? columns.plot.x - 1 : .max)
            }
            switch content {
            case .graph(let kind):
                put(label: kind.title, isChosen, into: &frame, y: y)
                draw(kind, into: &frame, y: y)
            case .fleet:
                put(label: Columns.column(.tasks).title, isChosen, into: &frame, y: y)
                for side in Side.allCases {
                    let count = TaskCount(service, side, scene)
                    put(FormattedNumber(text: count.text, role: count.role), side, isMarked: false, into: &frame, y: y)
                }
            }
        }
    }

    /// The headings, on the rule above the rows.
    func drawHeadings(into frame: inout Frame, y: Int) {
        func put(_ text: String, _ place: (x: Int, width: Int), _ role: Role) {
            let width = Width.of(text) + 2
            frame.put(" \(text) ", x: place.x + place.width - width + 1, y: y, role: role)
        }
        put("old", columns.old, .old)
        put("new", columns.new, .new)
        put("new÷old", columns.against, .header)
        put("limit", columns.limit, .header)
        guard columns.graph > 0 else { return }
        frame.put(" old ", x: columns.oldGraph, y: y, role: .old)
        frame.put(" new ", x: columns.newGraph, y: y, role: .new)
    }

    private func put(label: String, _ isChosen: Bool, into frame: inout Frame, y: Int) {
        frame.put(Fit.cut(label, to: columns.labelWidth), x: columns.label, y: y, role: isChosen ? .focus : .header)
    }

    private func draw(_ kind: GraphKind, into frame: inout Frame, y: Int) {
        drawGraphs(kind, into: &frame, y: y)
        var age: Double?
        for side in Side.allCases {
            // A number without a side is in the column of old, and that of new says so.
            if kind.isShared, side == .new {
                frame.put("both", x: columns.new.x + columns.new.width - 4, y: y, role: .dim)
                continue
            }
            let measured = latest(kind, side)
            if measured.presence == .stale { age = max(age ?? 0, measured.age(at: scene.board.takenAt) ?? 0) }
            let isMarked = measured.usable != nil && isOverLimit(kind, side)
            put(scene.figure(measured, kind.style), side, isMarked: isMarked, into: &frame, y: y)
        }
        // The age of old numbers is more than what they are compared with.
        let against = age.map { Line("\(NumberFormat.age($0)) old", .blind) } ?? difference(kind)
        if let against {
            let cut = against.cut(to: columns.against.width)
            frame.put(cut, x: columns.against.x + columns.against.width - cut.width, y: y)
        }
        if let limit = limit(kind) {
            let text = Fit.right(limit, columns.limit.width)
            frame.put(text, x: columns.limit.x, y: y, role: .dim)
        }
    }

    private func put(
        _ figure: FormattedNumber, _ side: Side, isMarked: Bool, into frame: inout Frame, y: Int
    ) {
        let place = side == .old ? columns.old : columns.new
        // The age of a stale number stands beside it.
        let text = figure.brief ?? figure.text
        let end = frame.put(Fit.right(text, place.width), x: place.x, y: y, role: isMarked ? .worse : figure.role)
        if isMarked { frame.put("▲", x: end, y: y, role: .worse) }
    }

    private func drawGraphs(_ kind: GraphKind, into frame: inout Frame, y: Int) {
        guard columns.graph > 0 else { return }
        let graphs = Side.allCases.map {
            Graph(scene.window, columns: columns.graph, kind.measure($0, of: service, scene.board))
        }
        let peak = graphs.compactMap(\.peak).max() ?? 1
        let blocks = scene.state.isUTF8 ? Blocks.unicode : Blocks.ascii
        for (side, graph) in zip(Side.allCases, graphs) where !kind.isShared || side == .old {
            let x = side == .old ? columns.oldGraph : columns.newGraph
            graph.draw(into: &frame, x: x, y: y, rows: 1, peak: peak, role: side == .old ? .old : .new, blocks: blocks)
        }
    }

    private func isOverLimit(_ kind: GraphKind, _ side: Side) -> Bool {
        !kind.isShared && kind.column.worse.isOverLimit(scene.board.excess(side, of: service))
    }

    private func latest(_ kind: GraphKind, _ side: Side) -> Measured {
        kind.latest(side, of: service, scene.board)
    }

    // MARK: The difference

    /// New compared with old in the same minute; `nil` where the comparison means nothing.
    private func difference(_ kind: GraphKind) -> Line? {
        if kind.isShared { return nil }
        if kind == .metric(.requests) { return share }
        let (old, new) = (latest(kind, .old), latest(kind, .new))
        guard old.minute == new.minute, let before = old.usable, let after = new.usable else { return nil }
        switch kind.column.worse.difference {
        case .none: return nil
        case .points:
            let points = (after - before).rounded()
            if points == 0 { return Line("±0", .dim) }
            return Line("\(points < 0 ? "−" : "+")\(NumberWords.decimal(abs(points), 0)) pts", .text)
        case .relative:
            guard before > 0 else { return nil }
            if ((after - before) * 100 / before).rounded() == 0 { return Line("±0", .dim) }
            return marked(NumberWords.change(from: before, to: after), kind)
        case .ratio:
            guard after > 0 else { return nil }
            return marked(before > 0 ? "×\(NumberWords.decimal(after / before, 1))" : "only on new", kind)
        }
    }

    private func marked(_ text: String, _ kind: GraphKind) -> Line {
        let isMeant = kind.column.worse.isMeant(by: scene.verdict(of: service))
        return Line(text + (isMeant ? " ▲" : ""), isMeant ? .worse : .text)
    }

    /// The part of the requests that go to new.
    private var share: Line? {
        let seen = scene.board.observedShare(of: service)
        return seen.usable.map { Line("\(NumberFormat.number($0, .share)) %", .dim) }
    }

    // MARK: The limit

    /// Above which number new is worse: the absolute limit, or a multiple of old's number where that is less; `nil` where
    /// a number is not judged.
    private func limit(_ kind: GraphKind) -> String? {
        let sign = scene.state.isUTF8 ? "≤ " : "<="
        switch kind {
        case .errorPercent: return sign + NumberWords.percent(service.configuration.limits.errorPercent)
        case .metric(let metric) where service.measuredPercentiles.contains { $0.rawValue == metric.rawValue }:
            let ratio = service.configuration.judge.latencyRatio
            let relative = latest(kind, .old).usable.map { $0 * ratio }
            let absolute = metric == .p99 ? service.configuration.limits.p99 : nil
            return [relative, absolute].compactMap(\.self).min().map { sign + NumberFormat.number($0, .milliseconds) }
        case .metric, .shared: return nil
        }
    }
}
