package import Model

/// The coloured band below the header, of fixed height: sign, word and sentence, and in its last line the act with its
/// keys.
enum HeadlineBand {
    /// Its lines on a screen of this size. Nothing but a resize or another pane changes it.
    static func height(_ state: ScreenState) -> Int {
        state.pane == .help || state.height < 20 || state.width >= 170 ? 2 : 3
    }

    static func ground(_ level: Headline.Level) -> Ground {
        switch level {
        case .back, .outage, .hold: .alarm
        case .blind: .blind
        case .care: .care
        case .held, .goingBack: .held
        case .wait: .calm
        case .go: .good
        }
    }

    static func draw(_ scene: Scene, into frame: inout Frame, y: Int) {
        let height = height(scene.state)
        frame.lay(ground(scene.headline.level), y: y, rows: height)
        for (row, line) in lines(scene, width: frame.width, height: height).enumerated() {
            frame.put(line, x: 0, y: y + row, limit: frame.width - 1)
        }
    }

    /// Exactly `height` lines. The keys are never cut; the sentence is, before them. What stands beside the sentence comes
    /// last.
    static func lines(_ scene: Scene, width: Int, height: Int) -> [Line] {
        let sign = Sign(scene.headline.level)
        let text = sign.text(isUTF8: scene.state.isUTF8)
        var first = Line(" \(Fit.left(text, max(8, Width.of(text)))) ", sign.role)
        first.add(" ")
        let indent = width < 80 ? 2 : first.width
        let columns = width - indent - 2
        var rows = Fit.wrap(plain(scene), first: width - first.width - 2, columns: columns, most: 20)
        let act = height > 1 ? act(scene, columns: columns) : Line()
        let room = act.isEmpty ? height : height - 1
        var rest = ""
        if rows.count > room {
            // What is left of the sentence stands before the keys, if that is more than a word.
            rest = rows[room...].joined(separator: " ")
            rows = Array(rows.prefix(room))
        }
        var lines = rows.enumerated().map { row, text in
            var line = row == 0 ? first : Line(String(repeating: " ", count: indent))
            line.add(text, row > 0 && scene.headline.level == .go ? .text : .title)
            return line
        }
        var last = Line(String(repeating: " ", count: indent))
        let free = columns - act.width - 3
        if !rest.isEmpty, act.isEmpty || free < 12 {
            lines[room - 1] = lines[room - 1].cut(to: width - 3)
            lines[room - 1].add("…", .title)
        } else if !rest.isEmpty {
            last.add(Fit.cut(rest, to: free) + "   ", .title)
        }
        last.add(act)
        var beside = HeadlineWords(scene).beside
        while lines.count < room {
            let isFirst = !beside.isEmpty
            let below = Line(String(repeating: " ", count: indent) + beside, .text).cut(to: width - 2)
            lines.append(isFirst ? below : Line())
            beside = ""
        }
        if room < height {
            if !beside.isEmpty, width - 2 - last.width - 3 >= 12 { last.join(beside, .text, by: "   ") }
            lines.append(last.cut(to: width - 1))
        }
        return lines
    }

    /// A running time to an automatic roll back, and the keys with what they do; the longest form that fits.
    private static func act(_ scene: Scene, columns: Int) -> Line {
        let running = [false, true].map { DeadManBar.lines(scene, width: columns, isBrief: $0).first ?? Line() }
        let hints = HeadlineHint(scene: scene).forms.map { $0.reduce(into: Line()) { $0.join($1.line, by: "   ") } }
        let forms = running.flatMap { time in
            hints.map { hint in
                var line = time
                line.join(hint, by: "   ")
                return line
            }
        }
        guard var line = forms.first(where: { $0.width <= columns }) else { return hints.last ?? Line() }
        var why = Line("e ", .key)
        why.add("why", .text)
        let names = [scene.headline.service, scene.selected?.name]
        if hasReason(scene.headline.level), names[0] != nil, names[0] == names[1], line.width + 8 <= columns {
            line.join(why.clicked(.key(.character("e"))), by: "   ")
        }
        return line
    }

    /// Whether the evidence says more than the sentence.
    private static func hasReason(_ level: Headline.Level) -> Bool {
        switch level {
        case .back, .outage, .hold, .care: true
        case .blind, .held, .goingBack, .wait, .go: false
        }
    }

    /// All of it as one text.
    static func sentence(_ scene: Scene) -> String {
        let beside = HeadlineWords(scene).beside
        return withKeys(scene) + (beside.isEmpty ? "" : "; \(beside)")
    }

    /// The sentence and its keys, in their longest form.
    static func withKeys(_ scene: Scene) -> String {
        plain(scene) + (HeadlineHint(scene: scene).forms.first ?? []).map(\.text).joined()
    }

    /// The sentence without the keys.
    static func plain(_ scene: Scene) -> String {
        (scene.state.held == nil ? "" : "now, not in the frozen picture: ") + HeadlineWords(scene).sentence
    }
}

extension ScreenState {
    /// The sentence of the band with its keys, without the line below it; `nil` before the first board.
    package func headline(at now: Moment) -> String? {
        Scene(self, at: now).map { HeadlineBand.withKeys($0) }
    }
}

extension HeadlineWords {
    init(_ scene: Scene) { self.init(scene.headline, clock: scene.clock, now: scene.now) }
}
