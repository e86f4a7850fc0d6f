import Model

/// The one sentence below the header: sign, word, numbers, limit, since when, and which key to press.
enum HeadlineBar {
    /// Its lines, at most `most`, each `width` columns wide. The sign and the word begin the first one.
    static func lines(_ scene: Scene, width: Int, most: Int) -> [Line] {
        let sign = Sign(scene.headline.level)
        let word = " \(Fit.left(sign.text, max(8, Width.of(sign.text)))) "
        let indent = Width.of(word) + 1
        let rows = rows(scene, columns: width - indent - 1, most: most)
        return rows.enumerated().map { index, row in
            var line = Line()
            line.add(index == 0 ? word : String(repeating: " ", count: indent - 1), index == 0 ? sign.role : .text)
            line.add(" ")
            line.add(row, index == 0 || scene.headline.level != .go ? .title : .text)
            return line
        }
    }

    /// The key hint is never cut: its shortest form is used first, then the sentence before it is cut.
    private static func rows(_ scene: Scene, columns: Int, most: Int) -> [String] {
        let sentence = plain(scene)
        let beside = Sanitizer.text(scene.headline.beside)
        let hints = HeadlineHint(scene: scene).texts
        func wrapped(_ text: String) -> [String]? {
            let rows = Fit.wrap(text, columns: columns, most: most + 1)
            return rows.count <= most ? rows : nil
        }
        if !beside.isEmpty { for hint in hints { if let rows = wrapped(sentence + beside + hint) { return rows } } }
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
    static func sentence(_ scene: Scene) -> String { plain(scene) + (HeadlineHint(scene: scene).texts.first ?? "") }

    /// The sentence without the key hint.
    private static func plain(_ scene: Scene) -> String {
        let headline = scene.headline
        var text = scene.state.held == nil ? "" : "now, not in the frozen picture: "
        if headline.level != .go, let service = headline.service { text += Sanitizer.text(service) + ": " }
        text += Sanitizer.text(headline.text)
        if let since = headline.since {
            if headline.service == nil {
                text += " (last heard of \(scene.clock.time(since, at: scene.now)))"
            } else if headline.matter == .order {
                text += ", since \(scene.clock.time(since, at: scene.now))"
            } else {
                text += ", since \(scene.clock.minute(since, at: scene.now))"
            }
        }
        return text
    }
}
