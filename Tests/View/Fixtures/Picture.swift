import Boards
import Foundation
import Model
import Testing

@testable import View

/// A recorded screen in `Pictures/`. `RECORD_SCREENS=1` writes what is drawn now, and fails, so that nobody forgets to look.
enum Picture {
    static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD_SCREENS"] == "1" }

    /// The folder of a picture: the first word of its name.
    private static func floor(of name: String) -> Substring { name.prefix { $0 != "-" } }

    /// Compares a frame with its picture, row by row.
    static func expect(_ frame: Frame, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Pictures/\(floor(of: name))/\(name).txt")
        let drawn = frame.text + "\n"
        if isRecording {
            try Data(drawn.utf8).write(to: file)
            Issue.record(
                "recorded \(name): look at it, then run without RECORD_SCREENS", sourceLocation: sourceLocation)
            return
        }
        guard let recorded = try? String(contentsOf: file, encoding: .utf8) else {
            Issue.record("no picture \(name); record it with RECORD_SCREENS=1", sourceLocation: sourceLocation)
            return
        }
        guard drawn != recorded else { return }
        let (is_, was) = (drawn.components(separatedBy: "\n"), recorded.components(separatedBy: "\n"))
        var rows: [String] = []
        for row in 0..<max(is_.count, was.count) {
            let (new, old) = (row < is_.count ? is_[row] : "", row < was.count ? was[row] : "")
            if new != old { rows.append("row \(row)\n  was \(old)\n  is  \(new)") }
        }
        Issue.record("\(name) differs:\n\(rows.joined(separator: "\n"))", sourceLocation: sourceLocation)
    }
}
