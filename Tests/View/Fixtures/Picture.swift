import Boards
import Foundation
import Model
import Testing

@testable import View

/// A recorded screen in `Pictures/`: its text, and below it the role of each cell.
///
/// `RECORD_SCREENS=1` writes what is drawn now, and fails, so that nobody forgets to look.
enum Picture {
    static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD_SCREENS"] == "1" }

    /// The folder of a picture: the first word of its name.
    private static func floor(of name: String) -> Substring { name.prefix { $0 != "-" } }

    /// Compares a frame with its picture: the text row by row, then the role of each cell.
    static func expect(_ frame: Frame, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Pictures/\(floor(of: name))/\(name).txt")
        if isRecording {
            try Data(written(frame).utf8).write(to: file)
            Issue.record(
                "recorded \(name): look at it, then run without RECORD_SCREENS", sourceLocation: sourceLocation)
            return
        }
        guard let recorded = try? String(contentsOf: file, encoding: .utf8) else {
            Issue.record("no picture \(name); record it with RECORD_SCREENS=1", sourceLocation: sourceLocation)
            return
        }
        let found = differences(frame, recorded)
        guard !found.isEmpty else { return }
        Issue.record("\(name) differs:\n\(found.joined(separator: "\n"))", sourceLocation: sourceLocation)
    }

    /// The picture's file: as many rows of text as the frame has, a legend of the roles that occur, as many rows of roles.
    ///
    /// A row of roles has one letter for each column, a blank for plain text, and no blanks at its end. Below them stand the
    /// grounds: rows counted from 0, and columns where a ground does not fill them.
    static func written(_ frame: Frame) -> String {
        let used = Set(frame.cells.map(\.role))
        let legend = Role.allCases.filter { $0 != .text && used.contains($0) }.map { "\($0.letter) \($0)" }
        return frame.text + "\n" + legendBegin + legend.joined(separator: ", ") + "\n"
            + roles(of: frame).map { String($0) + "\n" }.joined() + grounds(of: frame).map { $0 + "\n" }.joined()
    }

    /// `ground alarm rows 1-3`, `ground selection row 7 columns 0-77`.
    private static func grounds(of frame: Frame) -> [String] {
        var runs: [(ground: Ground, columns: ClosedRange<Int>, rows: ClosedRange<Int>)] = []
        for y in 0..<frame.height {
            var x = 0
            while x < frame.width {
                let (first, ground) = (x, frame[x, y].ground)
                while x < frame.width, frame[x, y].ground == ground { x += 1 }
                if ground == .plain { continue }
                if let index = runs.lastIndex(where: {
                    $0.ground == ground && $0.columns == first...x - 1 && $0.rows.upperBound == y - 1
                }) {
                    runs[index].rows = runs[index].rows.lowerBound...y
                } else {
                    runs.append((ground, first...x - 1, y...y))
                }
            }
        }
        return runs.map { run in
            let rows =
                run.rows.count == 1
                ? "row \(run.rows.lowerBound)" : "rows \(run.rows.lowerBound)-\(run.rows.upperBound)"
            let isWhole = run.columns == 0...frame.width - 1
            return "ground \(run.ground) \(rows)"
                + (isWhole ? "" : " columns \(run.columns.lowerBound)-\(run.columns.upperBound)")
        }
    }

    /// What a frame shows otherwise than a picture's file does, one sentence each; empty when it is the same.
    static func differences(_ frame: Frame, _ recorded: String) -> [String] {
        let drawn = written(frame)
        guard drawn != recorded else { return [] }
        let (isText, isRoles, isGrounds) = parts(drawn)
        let (wasText, wasRoles, wasGrounds) = parts(recorded)
        var found: [String] = []
        for row in 0..<max(isText.count, wasText.count) {
            let (new, old) = (isText.at(row) ?? "", wasText.at(row) ?? "")
            if new != old { found.append("row \(row)\n  was \(old)\n  is  \(new)") }
        }
        for row in 0..<max(isRoles.count, wasRoles.count) {
            found += runs(Array(isRoles.at(row) ?? ""), Array(wasRoles.at(row) ?? ""), row: row)
        }
        if isGrounds != wasGrounds { found.append("the grounds were \(wasGrounds), are \(isGrounds)") }
        return found.isEmpty ? ["the legends or the numbers of rows differ"] : found
    }

    /// Begins the line between the text and the roles; no screen draws it.
    private static let legendBegin = "==== roles: "

    private static func roles(of frame: Frame) -> [String] {
        (0..<frame.height).map { y in
            var letters = (0..<frame.width).map { frame[$0, y].role.letter }
            while letters.last == Role.text.letter { letters.removeLast() }
            return String(letters)
        }
    }

    /// The rows of text, the rows of roles, and the grounds.
    private static func parts(_ text: String) -> (text: [String], roles: [String], grounds: [String]) {
        let rows = text.components(separatedBy: "\n")
        guard let legend = rows.firstIndex(where: { $0.hasPrefix(legendBegin) }) else { return (rows, [], []) }
        let below = rows[(legend + 1)...]
        return (
            Array(rows[..<legend]), below.filter { !$0.hasPrefix("ground ") }, below.filter { $0.hasPrefix("ground ") }
        )
    }

    /// The columns of one row whose role is not the recorded one, neighbours with the same change as one.
    private static func runs(_ new: [Character], _ old: [Character], row: Int) -> [String] {
        var found: [String] = []
        var column = 0
        let width = max(new.count, old.count)
        func change(_ column: Int) -> (was: Character, is: Character) {
            (old.at(column) ?? Role.text.letter, new.at(column) ?? Role.text.letter)
        }
        while column < width {
            let first = column
            let (was, is_) = change(first)
            while column < width, change(column) == (was, is_) { column += 1 }
            if was == is_ { continue }
            let columns = first == column - 1 ? "column \(first)" : "columns \(first) to \(column - 1)"
            found.append("row \(row), \(columns): the role was \(Role.name(was)), is \(Role.name(is_))")
        }
        return found
    }
}

extension Array {
    fileprivate func at(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

extension Role {
    /// How the role stands in a picture's file: one letter each, a blank for plain text.
    var letter: Character {
        switch self {
        case .text: " "
        case .dim: "d"
        case .title: "t"
        case .header: "h"
        case .focus: "f"
        case .old: "o"
        case .new: "n"
        case .pass: "+"
        case .warn: "w"
        case .worse: "W"
        case .blind: "b"
        case .paused: "p"
        case .frozen: "z"
        case .simulated: "s"
        case .rule: "-"
        case .key: "k"
        case .disabled: "x"
        case .input: "i"
        }
    }

    fileprivate static func name(_ letter: Character) -> String {
        allCases.first { $0.letter == letter }.map { "\($0)" } ?? "“\(letter)”, which is no role"
    }
}
