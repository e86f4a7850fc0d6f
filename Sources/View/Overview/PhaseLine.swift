import Model

/// The second line of a service: the state of its rollout, and what is unusual.
enum PhaseLine {
    /// - Parameter columns: The available width; `nil` where another line shows what old can take. An alarm of it comes
    ///   first; otherwise it comes last and is left out where it would be cut.
    static func of(_ service: Service, _ scene: Scene, columns: Int?) -> Line {
        var line = phase(service, scene)
        let readiness = scene.readiness(of: service)
        let alarm = RollBackWarning.remark(of: service, readiness)
        if columns != nil, let alarm { line.join(alarm) }
        for remark in remarks(service, scene) { line.join(remark) }
        guard let columns, alarm == nil, service.configuration.split != nil,
            (service.share?.value.percent ?? 0) > 0, line.width + 3 + readiness.line.width <= columns
        else { return line }
        line.join(readiness.line)
        return line
    }

    /// Whether it shows something that must stay visible when room is short.
    static func matters(_ service: Service, _ scene: Scene) -> Bool {
        if scene.state.posted[service.name] != nil || service.pause != nil || service.advance != nil { return true }
        let phase = service.phase(at: scene.board.takenAt)
        if phase == .settling || phase == .ready && service.isSteered { return true }
        if RollBackWarning.remark(of: service, scene.readiness(of: service)) != nil { return true }
        let loud: Set<Role> = [.warn, .worse, .blind]
        return remarks(service, scene).contains { $0.spans.contains { loud.contains($0.role) } }
    }

    /// `PAUSED by mika 14:03:22 “p99 up”`, `step 3/5 · DNS, 41 s`, `step 3/5 · watching, 75 % in 12:31` …
    static func phase(_ service: Service, _ scene: Scene, stays: Bool = true) -> Line {
        if let posted = scene.state.posted[service.name] {
            let word =
                switch posted.kind {
                case .rollBack: "ROLLING BACK"
                case .pause: "PAUSING"
                case .advance: "ADVANCING"
                case .resume, .annotate, .renew: "RESUMING"
                }
            var line = Line(" \(word) ", .paused)
            line.add(" ordered \(scene.clock.time(posted.at)), not stored yet", .text)
            return line
        }
        return RolloutWords(
            service: service, board: scene.board, clock: scene.clock, verdict: scene.verdict(of:),
            hasKey: KeyTable.offers(.advance, in: scene.state), refusals: scene.refusals(of:), stays: stays
        ).line
    }

    // MARK: Remarks

    private static func remarks(_ service: Service, _ scene: Scene) -> [Line] {
        var lines: [Line] = []
        // Of a change that abreast pauses for, the phase tells.
        if !(service.isSteered && service.isChangedOutside), let hand = scene.board.handChange(of: service) {
            let at = hand.at.map { " at \(scene.clock.minute($0, at: scene.now))" } ?? ""
            lines.append(Line(hand.words + at, .warn))
        }
        if let remark = scene.board.traffic(of: service)?.remark({ scene.clock.minute($0, at: scene.now) }) {
            lines.append(Line(remark, .warn))
        }
        if let queue = queue(service, scene) { lines.append(queue) }
        if let share = service.share?.value {
            if share.isUneven { lines.append(Line(uneven(share), .warn)) }
            lines += share.remarks.map { Line(Sanitizer.text($0), .warn) }
        }
        for side in Side.allCases { lines += fleet(service, side) }
        return lines
    }

    /// `queue 312 · oldest 42s · in flight 12`, each with its age.
    static func queue(_ service: Service, _ scene: Scene) -> Line? {
        guard service.configuration.queue != nil else { return nil }
        var line = Line("queue ", .text)
        guard let queue = service.queue else {
            line.add("?", .blind)
            return line
        }
        func add(_ title: String, _ measured: Measured, _ style: NumberFormat.Style) {
            let figure = scene.figure(measured, style)
            line.join(Line(title, .text), by: title == "" ? "" : " · ")
            line.add(figure.text, figure.role)
        }
        func count(_ value: Int) -> Measured { scene.board.measured(Double(value), readAt: queue.readAt, source: .sqs) }
        add("", count(queue.value.visible), .count)
        if service.queueAge != nil { add("oldest ", scene.board.latest(in: service.queueAge), .age) }
        add("in flight ", count(queue.value.inFlight), .count)
        if let trouble = scene.board.queueTrouble(of: service) {
            if trouble.kind == .age {
                let minute = scene.clock.minute(trouble.minute.start, at: scene.now)
                let before = NumberFormat.span(trouble.before.rounded())
                line.join(
                    Line("waited \(NumberFormat.span(trouble.now.rounded())) at \(minute), before \(before)", .warn))
            } else {
                line.join(Line(trouble.words, .warn))
            }
        }
        if queue.value.delayed > 0 { add("delayed ", count(queue.value.delayed), .count) }
        return line
    }

    private static func uneven(_ share: ShareReading) -> String {
        share.weights.map { "\($0.type) \($0.percent.map { NumberFormat.number($0, .weight) + " %" } ?? "is missing")" }
            .joined(separator: " ≠ ")
    }

    /// Changes in a side's fleet; none when it is as wanted.
    private static func fleet(_ service: Service, _ side: Side) -> [Line] {
        guard let inventory = service[side].inventory else { return [] }
        let counts = inventory.counts
        var parts: [(String, Role)] = []
        if let unhealthy = counts.unhealthy, unhealthy > 0 { parts.append(("\(unhealthy) unhealthy", .warn)) }
        if let pending = counts.pending, pending > 0 { parts.append(("\(pending) starting", .text)) }
        if let draining = counts.draining, draining > 0 { parts.append(("\(draining) draining", .text)) }
        if let failed = counts.failedTasks, failed > 0 {
            parts.append(("\(NumberWords.count(failed, "failed task"))", .warn))
        }
        switch counts.deploymentState {
        case .failed: parts.append(("deployment FAILED", .worse))
        case .inProgress: parts.append(("deploying", .text))
        default: break
        }
        if inventory.versions.count > 1 { parts.append((Sanitizer.text(inventory.mixedVersionWords), .warn)) }
        return parts.enumerated().map { index, part in
            Line((index == 0 ? "\(side.rawValue): " : "") + part.0, part.1)
        }
    }
}
