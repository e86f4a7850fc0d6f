import Model

/// The time that runs while a rollout is about to roll back by itself: in the band of every pane.
enum DeadManBar {
    /// One line, or none while no time runs.
    ///
    /// - Parameter isBrief: Whether the key that begins the time anew is left out; the footer has it too.
    static func lines(_ scene: Scene, width: Int, isBrief: Bool = false) -> [Line] {
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
        } else if !isBrief, KeyTable.all.contains(where: { $0.action == .renew && KeyTable.exists($0, in: state) }) {
            line.join("d: I am here", .key)
        }
        return [line.cut(to: width - 1)]
    }
}
