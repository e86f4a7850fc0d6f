import Model

/// The line below the header on every pane while a rollout is about to roll back by itself.
enum DeadManBar {
    /// One line, or none while no time runs.
    static func lines(_ scene: Scene, width: Int) -> [Line] {
        let state = scene.state
        let running = state.countdowns
        guard let first = running.first else { return [] }
        let name = Fit.cut(Sanitizer.text(first.service), to: 20)
        var line = Line(" AUTO ROLL BACK ", .worse)
        let left = first.deadMan.left(at: scene.now)
        if scene.live.lease?.isLive(at: scene.now) != true {
            line.add(" \(name): nobody polls, so nothing rolls back by itself", .title)
        } else {
            line.add(" \(name) \(left > 0 ? "in \(NumberFormat.span(left.rounded(.up)))" : "now")", .title)
        }
        if running.count > 1 { line.add(", +\(running.count - 1) more", .title) }
        if !state.renewing.isEmpty {
            line.join("not stored yet", .warn)
        } else if KeyTable.all.contains(where: { $0.action == .renew && KeyTable.exists($0, in: state) }) {
            line.join("d: I am here", .key)
        }
        return [line.cut(to: width - 1)]
    }
}
