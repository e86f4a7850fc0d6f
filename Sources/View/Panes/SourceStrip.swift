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
}
