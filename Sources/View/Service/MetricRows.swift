import Model

/// The rows of one service's metrics: number and graph of old, number and graph of new, and the difference.
struct MetricRows {
    enum Content: Equatable {
        case graph(GraphKind)
        /// The serving members of the wanted ones, and their zones.
        case fleet
        /// The versions that run, and how often.
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

    /// The rows of a service, the most informative first, and last those that count what should not happen. The order
    /// does not follow the numbers, so that no row moves.
    static func content(_ service: Service) -> [Content] {
        let kinds = GraphKind.all(of: service)
        let calm = kinds.filter { !isTrouble($0) }.map(Content.graph)
        let first = min(service.takesTraffic ? 5 : 1, calm.count)
        return Array(calm[..<first]) + [.fleet, .versions] + Array(calm[first...])
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

    func draw(into frame: inout Frame, y: Int, rows: Int, top: Int) {
        for row in 0..<rows { frame.fill("│", x: halves.middle, y: y + row, count: 1, role: .rule) }
        for (row, content) in Self.content(service).dropFirst(top).prefix(rows).enumerated() {
            switch content {
            case .graph(let kind): draw(kind, into: &frame, y: y + row)
            case .fleet: draw(Columns.column(.tasks).title, fleet, into: &frame, y: y + row)
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
            // A number without a side is in the old half only, and the new half says so.
            if kind.isShared, side == .new {
                frame.put("of both sides", x: halves.newNumber, y: y, role: .dim)
                continue
            }
            let measured = latest(kind, side)
            let figure = scene.figure(measured, kind.style)
            let x = side == .old ? halves.oldNumber : halves.newNumber
            let isMarked = measured.usable != nil && isOverLimit(kind, side)
            graph.draw(
                into: &frame, x: x + 7, y: y, rows: 1, peak: peak, role: side == .old ? .old : .new, blocks: blocks)
            // An age is drawn over the beginning of the graph.
            let aged = figure.bare.map { Fit.right($0, 6) + figure.text.dropFirst($0.count) + " " }
            let text = aged ?? Fit.right(figure.text, 6)
            let end = frame.put(text, x: x, y: y, role: isMarked ? .worse : figure.role, limit: 7 + halves.graph)
            if isMarked { frame.put("▲", x: end, y: y, role: .worse) }
        }
        if let difference = difference(kind) {
            frame.put(difference, x: halves.differenceStart, y: y, limit: halves.width - halves.differenceStart - 1)
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
        let (old, new) = (latest(kind, .old), latest(kind, .new))
        guard old.minute == new.minute, let before = old.usable, let after = new.usable else { return nil }
        switch kind.column.worse.difference {
        case .none: return nil
        case .points:
            let points = (after - before).rounded()
            if points == 0 { return Line("±0", .dim) }
            return Line("\(points < 0 ? "−" : "+")\(NumberWords.decimal(abs(points), 0)) points", .text)
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
