/// The keys from the one key table, and the meaning of the signs.
enum HelpPane {
    static func draw(_ state: ScreenState, into frame: inout Frame, y top: Int, bottom: Int) {
        OverviewPane.rule(into: &frame, y: top, title: "keys and signs")
        let rows = bottom - top - 1
        let all = lines(state, width: frame.width)
        let first = min(state.helpTop, max(0, all.count - rows))
        for (row, line) in all.dropFirst(first).prefix(rows).enumerated() {
            frame.put(line, x: 1, y: top + 1 + row, limit: frame.width - 2)
        }
        if first + rows < all.count {
            let more = " ↓ \(all.count - first - rows) more lines "
            frame.put(more, x: frame.width - Width.of(more) - 2, y: top, role: .focus)
        }
    }

    /// The last line with which the visible part can begin.
    static func lastTop(_ state: ScreenState) -> Int {
        let rows = state.height - 3 - HeadlineBand.height(state)
        return max(0, lines(state, width: state.width).count - max(1, rows))
    }

    /// All lines; two columns on a wide screen.
    static func lines(_ state: ScreenState, width: Int) -> [Line] {
        let half = width / 2 - 2
        let isWide = width >= 150
        let keys = keyLines(state, columns: (isWide ? half : width - 2) - 11)
        let signs = signLines(state, columns: isWide ? half : width - 2)
        guard isWide else { return keys + [Line()] + signs }
        return (0..<max(keys.count, signs.count)).map { row in
            var line = row < keys.count ? keys[row].cut(to: half) : Line()
            line.add(String(repeating: " ", count: half + 2 - line.width))
            if row < signs.count { line.add(signs[row]) }
            return line
        }
    }

    private static func keyLines(_ state: ScreenState, columns: Int) -> [Line] {
        let groups: [(title: String, places: [KeyContext])] = [
            ("on a pane", [.overview, .service, .full, .help]), ("after p on a running service", [.reason]),
            ("after p on a paused service", [.resume]), ("after n", [.advance]), ("after R", [.rollBack]),
            ("while a filter is typed", [.filter]), ("on the command line", [.command]),
        ]
        var lines: [Line] = []
        var listed: Set<Int> = []
        for group in groups {
            var own: [Line] = []
            for (index, binding) in KeyTable.all.enumerated()
            where !listed.contains(index) && KeyTable.exists(binding, in: state)
                && !Set(binding.places).isDisjoint(with: group.places)
            {
                listed.insert(index)
                let label = state.isUTF8 ? binding.label : Footer.asciiLabel(binding.label)
                for (row, text) in Fit.wrap(binding.help, columns: columns, most: 20).enumerated() {
                    var line = Line(Fit.left(row == 0 ? label : "", 10), .key)
                    line.add(" " + text, .text)
                    own.append(line)
                }
            }
            let answers: [[KeyContext]] = [[.reason], [.resume], [.advance], [.rollBack]]
            if own.isEmpty || state.readOnly && answers.contains(group.places) { continue }
            if !lines.isEmpty { lines.append(Line()) }
            lines.append(Line(group.title, .header))
            lines += own
        }
        return lines
    }

    private static func graphSigns(_ glyphs: PlotGlyphs) -> [(String, Role, String)] {
        [
            (glyphs.sample(.dotted), .old, "graph: old"),
            (glyphs.sample(.solid), .new, "graph: new; where both meet, new is in front; a gap: no number"),
            (glyphs.sample(.dashed), .worse, "graph: the limit, or the bar of evidence"),
            (glyphs.sample(.sparse), .dim, "graph: what is tolerated, 1.2 × old"),
            (glyphs.sample(.solid), .dim, "graph: a minute that has not settled; the rule below it is broken"),
            ("\(glyphs.beyond)900", .new, "graph: one minute was beyond the top, so high"),
            ("25 %▲", .text, "graph: weights were set then; ‖ paused, ▸ resumed, ↩ rolled back, ✎ note"),
        ]
    }

