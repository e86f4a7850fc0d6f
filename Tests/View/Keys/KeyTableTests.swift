import Boards
import Foundation
import Model
import Testing

@testable import View

/// The one table of keys: unambiguous, and told in the help and on the page of keys.
@Suite struct KeyTableTests {
    @Test func `no key means two things in one place`() {
        for place in KeyContext.allCases {
            var seen: Set<Key> = []
            for binding in KeyTable.all where binding.places.contains(place) {
                for key in binding.keys { #expect(seen.insert(key).inserted, "\(key) in \(place.rawValue)") }
            }
        }
    }

    @Test func `where text is typed no printable key is taken`() {
        for binding in KeyTable.all
        where !Set(binding.places).isDisjoint(with: [.filter, .reason, .advance, .rollBack]) {
            for key in binding.keys {
                if case .character = key { Issue.record("\(key) cannot be typed") }
            }
        }
    }

    @Test func `every key is in the help`() {
        let state = SteeredBoards.state(SteeredBoards.deadMan(), 80, 24)
        let lines = HelpPane.lines(state, width: 80).map(\.text)
        for binding in KeyTable.all {
            let begin = binding.help.prefix(50)
            #expect(lines.contains { $0.hasPrefix(binding.label) && $0.contains(begin) }, "\(binding.label)")
        }
    }

    @Test func `the footer keeps pause help and quit on the smallest screen`() {
        let state = SteeredBoards.state(SteeredBoards.deadMan(), 60, 15)
        let text = Footer.keys(state, width: 58).text
        #expect(text.hasPrefix("api: p pause, ") && text.contains("R roll back"))
        #expect(text.contains("d I am here"))
        #expect(text.contains("? help") && text.contains("q quit"))
        #expect(Width.of(text) <= 58)
    }

    @Test func `every row of the table is in the page of keys`() throws {
        let text = try Self.text("Sources/abreast/abreast.docc/Keys.md")
        let missing = KeyTable.markdown.split(separator: "\n").filter { !text.contains($0) }
        #expect(missing == [], "Keys.md, section All keys, lacks these rows")
    }

    @Test func `the readmes short list names keys that are there`() throws {
        let sections = try Self.text("README.md").split(separator: "\n## ")
        let section = try #require(sections.first { $0.hasPrefix("The keys that matter\n") })
        let named = section.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(Self.label)
        let known = Set(KeyTable.markdown.split(separator: "\n").map(Self.label))
        #expect(named.count > 5)
        #expect(named.filter { !known.contains($0) } == [], "README.md names keys that are not in the key table")
    }

    /// The first cell of a row.
    private static func label(_ row: Substring) -> String {
        row.split(separator: "|").first?.trimmingCharacters(in: .whitespaces) ?? ""
    }

    /// A file of the package, whatever folder this test lies in.
    private static func text(_ path: String) throws -> String {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        {
            folder.deleteLastPathComponent()
        }
        return try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }
}
