import Model

/// The first lines of a service's page: what it is, the plan as a ladder, the shares, and the next step. How many lines
/// there are follows from the screen's size alone.
struct ServiceSummary {
    let service: Service
    let scene: Scene

    init(_ service: Service, _ scene: Scene) {
        self.service = service
        self.scene = scene
    }

    /// Exactly `count` lines; empty ones where there is nothing to say.
    func lines(_ count: Int) -> [Line] {
        let columns = scene.state.width - 2
        guard service.configuration.split != nil else {
            return Array(([name(hasPhase: true)] + unsplit + padding(count)).prefix(count))
        }
        let ladder = PlanLadderLines(service, scene)
        let all: [Line]
        switch count {
        case ...1: all = [name(hasPhase: true)]
        case 2: all = [name(hasPhase: true), ladder.one(columns: columns)]
        case 3: all = [name(hasPhase: true), ladder.one(columns: columns), shares]
        default:
            let three = ladder.three(columns: columns)
            all = [name(hasPhase: false)] + three + padding(3 - three.count) + [rollout, shares, next]
        }
        return Array((all + padding(count)).prefix(count))
    }

    private func padding(_ count: Int) -> [Line] { Array(repeating: Line(), count: max(0, count)) }

    private var unsplit: [Line] {
        [Line("no split: no weights send traffic to it", .dim)]
    }

    /// Name and verdict, then what is told of it: its reason, or the phase first where that has no line of its own.
    private func name(hasPhase: Bool) -> Line {
        let cell = VerdictCell(scene.verdict(of: service), age: scene.blindAge(of: service))
        var line = Line(Fit.cut(scene.name(service), to: 30) + "  ", .focus)
        line.add(cell.text, cell.sign.role)
        if hasPhase { line.join(phase, by: "  ") }
        line.join(reason, by: "  ")
        return line
    }

    /// The phase of its rollout, and what is unusual.
    private var phase: Line { PhaseLine.of(service, scene, columns: nil) }

    /// The verdict's reason and since when; empty where the headline says it.
    private var reason: Line {
        let verdict = scene.verdict(of: service)
        guard scene.headline.service != service.name || scene.headline.text != verdict.reason else { return Line() }
        var line = Line(Sanitizer.text(verdict.reason), .text)
        if let since = verdict.since { line.add(", since \(scene.clock.minute(since, at: scene.now))", .dim) }
        return line
    }

    /// The phase below the ladder.
    private var rollout: Line {
        var line = Line(Fit.left("now", PlanLadderLines.label), .header)
        line.add(phase)
        return line
    }

    /// The readings of the share, whether requests follow, and what old can take back; an alarm of it comes first, so that
    /// no screen cuts it off.
    var shares: Line {
        let readiness = scene.readiness(of: service)
        let isWide = scene.state.width >= 100
        var line = Line()
        if readiness.isAlarming { line.join(readiness.line) }
        if isWide {
            let intended = service.progress(at: scene.board.takenAt).intended
            line.join("plan ", .dim)
            line.add(intended.map { "\(NumberWords.share($0)) %" } ?? "–", intended == nil ? .dim : .text)
        }
        add("set", scene.figure(scene.board.appliedShare(of: service), .weight), to: &line)
        add("seen", scene.figure(scene.board.observedShare(of: service), .share), to: &line)
        if scene.state.width >= 76, let traffic = scene.board.traffic(of: service) {
            let by = traffic.expectedAt.map { ", by \(scene.clock.minute($0, at: scene.now))" } ?? ""
            line.add(", \(traffic.state.word)\(by)", traffic.state == .asSet ? .dim : .warn)
        }
        if !readiness.isAlarming { line.join(readiness.line) }
        if let peak = readiness.peak(scene.clock, at: scene.now) {
            line.add(readiness.isAlarming ? " · \(peak)" : " (\(peak))", .dim)
        }
        if let weights { line.join(weights, .dim) }
        var titled = Line(Fit.left("on new", PlanLadderLines.label), .header)
        titled.add(line)
        return titled
    }

    private func add(_ title: String, _ figure: FormattedNumber, to line: inout Line) {
        line.join(title + " ", .dim)
        line.add(figure.text, figure.role)
        if figure.role == .text { line.add(" %", .text) }
    }

    /// `weights A 75/25, set 13:58`.
    private var weights: String? {
        guard let share = service.share?.value, !share.weights.isEmpty else { return nil }
        let words = share.weights.map { weight in
            "\(Sanitizer.text(weight.type)) \(weight.old.map(String.init) ?? "?")/\(weight.new.map(String.init) ?? "?")"
        }
        let at = service.shareChangedAt.map { ", set \(scene.clock.minute($0, at: scene.now))" } ?? ""
        return "weights \(words.joined(separator: ", "))\(at)"
    }

    /// What the next step sends, and what refuses it.
    var next: Line {
        var line = Line(Fit.left("next", PlanLadderLines.label), .header)
        guard let rollout = service.configuration.rollout, !rollout.steps.isEmpty else {
            line.add("no plan: whoever moves the weights decides", .dim)
            return line
        }
        guard let percent = service.progress(at: scene.board.takenAt).next else {
            line.add(service.share?.value.percent == nil ? "?" : "no further step", .dim)
            return line
        }
        line.add("\(NumberWords.share(percent)) %", .text)
        if let call = WeightWords.call(service, to: percent) { line.join(call, .dim) }
        if let caches = WeightWords.caches(service) { line.join(caches, .dim) }
        if service.isSteered, let refused = RolloutWords.refused(scene.refusals(of: service)) {
            line.join("refused now by \(refused)", .warn)
        }
        return line
    }
}