    private static func signLines(_ state: ScreenState, columns: Int) -> [Line] {
        let blocks = state.isUTF8 ? Blocks.unicode : Blocks.ascii
        var rows: [(String, Role, String)] = [
            ("412", .text, "a number of the newest settled minute (two minutes old at least)"),
            ("0", .text, "counted, and there was nothing"),
            ("–", .dim, "nothing to measure: no traffic, or no such thing on this side"),
            (
                "285 · 9 m", .blind,
                "too old to go by: the last number and its age; 285? where the row's end has the age"
            ),
            ("?", .blind, "it should be there and is not: never read, denied, or partial"),
            ("6/8", .text, "6 serve (healthy, or running where no load balancer is) of 8 wanted"),
            ("plan set seen", .text, "share on new: by the plan's step, by the weights, and by counting requests"),
            ("✓ pass", .pass, "new is as good as old, in the last minutes too"),
            ("· counting", .dim, "nothing is wrong, and not known yet; 8 min: may be known in so many"),
            ("◆ old fails", .warn, "also both sides fail: new is not to blame; look at what they share"),
            ("▲ worse", .worse, "new is worse: old and new are in the headline, the statistics under e"),
            ("? blind", .blind, "something the verdict stands on is missing or old; its age"),
            ("proof ▰▰▰▱▱", .text, "how sure it is that new is worse; only a full bar is proof"),
            ("harm", .worse, "requests that failed on new, and would not have failed on old"),
            ("follows", .text, "requests go where the weights send them; slow: they come; stuck: they do not"),
            ("numbers of", .text, "the minute that all numbers are of; CloudWatch's newest are not final"),
            ("✓ GO", .pass, "the band: nothing to do, or the next step may be taken"),
            ("· WAIT", .dim, "nothing is wrong, and not known yet: nothing to do"),
            ("◆ CARE", .warn, "something needs a decision; going on would be wrong"),
            ("▲ HOLD", .worse, "new is worse: hold it with p"),
            ("■ BACK", .worse, "new fails and old does not: go back now with R"),
            ("‼ OUTAGE", .worse, "both sides fail, new is not to blame: look at what they share"),
            ("? BLIND", .blind, "it cannot be seen; the band says what to mend"),
            ("‖ HELD", .paused, "somebody holds the rollout"),
            ("↩ GOING BACK", .paused, "a roll back is on its way, or was carried out and is held"),
            ("━┿◆─┼", .new, "ladder: weights on new, a step done, where requests are, on old, a step to come"),
            ("PAUSED", .paused, "an operator holds the rollout: weights stay, nothing is rolled back"),
            ("FROZEN", .frozen, "you hold this picture; the world and everybody else go on"),
            (String(blocks.zero), .dim, "bar: counted, nothing; an empty column: no traffic"),
            (String(blocks.missing), .blind, "bar or graph: nothing is known of that minute"),
        ]
        rows += graphSigns(state.plotGlyphs)
        if state.canRollBack {
            rows += [
                ("ROLLED BACK", .paused, "an operator sent all traffic back to old; it is held there"),
                (
                    "room on old", .text,
                    "old has room for so much of all traffic, by the most each of its targets carried"
                ),
                ("only 50 %", .worse, "far more would come back than old was ever seen to carry"),
            ]
        }
        if state.canSteer {
            rows += [
                ("DNS, 60 s", .warn, "the weights are set; resolvers may keep the old ones for so long"),
                ("watching", .text, "a step is watched before the next one; 75 % in 12:31: that is next, and when"),
                ("READY", .pass, "watched long enough; the next step waits for n, or for pass"),
                ("BY HAND", .warn, "somebody else set the weights: it pauses, and resuming takes them over"),
                ("LOOK AGAIN", .warn, "it is time to look at that pause again"),
                ("AUTO ROLL BACK", .worse, "worse, and nobody here: rolls back by itself then; d: I am here"),
            ]
        }
        if let simulation = SimulationMark(state) {
            rows.insert(("SIMULATED", .simulated, "a made-up world, \(simulation.world): nothing of it happens"), at: 0)
        }
        let column = max(11, 1 + (rows.map { Width.of($0.0) }.max() ?? 0))
        return [Line("what the signs mean", .header)]
            + rows.flatMap { sign, role, meaning in
                Fit.wrap(meaning, columns: columns - column, most: 20).enumerated().map { row, text in
                    var line = Line(row == 0 ? sign : "", role)
                    line.add(String(repeating: " ", count: column - line.width) + text, .text)
                    return line
                }
            }
    }
}
