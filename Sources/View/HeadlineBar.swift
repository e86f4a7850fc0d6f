import Model

/// The one sentence below the header: sign, word, numbers, limit, since when, and what to press.
enum HeadlineBar {
    /// Its lines, at most `most`, each `width` columns wide with the sign and the word in front of the first one.
    static func lines(_ scene: Scene, width: Int, most: Int) -> [Line] {
        let sign = Sign(scene.headline.level)
        let word = " \(Fit.left(sign.text, 8)) "
        let indent = Width.of(word) + 1
        let rows = Fit.wrap(sentence(scene), columns: width - indent - 1, most: most)
        return rows.enumerated().map { index, row in
            var line = Line()
            line.add(index == 0 ? word : String(repeating: " ", count: indent - 1), index == 0 ? sign.role : .text)
            line.add(" ")
            line.add(row, index == 0 || scene.headline.level != .go ? .title : .text)
            return line
        }
    }

    /// All of it as one text.
    static func sentence(_ scene: Scene) -> String {
        let headline = scene.headline
        var text = scene.state.held == nil ? "" : "now, not in the frozen picture: "
        if let service = headline.service { text += Clean.text(service) + ": " }
        text += Clean.text(headline.text)
        if let since = headline.since {
            if headline.service == nil {
                text += " (last heard of \(scene.clock.time(since, at: scene.now)))"
            } else if headline.level == .paused {
                text += ", since \(scene.clock.time(since, at: scene.now))"
            } else {
                text += ", since \(scene.clock.minute(since, at: scene.now))"
            }
        }
        return text + hint(scene)
    }

    private static func hint(_ scene: Scene) -> String {
        guard scene.headline.level == .hold, let name = scene.headline.service,
            let service = scene.live.services.first(where: { $0.name == name })
        else { return "" }
        let acts = !scene.state.readOnly && scene.selected?.name == name && scene.state.posted[name] == nil
        let rollsBack = acts && scene.state.canRollBack && RollBackWarning.hindrance(service) == nil
        if service.pause != nil { return ". It is paused" + (rollsBack ? "; R rolls back" : "") }
        return acts ? ". p pauses" + (rollsBack ? ", R rolls back" : "") : ""
    }
}
