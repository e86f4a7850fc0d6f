import Model

/// The ladder of a plan in lines: three with room, one without.
struct PlanLadderLines {
    let ladder: PlanLadder
    let scene: Scene

    static let label = 9

    init(_ service: Service, _ scene: Scene) {
        ladder = PlanLadder(of: service, at: scene.board.takenAt)
        self.scene = scene
    }

    /// The rungs with the way between them, the shares below, and the times below those.
    func three(columns: Int) -> [Line] {
        guard ladder.rungs.count > 1 else { return [one(columns: columns)] }
        let cell = min(20, (columns - Self.label) / ladder.rungs.count)
        guard cell >= 6 else { return [one(columns: columns)] }
        var (way, shares, times) = (Line(heading, .header), Line(blank, .dim), Line(blank, .dim))
        for (index, rung) in ladder.rungs.enumerated() {
            way.add(sign(rung), role(rung))
            if index + 1 < ladder.rungs.count {
                let isDone = ladder.rungs[index + 1].state != .toCome
                let path = String(repeating: isDone ? "━" : "┄", count: cell - Width.of(sign(rung)))
                way.add(path, isDone ? .new : .rule)
            }
            shares.add(Fit.left("\(NumberWords.share(rung.percent)) %", cell), rung.state == .here ? .focus : .text)
            times.add(Fit.left(time(rung), cell), .dim)
        }
        return [way, shares, times]
    }

    /// `plan     ✓ 1 %  ✓ 5 %  ◆ 25 % 13:58  ○ 50 % 14:44  ○ 100 %`; the time where the weights are, and that of the next
    /// step. Steps that were taken are left out first where it is too long, then the last ones; where the weights are
    /// always stays.
    func one(columns: Int) -> Line {
        let rungs = ladder.rungs
        let here = rungs.firstIndex { $0.state == .here } ?? 0
        for first in 0...here {
            let line = one(rungs[first...], isCut: first > 0)
            if line.width <= columns { return line }
        }
        for last in stride(from: rungs.count - 1, to: here, by: -1) {
            let line = one(rungs[here..<last], isCut: here > 0)
            if line.width <= columns { return line }
        }
        return one(rungs[here...], isCut: here > 0).cut(to: columns)
    }

    private func one(_ rungs: ArraySlice<PlanLadder.Rung>, isCut: Bool) -> Line {
        var line = Line(heading, .header)
        if rungs.isEmpty { line.add("its weights were not read yet", .blind) }
        if isCut { line.add("… ", .dim) }
        let next = rungs.first { $0.state == .toCome }
        for (index, rung) in rungs.enumerated() {
            if index > 0 { line.add("  ", .dim) }
            line.add(sign(rung) + " ", role(rung))
            line.add("\(NumberWords.share(rung.percent)) %", rung.state == .here ? .focus : .text)
            let isTold = rung.state == .here || rung == next
            if isTold, !time(rung).isEmpty { line.add(" \(time(rung))", .dim) }
        }
        return line
    }

    private var heading: String { Fit.left(ladder.hasPlan ? "plan" : "weights", Self.label) }
    private var blank: String { String(repeating: " ", count: Self.label) }

    private func sign(_ rung: PlanLadder.Rung) -> String {
        switch rung.state {
        case .done: "✓"
        case .here: "◆"
        case .toCome: "○"
        }
    }

    private func role(_ rung: PlanLadder.Rung) -> Role {
        switch rung.state {
        case .done: .pass
        case .here: .new
        case .toCome: .dim
        }
    }

    private func time(_ rung: PlanLadder.Rung) -> String {
        rung.at.map { scene.clock.minute($0, at: scene.now) } ?? ""
    }
}
