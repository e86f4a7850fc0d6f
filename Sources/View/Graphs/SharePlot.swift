import Model

/// The share of a service over time: what the plan says, what the weights say, and what requests say.
struct SharePlot {
    let service: Service
    let scene: Scene

    /// `nil` for a service without a split.
    init?(_ service: Service, _ scene: Scene) {
        guard service.configuration.split != nil else { return nil }
        self.service = service
        self.scene = scene
    }

    /// Percent on new, from 0 up. In front are the requests, behind them the weights, and the plan behind both. The next
    /// step of the plan is a dashed line.
    var plot: Plot {
        let minutes = scene.plotMinutes
        var plot = Plot(
            minutes, settledTo: scene.board.settledTo, rule: PlotScale.Rule(floor: 10, most: 100, suffix: " %"))
        let set = minutes.map(applied)
        plot.curves = [
            PlotCurve(zip(minutes, set).map(planned), role: .dim, stroke: .sparse, summary: .last),
            PlotCurve(set, role: .new, stroke: .dotted, summary: .last),
            PlotCurve(minutes, role: .text, stroke: .solid, summary: .last, observed),
        ]
        if let next = service.progress(at: scene.board.takenAt).next {
            plot.guides = [Plot.Guide(value: next, role: .dim, name: "next step")]
        }
        plot.marks = Plot.Mark.all(of: service, scene.board, in: minutes)
        return plot
    }

    /// `plan 25  set 25  seen 23.8 %`, in the look of the lines.
    var figures: Line {
        let intended = service.progress(at: scene.board.takenAt).intended
        var line = Line("plan ", .dim)
        line.add(intended.map(NumberWords.share) ?? "–", .dim)
        func add(_ word: String, _ figure: FormattedNumber, _ role: Role) {
            line.add("  \(word) ", .dim)
            line.add(figure.brief ?? figure.text, figure.role == .text ? role : figure.role)
        }
        add("set", scene.figure(scene.board.appliedShare(of: service), .weight), .new)
        add("seen", scene.figure(scene.board.observedShare(of: service), .share), .text)
        line.add(" %", .dim)
        return line
    }

    /// The plot in its frame.
    var box: PlotBox { PlotBox(title: Line("traffic on new", .header), figures: figures, plots: [plot]) }

    // MARK: Minute by minute

    /// The percent that was set at the end of a minute; NaN before the first change that was seen.
    private func applied(_ minute: Minute) -> Double {
        let end = minute.end
        let present = service.share?.value.percent
        if let present, service.shareChangedAt.map({ $0 < end }) ?? service.formerShares.isEmpty { return present }
        return service.formerShares.last { $0.since < end }?.percent ?? .nan
    }

    /// The step of the plan at a minute: that of the order which was under way or in effect, otherwise the step at which
    /// the weights were; NaN between steps.
    private func planned(_ minute: Minute, _ set: Double) -> Double {
        if let step = service.step, step.state.isOpen, step.at < minute.end { return step.percent }
        if let step = service.effectiveStep, step.at < minute.end { return step.percent }
        guard set.isFinite, let steps = service.configuration.rollout?.steps else { return .nan }
        if set <= service.configuration.stepTolerance(at: 0) { return 0 }
        return service.configuration.step(at: set).map { steps[$0] } ?? .nan
    }

    /// The percent of the requests of a minute that new served.
    private func observed(_ minute: Minute) -> Measured {
        guard let old = service.old.series[.requests]?[minute], let new = service.new.series[.requests]?[minute],
            old.presence != .missing, new.presence != .missing
        else { return Measured(value: nil, minute: minute, readAt: nil, presence: .missing) }
        let total = (old.usable ?? 0) + (new.usable ?? 0)
        guard total > 0 else { return Measured(value: nil, minute: minute, readAt: nil, presence: .none) }
        return Measured(value: (new.usable ?? 0) * 100 / total, minute: minute, readAt: nil, presence: .ok)
    }
}
