import Foundation

/// A room's door page, `Sources/X/X.docc/X.md`, and what of it a program can read.
struct DoorPage {
    let room: String
    /// Line by line, without blocks of code.
    let lines: [String]

    static func path(_ room: String) -> String { "Sources/\(room)/\(room).docc/\(room).md" }

    init(_ room: String) throws {
        self.init(room, text: try Repository.text(Self.path(room)))
    }

    init(_ room: String, text: String) {
        self.room = room
        var isCode = false
        lines = text.components(separatedBy: "\n").filter { line in
            if line.hasPrefix("```") {
                isCode.toggle()
                return false
            }
            return !isCode
        }
    }

    /// The words in backticks of a paragraph that begins with `label`; `nil` when there is no such paragraph.
    func words(after label: String) -> [String]? {
        guard let first = lines.firstIndex(where: { $0.hasPrefix(label) }) else { return nil }
        let paragraph = lines[first...].prefix { !$0.isEmpty }.joined(separator: " ")
        return Self.quoted(paragraph.dropFirst(label.count))
    }

    /// The whole number that stands behind `label` at the beginning of a line.
    func number(after label: String) -> Int? {
        lines.first { $0.hasPrefix(label) }.flatMap {
            Int($0.dropFirst(label.count).trimmingCharacters(in: .whitespaces).prefix { $0.isNumber })
        }
    }

    /// The rows of the table whose first title is `title`, cell by cell; `nil` when there is no such table.
    func table(_ title: String) -> [[String]]? {
        guard let head = lines.firstIndex(where: { $0.hasPrefix("| \(title) |") }) else { return nil }
        return lines[(head + 2)...].prefix { $0.hasPrefix("|") }.map { row in
            row.dropFirst().dropLast().split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    /// The lines of the section under `## title`, up to the next heading; `nil` when there is no such section.
    func section(_ title: String) -> [String]? {
        guard let head = lines.firstIndex(of: "## \(title)") else { return nil }
        return lines[(head + 1)...].prefix { !$0.hasPrefix("## ") } + []
    }

    var headings: [String] { lines.filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) } }

    /// The files and folders that the page names in backticks: with `.swift` at the end, or with a slash. The names in
    /// the table of floors are left out.
    var paths: [String] {
        let floors = Set((table("floor") ?? []).flatMap { Self.quoted($0[0][...]) })
        return lines.flatMap { Self.quoted($0[...]) }.filter {
            $0.wholeMatch(of: /[\w.+\/-]+/) != nil && ($0.contains("/") || $0.hasSuffix(".swift"))
                && !floors.contains($0)
        }
    }

    static func quoted(_ text: Substring) -> [String] {
        text.matches(of: /`([^`]+)`/).map { String($0.1) }
    }
}
