import Model

/// The sources in a table: how often each is asked, when it was last asked and last answered, how old what it told is,
/// and its error in its own words.
struct SourceRows: TabRows {
    let lines: [Line]

    var count: Int { max(1, lines.count) }

    init(_ scene: Scene) {
        let board = scene.board
        guard !board.readings.isEmpty else {
            lines = [Line(SourceStrip.waiting(scene) ?? "none was asked yet", .blind)]
            return
        }
        lines = [Self.heading(scene.state.width)] + board.readings.flatMap { Self.lines(of: $0, scene) }
    }

    func draw(into frame: inout Frame, y: Int, rows: Int, top: Int) {
        LineRows(lines: lines).draw(into: &frame, y: y, rows: rows, top: top)
    }

    private static func heading(_ width: Int) -> Line {
        var text = Fit.left("source", 14) + Fit.right("every", 6) + Fit.right("asked", 10) + Fit.right("answered", 10)
        text += Fit.right("old", 7)
        if width >= 76 { text += Fit.right("bound", 7) + Fit.right("took", 9) + Fit.right("asked/h", 9) }
        return Line(text, .header)
    }

    /// One line, and below it what is wrong.
    private static func lines(of reading: Reading, _ scene: Scene) -> [Line] {
        let (board, source) = (scene.board, reading.source)
        let age = board.age(of: reading)
        let isLate = age.map { $0 > source.bound } ?? true
        var line = Line(Fit.left(source.title, 14), isLate ? .blind : .text)
        line.add(Fit.right(NumberFormat.age(source.pace), 6), .dim)
        line.add(Fit.right(scene.clock.time(reading.lastTry), 10), .text)
        let success = reading.lastSuccess.map(scene.clock.time) ?? "never"
        line.add(Fit.right(success, 10), reading.error == nil ? .text : .blind)
        line.add(Fit.right(age.map(NumberFormat.age) ?? "?", 7), isLate ? .blind : .text)
        if scene.state.width >= 76 {
            line.add(Fit.right(NumberFormat.age(source.bound), 7), .dim)
            line.add(Fit.right(reading.lastSuccess == nil ? "" : "\(reading.milliseconds) ms", 9), .dim)
            line.add(Fit.right(NumberWords.decimal(3600 / source.pace, 0), 9), .dim)
        }
        var words: [String] = []
        if let error = reading.error { words.append(error) }
        if reading.failures > 1 { words.append("\(reading.failures) tries failed") }
        if let minute = reading.newestMinute {
            words.append("newest minute with requests: \(scene.clock.minute(minute, at: scene.now))")
        }
        let role: Role = reading.error == nil ? .dim : .blind
        let text = Sanitizer.text(words.joined(separator: "; "))
        return [line]
            + Fit.wrap(text, columns: scene.state.width - 4, most: 4).map { Line("  " + $0, role) }
    }
}
