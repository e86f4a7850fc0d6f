import Model

/// The rows of metrics of one service: number and graph of old, number and graph of new, and the difference.
struct MetricRows {
    enum Content: Equatable {
        case graph(GraphKind)
        /// How many serve of how many are wanted, and where.
        case fleet
        /// What runs, and how often.
        case versions
    }

    let service: Service
    let scene: Scene
    let halves: MirroredColumns

    init(_ service: Service, _ scene: Scene, _ halves: MirroredColumns) {
        self.service = service
        self.scene = scene
        self.halves = halves
    }

    /// What there is to show of a service, most telling first; what counted nothing in all the window comes last.
    static func content(_ service: Service, _ scene: Scene) -> [Content] {
        let all = telling(service, scene)
        return all.filter { !isQuiet($0, service, scene) } + all.filter { isQuiet($0, service, scene) }
    }

    private static func telling(_ service: Service, _ scene: Scene) -> [Content] {
        let kinds = GraphKind.all(of: service).map(Content.graph)
        let codes: [Metric] = [.balancer500, .balancer502, .balancer503, .balancer504]
        func isSeen(_ series: Series?) -> Bool { series?.values.contains { $0 > 0 } ?? false }
        let ofSides = codes.filter { code in Side.allCases.contains { isSeen(service[$0].series[code]) } }
        let ofBoth = codes.filter { isSeen(service.shared[$0]) }
        let first = min(service.takesTraffic ? 5 : 1, kinds.count)
        return Array(kinds[..<first]) + [.fleet, .versions] + Array(kinds[first...])
            + ofSides.map { .graph(.metric($0)) } + ofBoth.map { .graph(.shared($0)) }
    }

    /// Whether a row counts what should not happen, and that has not happened on either side while the window lasted.
    private static func isQuiet(_ content: Content, _ service: Service, _ scene: Scene) -> Bool {
        let metric: Metric
        let series: [Series]
        switch content {
        case .graph(.metric(let kind)):
            (metric, series) = (kind, Side.allCases.compactMap { service[$0].series[kind] })
        case .graph(.shared(let kind)): (metric, series) = (kind, service.shared[kind].map { [$0] } ?? [])
        case .graph(.errorPercent), .fleet, .versions: return false
        }
        switch metric {
        case .target4xx, .target5xx, .balancer5xx, .balancer500, .balancer502, .balancer503, .balancer504,
            .connectionErrors, .rejectedConnections, .unhealthyHosts:
            // A row that cannot be seen is not one without errors.
            return series.allSatisfy { series in
                let newest = scene.board.latest(in: series).presence
                return newest != .missing && newest != .stale
                    && !scene.window.contains { series[$0].value ?? 0 > 0 }
            }
        default: return false
        }
    }

    func draw(into frame: inout Frame, y: Int, rows: Int, top: Int) {
        for row in 0..<rows { frame.fill("│", x: halves.middle, y: y + row, count: 1, role: .rule) }
        for (row, content) in Self.content(service, scene).dropFirst(top).prefix(rows).enumerated() {
            switch content {
            case .graph(let kind): draw(kind, into: &frame, y: y + row)
            case .fleet: draw("serving/wanted", fleet, into: &frame, y: y + row)
            case .versions: draw("versions", versions, into: &frame, y: y + row)
            }
        }
    }

    private func draw(_ kind: GraphKind, into frame: inout Frame, y: Int) {
        frame.put(Fit.left(kind.title, MirroredColumns.label), x: 1, y: y, role: .header)
        let graphs = Side.allCases.map {
            Graph(scene.window, columns: halves.graph, kind.measure($0, of: service, scene.board))
        }
        let peak = graphs.compactMap(\.peak).max() ?? 1
        let blocks = scene.state.isUTF8 ? Blocks.unicode : Blocks.ascii
        for (side, graph) in zip(Side.allCases, graphs) {
            // What has no side stands once, in the old half, and the other half says so.
            if kind.isShared, side == .new {
                frame.put("of both sides", x: halves.newNumber, y: y, role: .dim)
                continue
            }
            let measured = latest(kind, side)
            let figure = scene.figure(measured, kind.style)
            let x = side == .old ? halves.oldNumber : halves.newNumber
            let isMarked = measured.usable != nil && isOverLimit(kind, side)
            let end = frame.put(
                Fit.right(figure.text, 6), x: x, y: y, role: isMarked ? .worse : figure.role)
            if isMarked { frame.put("▲", x: end, y: y, role: .worse) }
            graph.draw(
                into: &frame, x: x + 7, y: y, rows: 1, peak: peak, role: side == .old ? .old : .new, blocks: blocks)
        }
        if let difference = difference(kind) {
            frame.put(difference, x: halves.differenceStart, y: y, limit: halves.width - halves.differenceStart - 1)
        }
    }

