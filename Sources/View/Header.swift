import Model

/// The first line of every pane: what is watched, whether the picture is alive, what is paused, and what time it is.
enum Header {
    static func draw(_ state: ScreenState, _ scene: Scene?, at now: Moment, into frame: inout Frame) {
        let isFrozen = state.held != nil
        if isFrozen { frame.fill(" ", x: 0, y: 0, count: frame.width, role: .frozen) }
        func role(_ role: Role) -> Role { isFrozen ? .frozen : role }

        // Where room is short, what matters least goes first; liveness, pauses and the clock always stay.
        let variants = [(true, true, 24), (true, false, 24), (false, false, 24), (false, false, 12), (false, false, 6)]
        for (index, (isWide, hasRegion, name)) in variants.enumerated() {
            let right = clock(state, scene, at: now, isWide: isWide, role)
            let room = max(0, frame.width - right.width - 4)
            let left = title(state, scene, hasRegion: hasRegion, name: name, role)
            guard left.width <= room || index == variants.count - 1 else { continue }
            frame.put(left, x: 0, y: 0, limit: room)
            frame.put(right, x: frame.width - right.width - 1, y: 0)
            return
        }
    }

    private static func title(
        _ state: ScreenState, _ scene: Scene?, hasRegion: Bool, name: Int, _ role: (Role) -> Role
    ) -> Line {
        var line = Line(" abreast  ", role(.dim))
        line.add(Fit.cut(Clean.text(scene?.board.migration ?? state.migration), to: name), role(.title))
        if hasRegion, let region = scene?.board.region { line.add("  " + Clean.text(region), role(.dim)) }
        line.add("   ", role(.text))
        guard let scene else {
            line.add("◌ WAITING", role(.blind))
            return line
        }
        let sign = Liveness(scene).sign
        line.add(sign.text, role(sign.role))
        if state.held != nil, Liveness(of: scene.live) != .live {
            line.add(", now \(Liveness(of: scene.live).sign.word)", role(.blind))
        }
        if state.readOnly { line.add("  READ ONLY", role(.warn)) }
        if let paused = paused(scene) {
            line.add("  ", role(.text))
            line.add(" \(paused) ", role(.paused))
        }
        return line
    }

    private static func clock(
        _ state: ScreenState, _ scene: Scene?, at now: Moment, isWide: Bool, _ role: (Role) -> Role
    ) -> Line {
        var line = Line("\(state.clock.time(now)) \(state.clock.zone(now))", role(.text))
        guard let scene, isWide else { return line }
        line.add("  settled to \(state.clock.minute(scene.board.settledTo.end))", role(.dim))
        return line
    }

    /// Standing pauses are said on every pane, by the newest board even while the picture is frozen.
    private static func paused(_ scene: Scene) -> String? {
        let names = scene.live.services.filter { $0.pause != nil }.map(scene.name)
        guard let first = names.first else { return nil }
        return names.count == 1 ? "‖ PAUSED \(Fit.cut(first, to: 14))" : "‖ PAUSED \(names.count) services"
    }
}
