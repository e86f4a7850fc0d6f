import Model

/// The second line of a service: where its rollout stands, and whatever is odd about it.
enum PhaseLine {
    static func of(_ service: Service, _ scene: Scene) -> Line {
        var line = phase(service, scene)
        for remark in remarks(service, scene) { line.join(remark) }
        return line
    }

    /// Whether it says something that must not be hidden when room is short.
    static func matters(_ service: Service, _ scene: Scene) -> Bool {
        if scene.state.posted[service.name] != nil || service.pause != nil { return true }
        if service.phase(at: scene.board.takenAt) == .settling { return true }
        return remarks(service, scene).contains { line in line.spans.contains { $0.role == .warn || $0.role == .blind }
        }
    }

    /// `PAUSED by mika 14:03:22 “p99 up”`, `settling, 41 s left`, `baking since 13:40` …
    static func phase(_ service: Service, _ scene: Scene, stays: Bool = true) -> Line {
        let now = scene.board.takenAt
        if let posted = scene.state.posted[service.name] {
            let word = posted.kind == .rollBack ? "ROLLING BACK" : posted.kind == .pause ? "PAUSING" : "RESUMING"
            var line = Line(" \(word) ", .paused)
            line.add(" ordered \(scene.clock.time(posted.at)), not stored yet", .text)
            return line
        }
        if let pause = service.pause { return paused(service, pause, scene, stays: stays) }
        switch service.phase(at: now) {
        case .settling:
            return Line("settling, \(Int(service.settlingLeft(at: now))) s left", .warn)
        case .baking:
            let since = service.shareChangedAt.map { " since \(scene.clock.minute($0, at: now))" } ?? ""
            return Line("baking\(since)", .text)
        case .idle: return Line(service.configuration.split == nil ? "" : idle(service), .dim)
        case .done: return Line("all weight on new", .text)
        case .ready, .paused, .rollingBack: return Line(service.phase(at: now).rawValue, .text)
        }
    }

    private static func idle(_ service: Service) -> String {
        service.share?.value.percent == 0 ? "all weight on old" : ""
    }

    private static func paused(_ service: Service, _ pause: Pause, _ scene: Scene, stays: Bool) -> Line {
        let isMoving = service.phase(at: scene.board.takenAt) == .rollingBack
        var line = Line(isMoving ? "ROLLING BACK" : pause.isRollBack ? "ROLLED BACK" : "PAUSED", .paused)
        let whom = Clean.text(String(pause.by.prefix { $0 != "@" }))
        line.add(" by \(whom) \(scene.clock.time(pause.at, at: scene.now))", .text)
        if !pause.reason.isEmpty { line.add(" “\(Clean.text(pause.reason))”", .text) }
        if pause.isRollBack {
            if isMoving { line.join(remaining(service, scene)) }
        } else if stays, let weights = weights(service) {
            line.join("stays at \(weights)", .dim)
        }
        return line
    }

    /// What is still to come back while a service is rolling back.
    private static func remaining(_ service: Service, _ scene: Scene) -> Line {
        guard service.share?.value.percent == 0 else {
            let share = scene.figure(scene.board.appliedShare(of: service), .weight)
            return Line("\(share.text) % still on new", .warn)
        }
        let left = Int(service.settlingLeft(at: scene.board.takenAt))
        return Line("no weight on new, settling, \(left) s left", .warn)
    }

    /// `75/25`, the raw weights of the first record type.
    static func weights(_ service: Service) -> String? {
        guard let first = service.share?.value.weights.first, let old = first.old, let new = first.new else {
            return nil
        }
        return "\(old)/\(new)"
    }

    // MARK: Remarks

    private static func remarks(_ service: Service, _ scene: Scene) -> [Line] {
        var lines: [Line] = []
        if let stray = scene.board.strayShare(of: service) { lines.append(Line(stray, .warn)) }
        if let lag = scene.board.shareLag(of: service) { lines.append(Line(lag.sentence, .warn)) }
        if let queue = queue(service, scene) { lines.append(queue) }
        if let share = service.share?.value {
            if share.isUneven { lines.append(Line(uneven(share), .warn)) }
            lines += share.remarks.map { Line(Clean.text($0), .warn) }
        }
        if let remark = RollBackWarning.remark(of: service, scene.board) { lines.append(remark) }
        for side in Side.allCases { lines += fleet(service, side) }
        return lines
    }

    /// `queue 312 · oldest 42s · in flight 12`, each as old as it is.
    static func queue(_ service: Service, _ scene: Scene) -> Line? {
        guard service.configuration.queue != nil else { return nil }
        var line = Line("queue ", .text)
        guard let queue = service.queue else {
            line.add("?", .blind)
            return line
        }
        func add(_ title: String, _ measured: Measured, _ style: Columns.Style) {
            let figure = scene.figure(measured, style)
            line.join(Line(title, .text), by: title == "" ? "" : " · ")
            line.add(figure.text, figure.role)
        }
        func count(_ value: Int) -> Measured { scene.board.measured(Double(value), readAt: queue.readAt, source: .sqs) }
        add("", count(queue.value.visible), .count)
        if service.queueAge != nil { add("oldest ", scene.board.latest(in: service.queueAge), .age) }
        add("in flight ", count(queue.value.inFlight), .count)
        if queue.value.delayed > 0 { add("delayed ", count(queue.value.delayed), .count) }
        return line
    }

    private static func uneven(_ share: ShareReading) -> String {
        share.weights.map { "\($0.type) \($0.percent.map { Columns.number($0, .weight) + " %" } ?? "is missing")" }
            .joined(separator: " ≠ ")
    }

    /// What a side's fleet is going through; nothing while it stands as wanted.
    private static func fleet(_ service: Service, _ side: Side) -> [Line] {
        guard let inventory = service[side].inventory else { return [] }
        let counts = inventory.counts
        var parts: [(String, Role)] = []
        if let unhealthy = counts.unhealthy, unhealthy > 0 { parts.append(("\(unhealthy) unhealthy", .warn)) }
        if let pending = counts.pending, pending > 0 { parts.append(("\(pending) starting", .text)) }
        if let draining = counts.draining, draining > 0 { parts.append(("\(draining) draining", .text)) }
        if let failed = counts.failedTasks, failed > 0 {
            parts.append(("\(Words.count(failed, "failed task"))", .warn))
        }
        switch counts.deploymentState {
        case "FAILED": parts.append(("deployment FAILED", .worse))
        case "IN_PROGRESS": parts.append(("deploying", .text))
        default: break
        }
        let versions = inventory.versions.count
        if versions > 1 { parts.append(("\(versions) versions", .warn)) }
        return parts.enumerated().map { index, part in
            Line((index == 0 ? "\(side.rawValue): " : "") + part.0, part.1)
        }
    }
}
