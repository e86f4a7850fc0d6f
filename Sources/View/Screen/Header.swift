import Model

/// The first line of every pane: the migration, whether the picture is alive, what is paused, and the time.
enum Header {
    static func draw(_ state: ScreenState, _ scene: Scene?, at now: Moment, into frame: inout Frame) {
        let isFrozen = state.held != nil
        if isFrozen { frame.fill(" ", x: 0, y: 0, count: frame.width, role: .frozen) }
        func role(_ role: Role) -> Role { isFrozen ? .frozen : role }

        // On a narrow screen the least important parts are removed first. Liveness, pauses and the clock always stay.
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

    /// Which parts of the line fit.
    private struct Variant {
        /// The minute that the numbers are of, and their age.
        var isWide = false
        var hasRegion = false
        /// The simulated world, and the program's name.
        var hasWorld = false
        var hasProgram = true
        /// The width of the migration's name; 0 for none.
        var name: Int
        /// The width of the name of a held service.
        var held = 8
    }

    // The name of a held service is shortened before the migration's name, because the service's own row has it in
    // full.
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
        // A real screen keeps the program's name at any width. Only a simulated one has something more important. The
        // mark includes the blank before it.
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
            line.add("? WAITING", role(.blind))
            return line
        }
        let sign = Liveness(scene).sign
        line.add(sign.text, role(sign.role))
        if state.held != nil, Liveness(of: scene.live) != .live {
            line.add(", now \(Liveness(of: scene.live).sign.word)", role(.blind))
        }
        if state.readOnly { line.add("  READ ONLY", role(.warn)) }
        if let stamp = scene.live.otherConfiguration {
            let words = PollerWords.other(stamp, at: scene.now, state.clock)
            line.add(variant.isWide ? "  \(words)" : "  OTHER CONFIG \(state.clock.minute(stamp.readAt))", role(.warn))
        }
        if let paused = paused(scene, columns: variant.held) {
            line.add("  ", role(.text))
            line.add(" \(paused) ", role(.paused))
        }
        return line
    }

    private static func clock(
        _ state: ScreenState, _ scene: Scene?, at now: Moment, isWide: Bool, _ role: (Role) -> Role
    ) -> Line {
        var line = Line(state.clock.timeAndZone(now), role(.text))
        guard let scene, isWide else { return line }
        // While CloudWatch is silent, the clock continues and the numbers do not.
        let newest = scene.board.newestMinuteWithRequests
        let isBehind = newest.map { $0 < scene.board.settledTo.advanced(by: -2) } ?? true
        line.add("  \(PollerWords.newest(newest, at: now, state.clock))", role(isBehind ? .blind : .dim))
        return line
    }

    /// Pauses and roll backs in force are on every pane, by the newest board even while the picture is frozen.
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
