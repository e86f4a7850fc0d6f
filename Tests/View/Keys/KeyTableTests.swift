import Boards
import Foundation
import Model
import Testing

@testable import View

/// The one table of keys: unambiguous, and told in the help and in the README.
@Suite struct KeyTableTests {
    @Test func noKeyMeansTwoThingsInOnePlace() {
        for place in KeyContext.allCases {
            var seen: Set<Key> = []
            for binding in KeyTable.all where binding.places.contains(place) {
                for key in binding.keys { #expect(seen.insert(key).inserted, "\(key) in \(place.rawValue)") }
            }
        }
    }

    @Test func whereTextIsTypedNoPrintableKeyIsTaken() {
        for binding in KeyTable.all
        where !Set(binding.places).isDisjoint(with: [.filter, .reason, .advance, .rollBack]) {
            for key in binding.keys {
                if case .character = key { Issue.record("\(key) cannot be typed") }
            }
        }
    }

    @Test func everyKeyIsInTheHelp() {
        let state = SteeredBoards.state(SteeredBoards.deadMan(), 80, 24)
        let lines = HelpPane.lines(state, width: 80).map(\.text)
        for binding in KeyTable.all {
            let begin = binding.help.prefix(50)
            #expect(lines.contains { $0.hasPrefix(binding.label) && $0.contains(begin) }, "\(binding.label)")
        }
    }

    @Test func theFooterKeepsPauseHelpAndQuitOnTheSmallestScreen() {
        let state = SteeredBoards.state(SteeredBoards.deadMan(), 60, 15)
        let text = Footer.keys(state, width: 58).text
        #expect(text.contains("p pause api") && text.contains("R roll back"))
        #expect(text.contains("d renew dead man"))
        #expect(text.contains("? help") && text.contains("q quit"))
        #expect(Width.of(text) <= 58)
    }

    @Test func everyRowOfTheTableIsInTheReadme() throws {
        let readme = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../README.md")
        let text = try String(contentsOf: readme, encoding: .utf8)
        let missing = KeyTable.markdown.split(separator: "\n").filter { !text.contains($0) }
        #expect(missing == [], "README.md, section Keys, lacks these rows")
    }
}
