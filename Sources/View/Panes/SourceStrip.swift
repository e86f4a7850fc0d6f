import Model

/// The state of the sources: which failed and why, in words, and the age of each answer.
enum SourceStrip {
    /// One line for each failing or silent source, at most `most`. The last line counts the others.
    static func troubles(_ scene: Scene, most: Int) -> [Line] {
        let board = scene.board
        let troubled = board.readings.filter(board.isTroubled)
            .sorted { (board.age(of: $0) ?? .infinity) > (board.age(of: $1) ?? .infinity) }
        var lines = troubled.prefix(most).map { trouble($0, board) }
        if troubled.count > most, !lines.isEmpty {
            var first = Line("? +\(troubled.count - most) more sources  ", .blind)
            first.add(lines[lines.count - 1])
            lines[lines.count - 1] = first
        }
        if troubled.isEmpty, let waiting = waiting(scene) { lines = [Line(waiting, .blind)] }
        return Array(lines.prefix(most))
    }

    /// The rows of the tab: each source with its age, then those in trouble in their own words.
    static func lines(_ scene: Scene) -> [Line] {
        [ages(scene, columns: scene.state.width - 2)] + troubles(scene, most: scene.board.readings.count)
    }

    private static func trouble(_ reading: Reading, _ board: Board) -> Line {
        var line = Line("? \(reading.source.title) ", .blind)
        line.add(board.age(of: reading).map { "silent for \(NumberFormat.age($0))" } ?? "has never answered", .blind)
        if let error = reading.error { line.add(": \(Sanitizer.text(error))", .text) }
        if reading.failures > 1 { line.add(" (\(reading.failures) tries)", .dim) }
        return line
    }

    /// The text of the first start, while no source or not every source has answered.
    static func waiting(_ scene: Scene) -> String? {
        guard scene.board.lease != nil else { return nil }
        let silent = scene.board.readings.filter { $0.lastSuccess == nil && $0.error == nil }.map(\.source.title)
        if scene.board.readings.isEmpty { return "? waiting for the first answer of AWS" }
        return silent.isEmpty ? nil : "? waiting for the first answer of \(silent.joined(separator: ", "))"
    }

    /// All sources with their ages in one line, shortened to `columns`.
    static func ages(_ scene: Scene, columns: Int) -> Line {
        let line = ages(scene, isShort: false)
        return line.width <= columns ? line : ages(scene, isShort: true)
    }

    private static func ages(_ scene: Scene, isShort: Bool) -> Line {
        let now = scene.board.takenAt
        var line = Line(isShort ? "" : "sources ", .header)
        for (index, reading) in scene.board.readings.enumerated() {
            if index > 0 { line.add(isShort ? "  " : " · ", .dim) }
            line.add((isShort ? reading.source.facts.short : reading.source.title) + " ", .dim)
            if !isShort, let minute = reading.newestMinute {
                line.add(scene.clock.minute(minute, at: now) + " read ", .dim)
            }
            guard let age = scene.board.age(of: reading) else {
                line.add("?", .blind)
                continue
            }
            let isLate = age > reading.source.bound
            line.add(isLate ? "? \(NumberFormat.age(age))" : NumberFormat.age(age), isLate ? .blind : .text)
            if !isLate, reading.error != nil { line.add(" fails", .blind) }
        }
        if scene.board.readings.isEmpty { line.add("none was asked yet", .blind) }
        return line
    }
}
