import Foundation
import Testing

@testable import View

/// Themes in btop's format: what is read, what is refused with a sentence, and the three that come with the program.
@Suite struct ThemeTests {
    private func read(_ text: String) throws -> (theme: Theme, warnings: [String]) {
        try ThemeReader.read(text, file: "x.theme")
    }

    @Test func `colours in all their forms`() throws {
        let theme = try read(
            """
            # a comment
            theme[main_fg]="#cc"
              theme[title] = '#12aBff'   # behind
            theme[hi_fg]="1 20 255"
            theme[div_line]=""
            theme[main_bg]="#000000"\r
            """
        ).theme
        #expect(theme.style(.text).foreground == RGB(0xCC, 0xCC, 0xCC))
        #expect(theme.style(.title).foreground == RGB(0x12, 0xAB, 0xFF))
        #expect(theme.style(.key).foreground == RGB(1, 20, 255))
        #expect(theme.style(.rule).foreground == nil)
        #expect(Role.allCases.allSatisfy { theme.style($0).background == RGB(0, 0, 0) })
        #expect(theme.style(.worse).foreground == Theme.builtIn.style(.worse).foreground)
    }

    @Test func `an empty middle of a gradient takes its other colours`() throws {
        let theme = try read("theme[cpu_start]=\"#11\"\ntheme[cpu_mid]=\"\"\ntheme[cpu_end]=\"#33\"").theme
        #expect(theme.style(.warn).foreground == RGB(0x33, 0x33, 0x33))
        #expect(try read("theme[main_bg]=\"\"").theme.style(.text).background == nil)
    }

    @Test(arguments: [
        ("theme[main_fg]=\"#12345\"", "“#12345” is no colour for theme[main_fg]"),
        ("theme[main_fg]=\"1 2 256\"", "“1 2 256” is no colour"), ("theme[main_fg]=\"red\"", "“red” is no colour"),
        ("theme[main_fg]=#cc", "needs quotes"), ("theme[main_fg]\"#cc\"", "needs = and a colour"),
        ("main_fg=\"#cc\"", "write theme[key]=\"#RRGGBB\""), ("theme[main_fg]=\"#cc\" x", "“x” after the colour"),
        ("theme[main_fg=\"#cc\"", "write theme[key]"),
    ])
    func `faults say where and what to write`(line: String, sentence: String) {
        let error = #expect(throws: ThemeError.self) { try read("# first\n\(line)\n") }
        #expect(error?.line == 2 && error?.file == "x.theme")
        #expect(error?.sentence.contains(sentence) == true, "\(error?.sentence ?? "")")
    }

    @Test func `a file without a colour is refused`() {
        #expect(throws: ThemeError.self) { try read("# nothing\n") }
    }

    @Test func `unknown keys are warnings`() throws {
        let read = try read("theme[main_fg]=\"#cc\"\ntheme[colour]=\"#cc\"")
        #expect(read.warnings == ["x.theme:2: theme[colour] is not one of btop's keys and has no effect"])
    }

    @Test(arguments: ["night", "paper", "contrast"])
    func `own themes read without a warning`(name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Themes/\(name).theme")
        let (theme, warnings) = try ThemeReader.read(String(contentsOf: file, encoding: .utf8), file: name)
        #expect(warnings == [])
        try legible(theme)
    }

    @Test func `the built in theme is legible`() throws { try legible(.builtIn) }

    /// Contrast with the background by WCAG 2's formula: 4.5 for what must be read, 3 for lesser text; and the pairs that
    /// must be told apart differ in brightness, not in hue alone.
    private func legible(_ theme: Theme) throws {
        for role in Role.allCases where role != .rule && role != .disabled {
            let style = theme.style(role)
            let contrast = try Self.contrast(#require(style.foreground), #require(style.background))
            #expect(contrast >= (role == .dim || role == .header ? 3 : 4.5), "\(role) \(contrast)")
        }
        for (one, other) in [(Role.pass, Role.worse), (.paused, .frozen), (.frozen, .simulated)] {
            let contrast = try Self.contrast(
                #require(theme.style(one).foreground), #require(theme.style(other).foreground))
            #expect(contrast >= 1.15, "\(one) and \(other): \(contrast)")
        }
    }

    private static func contrast(_ one: RGB, _ other: RGB) -> Double {
        let (a, b) = (luminance(one), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    private static func luminance(_ colour: RGB) -> Double {
        func linear(_ channel: UInt8) -> Double {
            let share = Double(channel) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
    }
}
