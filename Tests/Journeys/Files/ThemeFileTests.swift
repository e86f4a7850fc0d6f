import Foundation
import Testing
import View

@testable import abreast

/// Which theme a name, the terminal or the last choice gives.
@Suite struct ThemeFileTests {
    @Test(arguments: [
        ("0;15", true), ("0;default;15", true), ("0;7", true), ("15;0", false), ("7;8", false), ("", false),
        (";", false),
    ])
    func `a terminal with a light background says so`(colours: String, isLight: Bool) {
        #expect(ThemeFile.isLight(colours) == isLight)
    }

    @Test func `a terminal that says nothing is dark`() { #expect(!ThemeFile.isLight(nil)) }

    @Test(arguments: ["contrast", "night", "paper", "built-in"])
    func `a theme that comes with the program needs no file`(name: String) throws {
        #expect(try ThemeFile.read(named: name).style(.text).foreground != nil)
    }

    @Test func `the key shows them all, and comes back to the first`() throws {
        let first = try ThemeFile.read(named: "night")
        var choice = ThemeChoice(first)
        let shown = (0..<4).map { _ in choice.next() }
        #expect(shown.prefix(3).map(\.name) == ["built-in", "contrast", "paper"])
        #expect(shown[3].looks(like: first))
    }

    @Test func `a light background gets paper unless a theme was chosen`() throws {
        func changes(_ choice: inout ThemeChoice, _ background: RGB) -> Bool { choice.adopt(background: background) }
        let (white, black) = (RGB(255, 255, 255), RGB(16, 16, 16))
        let paper = try ThemeFile.read(named: "paper")
        var guessed = ThemeChoice(.builtIn, isChosen: false)
        #expect(!changes(&guessed, black))
        #expect(changes(&guessed, white))
        #expect(guessed.shown.looks(like: paper))
        #expect(!changes(&guessed, white), "it is shown already")
        let next = guessed.next()
        #expect(next.name == "built-in", "the key goes on from what is shown")
        #expect(!changes(&guessed, white), "chosen by the key")
        var chosen = ThemeChoice(try ThemeFile.read(named: "night"))
        #expect(!changes(&chosen, white))
        #expect(chosen.shown.name.contains("night"))
        // COLORFGBG may be left over from another terminal.
        var wrong = ThemeChoice(paper, isChosen: false)
        #expect(changes(&wrong, black))
        #expect(wrong.shown.looks(like: .builtIn))
    }

    @Test func `a named theme is a choice`() throws { #expect(try ThemeFile.choice(named: "paper").isChosen) }
}
