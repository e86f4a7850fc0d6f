import Model

/// The first line of every pane: what is watched, whether the picture is alive, what is paused, and what time it is.
enum Header {
    static func draw(_ state: ScreenState, _ scene: Scene?, at now: Moment, into frame: inout Frame) {
        let isFrozen = state.held != nil
        if isFrozen { frame.fill(" ", x: 0, y: 0, count: frame.width, role: .frozen) }
        func role(_ role: Role) -> Role { isFrozen ? .frozen : role }

        // Where room is short, what matters least goes first; liveness, pauses and the clock always stay.
        for (index, variant) in variants.enumerated() {
            let right = clock(state, scene, at: now, isWide: variant.isWide, role)
            let room = max(0, frame.width - right.width - 4)
            let left = title(state, scene, variant, role)
            guard left.width <= room || index == variants.count - 1 else { continue }
            frame.put(left, x: 0, y: 0, limit: room)
            frame.put(right, x: frame.width - right.width - 1, y: 0)
            return
        }
    }

    /// How much of the first line there is room for.
    private struct Variant {
        /// Up to which minute numbers are settled.
        var isWide = false
        var hasRegion = false
        /// Which simulated world it is, and the program's own name.
        var hasWorld = false
        var hasProgram = true
        /// Columns of the migration's name; 0 for none.
        var name: Int
        /// Columns of the name of a service that is held.
        var held = 8
    }

    // The name of a service that is held, which its own row says in full, gives way before the migration's does.
    private static let variants = [
        Variant(isWide: true, hasRegion: true, hasWorld: true, name: 24, held: 14),
        Variant(isWide: true, hasWorld: true, name: 24, held: 14), Variant(isWide: true, hasWorld: true, name: 24),
        Variant(hasWorld: true, name: 24), Variant(name: 24), Variant(name: 12), Variant(name: 6),
        Variant(hasProgram: false, name: 6), Variant(hasProgram: false, name: 0),
    ]

    private static func title(
        _ state: ScreenState, _ scene: Scene?, _ variant: Variant, _ role: (Role) -> Role
    ) -> Line {
        let simulation = SimulationMark(state)
        // A real screen keeps the program's name at any width: only a simulated one has something that matters more.
        // The mark brings the blank before it along.
        var line = Line(variant.hasProgram || simulation == nil ? " abreast  " : "", role(.dim))
        if let simulation {
            line.add(" \(simulation.text) ", role(.simulated))
            if variant.hasWorld { line.add(" \(simulation.world)", role(.dim)) }
            if variant.name > 0 { line.add("  ", role(.text)) }
        }
        let name = simulation == nil ? max(6, variant.name) : variant.name
        line.add(Fit.cut(Sanitizer.text(scene?.board.migration ?? state.migration), to: name), role(.title))
        if variant.hasRegion, let region = scene?.board.region { line.add("  " + Sanitizer.text(region), role(.dim)) }
        line.add(simulation == nil ? "   " : "  ", role(.text))
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
        if let paused = paused(scene, columns: variant.held) {
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
        // Where CloudWatch is silent the time goes on, and the numbers do not.
        let newest = scene.board.newestMinuteWithRequests
        let isBehind = newest.map { $0 < scene.board.settledTo.advanced(by: -2) } ?? true
        line.add("  settled to \(newest.map { state.clock.minute($0.end) } ?? "?")", role(isBehind ? .blind : .dim))
        return line
    }

    /// Standing pauses and roll backs are said on every pane, by the newest board even while the picture is frozen.
    private static func paused(_ scene: Scene, columns: Int) -> String? {
        let held = scene.live.services.filter { $0.pause != nil }
        guard let first = held.first else { return nil }
        if let moving = held.first(where: { $0.phase(at: scene.live.takenAt) == .rollingBack }) {
            let others = held.count > 1 ? " +\(held.count - 1) held" : ""
            return "‖ ROLLING BACK \(Fit.cut(scene.name(moving), to: columns))\(others)"
        }
        if let due = held.first(where: { $0.pause?.isDue(at: scene.now) == true }) {
            let others = held.count > 1 ? " +\(held.count - 1) held" : ""
            return "‖ LOOK AGAIN \(Fit.cut(scene.name(due), to: columns))\(others)"
        }
        if held.count > 1 {
            return held.allSatisfy { $0.pause?.isRollBack == true }
                ? "‖ ROLLED BACK \(held.count) services" : "‖ PAUSED \(held.count) services"
        }
        let word = first.pause?.isRollBack == true ? "ROLLED BACK" : "PAUSED"
        return "‖ \(word) \(Fit.cut(scene.name(first), to: columns))"
    }
}
