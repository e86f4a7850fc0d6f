import Model

/// The next step of a service and when, in one cell: `50 % 12:31`, `DNS, 41 s`, `n: 50 %`.
enum NextStepCell {
    static func line(_ service: Service, _ scene: Scene) -> Line {
        guard service.configuration.split != nil, service.configuration.rollout?.steps.isEmpty == false else {
            return Line("–", .dim)
        }
        if service.pause != nil { return Line("held", .dim) }
        let progress = service.progress(at: scene.board.takenAt)
        if let step = service.step, step.state.isOpen { return Line("→ \(NumberWords.share(step.percent)) %", .warn) }
        let next = progress.next.map { "\(NumberWords.share($0)) %" }
        switch progress.phase {
        case .settling: return Line(RolloutWords.dns(service, left: progress.left ?? 0), .warn)
        case .baking:
            guard let next else { return Line("watching", .dim) }
            return Line(next + (progress.left.map { " \(span($0))" } ?? ""), .text)
        case .done: return Line("done", .pass)
        case .ready, .idle:
            guard let next else { return Line("–", .dim) }
            if service.isSteered, !scene.refusals(of: service).isEmpty { return Line("refused", .warn) }
            let hasKey = service.isSteered && KeyTable.offers(.advance, in: scene.state)
            return Line(hasKey ? "n: \(next)" : next, progress.phase == .ready ? .pass : .text)
        case .paused, .rollingBack: return Line("held", .dim)
        }
    }

    /// `12:31`; from an hour on in hours.
    private static func span(_ seconds: Double) -> String {
        seconds < 3600 ? NumberFormat.span(seconds.rounded(.up)) : NumberFormat.age(seconds)
    }
}
