package import Model

/// The one sentence below the header: sign, word, numbers, limit, since when, and which key to press.
enum HeadlineBar {
    /// Its lines, at most `most`, each `width` columns wide. The sign and the word begin the first one. What stands beside
    /// the sentence has a line of its own, if there is room.
    static func lines(_ scene: Scene, width: Int, most: Int) -> [Line] {
        let sign = Sign(scene.headline.level)
        let text = sign.text(isUTF8: scene.state.isUTF8)
        let word = " \(Fit.left(text, max(8, Width.of(text)))) "
        let indent = Width.of(word) + 1
        let columns = width - indent - 1
        let sentence = rows(scene, columns: columns, most: most)
        let beside = HeadlineWords(scene).beside
        let more = beside.isEmpty ? [] : Fit.wrap(beside, columns: columns, most: most - sentence.count)
        return (sentence + more).enumerated().map { index, row in
            var line = Line()
            line.add(index == 0 ? word : String(repeating: " ", count: indent - 1), index == 0 ? sign.role : .text)
            line.add(" ")
            let isPlain = index >= sentence.count || index > 0 && scene.headline.level == .go
            line.add(row, isPlain ? .text : .title)
            return line
        }
    }

    /// The key hint is never cut: its shortest form is used first, then the sentence before it is cut.
    private static func rows(_ scene: Scene, columns: Int, most: Int) -> [String] {
        let sentence = plain(scene)
        let hints = HeadlineHint(scene: scene).texts
        func wrapped(_ text: String) -> [String]? {
            let rows = Fit.wrap(text, columns: columns, most: most + 1)
            return rows.count <= most ? rows : nil
        }
        for hint in hints { if let rows = wrapped(sentence + hint) { return rows } }
        if most > 1, let hint = hints.last, !hint.isEmpty {
            // Wrapping leaves some columns empty.
            for slack in [0, 8, 16, 24] {
                let room = columns * most - Width.of(hint) - slack
                if room > columns / 2, let rows = wrapped(Fit.cut(sentence, to: room) + hint) { return rows }
            }
        }
        return Fit.wrap(sentence, columns: columns, most: most)
    }

    /// All of it as one text.
    static func sentence(_ scene: Scene) -> String {
        let beside = HeadlineWords(scene).beside
        return plain(scene) + (HeadlineHint(scene: scene).texts.first ?? "") + (beside.isEmpty ? "" : "; \(beside)")
    }

    /// The sentence without the key hint.
    static func plain(_ scene: Scene) -> String {
        (scene.state.held == nil ? "" : "now, not in the frozen picture: ") + HeadlineWords(scene).sentence
    }
}

extension ScreenState {
    /// The sentence of the band with its keys, without the line below it; `nil` before the first board.
    package func headline(at now: Moment) -> String? {
        Scene(self, at: now).map { HeadlineBar.plain($0) + (HeadlineHint(scene: $0).texts.first ?? "") }
    }
}

extension HeadlineWords {
    init(_ scene: Scene) { self.init(scene.headline, clock: scene.clock, now: scene.now) }
}
