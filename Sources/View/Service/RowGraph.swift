import Model

/// The graph of the chosen row beside the numbers: old above new on one scale, with the time below.
struct RowGraph {
    let service: Service
    let scene: Scene
    let content: MetricRows.Content

    /// The kind of graph that a row has: the members that serve are kept as the load balancer's healthy hosts.
    private var kind: GraphKind {
        switch content {
        case .graph(let kind): kind
        case .fleet: .metric(.healthyHosts)
        }
    }

    /// - Parameter rows: At least 3, with the row of the time.
    func draw(into frame: inout Frame, x: Int, y: Int, width: Int, rows: Int) {
        let columns = width - 4
        guard columns > 8, rows >= 3 else { return }
        let graphs = Side.allCases.map {
            Graph(scene.window, columns: columns, kind.measure($0, of: service, scene.board))
        }
        let blocks = scene.state.isUTF8 ? Blocks.unicode : Blocks.ascii
        let half = (rows - 1) / 2
        for (side, graph) in zip(Side.allCases, graphs) where !kind.isShared || side == .old {
            let height = kind.isShared ? rows - 1 : half
            let top = side == .old ? y : y + half
            let role: Role = side == .old ? .old : .new
            frame.put(kind.isShared ? "both" : side.rawValue, x: x, y: top + height - 1, role: role)
            graph.draw(
                into: &frame, x: x + 4, y: top, rows: height, peak: graphs.compactMap(\.peak).max() ?? 1, role: role,
                blocks: blocks)
        }
        let times = [scene.window.lowerBound, scene.window.upperBound].map {
            scene.clock.minute($0.start, at: scene.board.takenAt)
        }
        frame.put(times[0], x: x + 4, y: y + rows - 1, role: .dim)
        let last = x + width - Width.of(times[1])
        if last > x + 5 + Width.of(times[0]) { frame.put(times[1], x: last, y: y + rows - 1, role: .dim) }
    }

    /// `p99 ms`, for the rule above.
    var title: String { kind.title }
}
