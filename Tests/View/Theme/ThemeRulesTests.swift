import Foundation
import Model
import Testing

@testable import View

/// Whatever a theme says: it can be read, and its colours mean what they mean everywhere else.
@Suite struct ThemeRulesTests {
    @Test(arguments: [
        (50.0, 2.6772, -79.7751, 50.0, 0.0, -82.7485, 2.0425), (50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0),
        (50, 2.5, 0, 73, 25, -18, 27.1492), (50, 2.5, 0, 61, -5, 29, 22.8977),
        (60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644),
        (22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373),
        (2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082),
    ])
    func `differences are those of the published pairs`(
        l1: Double, a1: Double, b1: Double, l2: Double, a2: Double, b2: Double, difference: Double
    ) {
        let (one, two) = (Lab(lightness: l1, a: a1, b: b1), Lab(lightness: l2, a: a2, b: b2))
        #expect(abs(one.difference(two) - difference) < 0.0001)
        #expect(abs(two.difference(one) - difference) < 0.0001)
    }

    @Test func `a colour comes back from its Lab`() {
        for red in stride(from: 0, through: 255, by: 51) {
            for green in stride(from: 0, through: 255, by: 51) {
                for blue in stride(from: 0, through: 255, by: 51) {
                    let colour = RGB(UInt8(red), UInt8(green), UInt8(blue))
                    #expect(Lab(colour).rgb == colour)
                }
            }
        }
        #expect(abs(RGB(0, 0, 0).contrast(RGB(255, 255, 255)) - 21) < 0.001)
        #expect(Lab(RGB(255, 255, 255)).chroma < 0.02)
    }

    @Test func `red and green look alike to who has no cones for middle waves, and grey stays grey`() {
        let (red, green) = (RGB(0xB0, 0x50, 0x20), RGB(0x60, 0x70, 0x20))
        #expect(!ThemeRules.areApart(red, green) && Lab(red).difference(Lab(green)) > 20)
        for vision in ColourVision.allCases { #expect(vision.seen(RGB(0x80, 0x80, 0x80)).chroma < 0.5) }
    }

    @Test func `the built-in theme needs no help`() { #expect(ThemeRules.faults(of: .builtIn) == []) }

    @Test(arguments: ["night", "paper", "contrast"])
    func `nor do the themes that come with it`(name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Themes/\(name).theme")
        let theme = try ThemeReader.read(String(contentsOf: file, encoding: .utf8), file: name).theme
        #expect(ThemeRules.faults(of: theme) == [])
        #expect(ThemeMender.mended(theme).theme == theme)
    }

    @Test func `the themes that are compiled in are the files`() throws {
        for name in OwnThemes.names {
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../../Themes/\(name).theme")
            #expect(try OwnThemes.text(name) == String(contentsOf: file, encoding: .utf8))
        }
    }

    /// The colours that btop's own themes give the keys we use; `-` for the terminal's own.
    @Test(arguments: [
        "nord: 2E3440 D8DEE9 8FBCBB 4C566A ECEFF4 5E81AC 88C0D0 88C0D0 81A1C1 88C0D0 ECEFF4 88C0D0 ECEFF4",
        "greyscale: 000000 BBBBBB CCCCCC 303030 000000 909090 505050 505050 505050 FFFFFF FFFFFF 303030 FFFFFF",
        "whiteout: FFFFFF 303030 101010 DDDDDD FFFFFF 284D75 FFD77A 74E6FC 0B8E44 A49104 8D0202 722E76 0B1A29",
        "phoenix-night: 1A1B26 CFC9C2 CFC9C2 565F89 CFC9C2 7DCFFF CCFF66 CCFF66 00FF00 CCFF66 FF0000 FF9933 FF0000",
        "orange: 000000 FFA500 FFA500 4D3200 000000 FFCC66 996300 996300 996300 FFA500 FFA500 996300 FFA500",
        "adapta: - CFD8DC FFFFFF 404040 FFFFFF 909090 1099CC 770A55 00BCD4 D4D400 FF0040 991199 550055",
        "solarized: FDF6E3 586E75 002B36 EEE8D5 B58900 B58900 705500 114061 ADC700 D6A200 E65317 D33682 268BD2",
        "hot-purple: 000000 D1D1E0 D1D1E0 9999FF D1D1E0 9933FF CCFF66 CCFF66 00FF00 CCFF66 FF0000 FF9933 FF0000",
    ])
    func `btop's own themes hold them when they have been mended`(line: String) throws {
        let keys = [
            "main_bg", "main_fg", "title", "inactive_fg", "selected_fg", "hi_fg", "available_mid", "cached_mid",
            "cpu_start", "cpu_mid", "cpu_end", "upload_mid", "cached_end",
        ]
        let values = try #require(line.split(separator: ":").last).split(separator: " ")
        try #require(values.count == keys.count)
        let text = zip(keys, values).map { "theme[\($0)]=\"\($1 == "-" ? "" : "#\($1)")\"" }
        let theme = try ThemeReader.read(text.joined(separator: "\n"), file: "x").theme
        #expect(ThemeRules.faults(of: theme) != [], "today's have at least a faint key without effect")
        let mended = ThemeMender.mended(theme).theme
        #expect(ThemeRules.faults(of: mended) == [])
        #expect(mended.style(.text).background == theme.style(.text).background, "the background stays")
    }

    @Test func `one colour for both sides, and a green for worse, are moved and told`() {
        let grey = RGB(0x90, 0x90, 0x90)
        let theme = Theme.builtIn.with(grey, for: .old).with(grey, for: .new)
            .with(RGB(0x20, 0xC0, 0x40), for: .worse)
        let (mended, faults) = ThemeMender.mended(theme)
        #expect(faults.contains(.alike(.old, .new)) && faults.contains(.opposite(.worse)))
        #expect(ThemeRules.faults(of: mended) == [])
        #expect(mended.foreground(.old) == grey, "one of the two stays")
        #expect(mended.foreground(.text) == theme.foreground(.text))
    }

    @Test func `any theme at all holds the rules when it has been mended`() {
        var chance = SplitMix64(seed: 3)
        for _ in 0..<200 {
            func colour() -> RGB {
                RGB(
                    .random(in: 0...255, using: &chance), .random(in: 0...255, using: &chance),
                    .random(in: 0...255, using: &chance))
            }
            let background = colour()
            let theme = Theme(name: "any") { _ in Style(foreground: colour(), background: background) }
            let mended = ThemeMender.mended(theme).theme
            #expect(ThemeRules.faults(of: mended) == [], "on \(background): \(ThemeRules.faults(of: mended))")
        }
    }
}
