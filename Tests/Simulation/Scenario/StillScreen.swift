import Model
import View

/// Where the lines and columns of the screen are over a night. Nothing but a key or a resize moves them.
struct StillScreen {
    /// What stands where on one screen.
    private struct Places: Equatable {
        /// The row of each rule, of the headings and of the line of keys, from top to bottom.
        var lines: [Int] = []
        /// The headings, as they stand.
        var headings = ""
        /// The row of each service.
        var services: [String: Int] = [:]
    }

    /// What moved; empty when nothing did.
    private(set) var moves: [String] = []
    /// How many screens were compared with the one before.
    private(set) var compared = 0
    private var states = [(120, 36), (80, 24)].map { width, height in
        ScreenState(
            migration: "night", width: width, height: height, isUTF8: true, readOnly: false,
            clock: .offset(seconds: 0, name: "UTC"))
    }
    private var before: [Places?] = [nil, nil]

    mutating func add(_ board: Board) {
        for index in states.indices {
            states[index].receive(board)
            let now = Self.places(states[index].nextFrame(at: board.takenAt), board)
            if let last = before[index] {
                compared += 1
                if last != now {
                    moves.append("\(states[index].width) columns, \(board.takenAt.iso8601): \(last) → \(now)")
                }
            }
            before[index] = now
        }
    }

    private static func places(_ frame: Frame, _ board: Board) -> Places {
        let rows = frame.text.split(separator: "\n", omittingEmptySubsequences: false)
        var places = Places()
        guard let headings = rows.firstIndex(where: { $0.contains("SERVICE") }) else { return places }
        places.headings = rows[headings] + "\n" + rows[headings + 1]
        places.lines = rows.indices.filter { rows[$0].hasPrefix("──") } + [headings, rows.count]
        let end = places.lines.filter { $0 > headings }.min() ?? rows.count
        for row in headings + 2..<end {
            for service in board.services where rows[row].dropFirst().hasPrefix("\(service.name) ") {
                places.services[service.name] = row
            }
        }
        return places
    }
}