    /// Whether an absolute limit is passed by a side, whoever is to blame for it.
    private func isOverLimit(_ kind: GraphKind, _ side: Side) -> Bool {
        switch kind {
        case .errorPercent: scene.board.excess(side, of: service).errors
        case .metric(.p99): scene.board.excess(side, of: service).latency
        default: false
        }
    }

    private func latest(_ kind: GraphKind, _ side: Side) -> Measured {
        switch kind {
        // Nothing tells the memory of an instance: that is no gap.
        case .metric(.memory) where service.configuration(side).ecs == nil:
            Measured(value: nil, minute: nil, readAt: nil, presence: .none)
        case .metric(let metric): scene.board.latest(metric, side, of: service)
        case .errorPercent: scene.board.errorPercent(side, of: service)
        case .shared(let metric): scene.board.latest(in: service.shared[metric])
        }
    }

    // MARK: The difference

    /// New against old in the same minute; `nil` where comparing says nothing.
    private func difference(_ kind: GraphKind) -> Line? {
        if kind.isShared { return nil }
        let (old, new) = (latest(kind, .old), latest(kind, .new))
        guard old.minute == new.minute, let before = old.usable, let after = new.usable else { return nil }
        switch kind {
        case .shared: return nil
        case .metric(.cpu), .metric(.memory):
            let points = (after - before).rounded()
            if points == 0 { return Line("±0", .dim) }
            return Line("\(points < 0 ? "−" : "+")\(Words.decimal(abs(points), 0)) points", .text)
        case .metric(.responseAverage), .metric(.p50), .metric(.p95), .metric(.p99):
            guard before > 0 else { return nil }
            if ((after - before) * 100 / before).rounded() == 0 { return Line("±0", .dim) }
            return marked(Words.change(from: before, to: after), kind)
        case .errorPercent:
            guard after > 0 else { return nil }
            return marked(before > 0 ? "×\(Words.decimal(after / before, 1))" : "only on new", kind)
        // Counts of two sides with different traffic are no comparison.
        case .metric: return nil
        }
    }

    private func marked(_ text: String, _ kind: GraphKind) -> Line {
        let verdict = scene.verdict(of: service)
        let matter: Verdict.Matter? =
            switch kind {
            case .errorPercent: .errors(.new)
            case .metric(.p95): .latency(.p95, .new)
            case .metric(.p99): .latency(.p99, .new)
            default: nil
            }
        let isMeant = verdict.state == .worse && matter != nil && verdict.matter == matter
        return Line(text + (isMeant ? " ▲" : ""), isMeant ? .worse : .text)
    }

    // MARK: Words instead of graphs

    private func draw(_ title: String, _ line: (Side) -> Line, into frame: inout Frame, y: Int) {
        frame.put(Fit.left(title, MirroredColumns.label), x: 1, y: y, role: .header)
        frame.put(line(.old), x: halves.oldNumber, y: y, limit: halves.middle - halves.oldNumber - 1)
        frame.put(line(.new), x: halves.newNumber, y: y, limit: halves.width - halves.newNumber - 1)
    }

    private func fleet(_ side: Side) -> Line {
        let count = TaskCount(service, side, scene)
        var line = Line(Fit.right(count.text, 6) + " ", count.role)
        guard let members = service[side].inventory?.members else { return line }
        var zones: [String: Int] = [:]
        for member in members where member.stopReason == nil {
            zones[InventoryRows.zone(member), default: 0] += 1
        }
        let parts = zones.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        line.add(parts.joined(separator: " · "), .dim)
        return line
    }

    private func versions(_ side: Side) -> Line {
        guard let inventory = service[side].inventory else { return Line(Fit.right("?", 6), .blind) }
        let versions = inventory.versions
        var line = Line()
        for version in versions {
            let count = inventory.members.filter { $0.version == version && $0.stopReason == nil }.count
            line.join("\(Sanitizer.text(version)) ×\(count)", versions.count > 1 ? .warn : .text, by: ", ")
        }
        return line.isEmpty ? Line(Fit.right("–", 6), .dim) : line
    }
}
