import Model

/// The plots of one metric of a service: old and new, the bounds of new, and what happened meanwhile.
struct MetricPlot {
    /// How old and new are compared. One key goes through all.
    enum Mode: Int, Sendable, CaseIterable {
        /// Two lines in one plot.
        case both
        /// New ÷ old.
        case ratio
        /// Old above new, each in its own plot on one scale.
        case apart

        var next: Mode { Self.allCases[(rawValue + 1) % Self.allCases.count] }

        /// What it is called on the screen.
        var title: String {
            switch self {
            case .both: "old and new"
            case .ratio: "new ÷ old"
            case .apart: "two plots"
            }
        }
    }

    let kind: GraphKind
    let service: Service
    let scene: Scene

    private var minutes: Range<Minute> { scene.plotMinutes }

    /// Its plots from top to bottom: two on one scale for `apart`, one otherwise. What both sides share has one plot in
    /// each mode.
    ///
    /// - Parameters:
    ///   - rows: The lines for curves of all plots together.
    func plots(_ mode: Mode, rows: Int) -> [Plot] {
        if kind.isShared { return [plot([curve(.old, role: .text, stroke: .solid)])] }
        switch mode {
        case .ratio: return [ratio]
        case .both: return [both]
        case .apart:
            guard rows >= 4 else { return [both] }
            let scale = both.scale(rows: rows / 2)
            return Side.allCases.map { side in
                var one = plot([curve(side)])
                one.guides = guides
                one.fixedScale = scale
                return one
            }
        }
    }

    /// Old and new in one plot.
    var both: Plot {
        let old = curve(.old)
        let new = curve(.new)
        var plot = plot([old, new])
        if let tolerated, kind.style == .milliseconds {
            var bound = PlotCurve(old.values.map { $0 * tolerated }, role: .dim, stroke: .sparse)
            bound.name = "\(NumberWords.share(tolerated))×old"
            plot.curves.insert(bound, at: 0)
        }
        plot.guides = guides
        return plot
    }

    /// New ÷ old, where both are above 0.
    private var ratio: Plot {
        let old = curve(.old).values
        let new = curve(.new).values
        let values = zip(old, new).map { old, new in old > 0 && new > 0 ? new / old : .nan }
        var curve = PlotCurve(values, role: .text, stroke: .solid)
        curve.worseFrom = tolerated
        var plot = plot([curve])
        plot.rule = PlotScale.Rule(floor: 0.4, relativeFloor: 0.2, isFromZero: false)
        plot.guides = [Plot.Guide(value: 1, role: .dim, name: "as old")]
        if let tolerated { plot.guides.append(Plot.Guide(value: tolerated, role: .worse, name: "tolerated")) }
        return plot
    }

    private func plot(_ curves: [PlotCurve]) -> Plot {
        var plot = Plot(minutes, settledTo: scene.board.settledTo, rule: rule)
        plot.curves = curves
        plot.marks = Plot.Mark.all(of: service, scene.board, in: minutes)
        return plot
    }

    private func curve(_ side: Side) -> PlotCurve {
        curve(side, role: side == .old ? .old : .new, stroke: side == .old ? .dotted : .solid)
    }

    private func curve(_ side: Side, role: Role, stroke: PlotStroke) -> PlotCurve {
        PlotCurve(
            minutes, role: role, stroke: stroke, summary: kind.isLowWorse ? .lowest : .highest,
            kind.measure(side, of: service, scene.board))
    }

    // MARK: Bounds

    /// The ratio of new to old up to which new is as good; `nil` where a ratio says nothing.
    private var tolerated: Double? {
        switch kind.style {
        case .milliseconds: service.configuration.judge.latencyRatio
        case .percent: service.configuration.judge.toleratedRatio
        default: nil
        }
    }

    private var guides: [Plot.Guide] {
        let limits = service.configuration.limits
        let limit: Double?
        switch kind {
        case .metric(.p99): limit = limits.p99
        case .errorPercent: limit = limits.errorPercent
        default: limit = nil
        }
        return limit.map { [Plot.Guide(value: $0, role: .worse, name: "limit")] } ?? []
    }

    private var rule: PlotScale.Rule {
        switch kind.style {
        case .milliseconds: PlotScale.Rule(floor: 5, relativeFloor: 0.3, isFromZero: false)
        case .percent: PlotScale.Rule(floor: leastPercent, most: 100)
        case .share, .weight: PlotScale.Rule(floor: 10, most: 100)
        case .level: PlotScale.Rule(floor: 20)
        case .age: PlotScale.Rule(floor: 60, isTime: true)
        case .count: PlotScale.Rule(floor: 10)
        }
    }

    /// Half of the limit, and at least what four errors in a minute of the smaller side are.
    private var leastPercent: Double {
        let busiest = Side.allCases.compactMap { side in
            service[side].series[.requests].map { series in
                minutes.reduce(0.0) { max($0, series[$1].usable ?? 0) }
            }
        }.filter { $0 > 0 }
        let fourErrors = busiest.min().map { 400 / $0 } ?? 0
        return min(100, max(service.configuration.limits.errorPercent / 2, fourErrors))
    }

    // MARK: Its title

    /// The newest numbers of both sides in their colours, with the sign of the verdict; of both together where they share
    /// one.
    var figures: Line {
        var line = Line()
        for side in Side.allCases where !(kind.isShared && side == .new) {
            let figure = scene.figure(kind.latest(side, of: service, scene.board), kind.style)
            let role: Role = kind.isShared ? .text : side == .old ? .old : .new
            if !line.isEmpty { line.add(" ") }
            line.add(figure.brief ?? figure.text, figure.role == .text ? role : figure.role)
        }
        if kind.column.worse.isMeant(by: scene.verdict(of: service)) { line.add("▲", .worse) }
        return line
    }
}

extension Scene {
    /// The minutes of a plot, up to the present one. The newest have not settled.
    var plotMinutes: Range<Minute> {
        let end = board.takenAt.minute
        return end.advanced(by: -state.window.minutes)..<end
    }

    /// The finest characters for plots that the terminal shows.
    var plotGlyphs: PlotGlyphs { state.plotGlyphs }
}

extension ScreenState {
    /// The finest characters for plots that the terminal shows.
    var plotGlyphs: PlotGlyphs { isUTF8 ? (hasBraille ? .braille : .blocks) : .ascii }
}
