import Testing
import View

@testable import Terminal

@Suite struct ColourDepthTests {
    @Test func `what curses counts`() {
        #expect(
            [0, 1, 8, 16, 88, 256, 1 << 24].map(ColourDepth.init(colours:)) == [
                .none, .none, .eight, .sixteen, .sixteen, .indexed, .direct,
            ])
    }

    @Test func `direct colour is the colour`() {
        #expect(ColourDepth.direct.number(of: RGB(0x12, 0x34, 0x56)) == 0x123456)
        #expect(ColourDepth.direct.number(of: RGB(0, 0, 0)) == 8, "0 to 7 would be the named colours")
        #expect(ColourDepth.exact.number(of: RGB(0, 0, 0)) == 0, "no named colours in this program's own entry")
    }

    @Test func `each of xterm's fixed colours is nearest to itself`() {
        for number in Int32(16)..<256 {
            let found = ColourDepth.indexed.number(of: ColourDepth.fixed(number))
            #expect(found.map(ColourDepth.fixed) == ColourDepth.fixed(number))
        }
        #expect(ColourDepth.fixed(16) == RGB(0, 0, 0))
        #expect(ColourDepth.fixed(110) == RGB(135, 175, 215))
        #expect(ColourDepth.fixed(231) == RGB(255, 255, 255))
        #expect(ColourDepth.fixed(244) == RGB(128, 128, 128))
    }

    @Test func `nearest of 256`() {
        #expect(ColourDepth.indexed.number(of: RGB(0x10, 0x13, 0x18)) == 233)
        #expect(ColourDepth.indexed.number(of: RGB(254, 1, 2)) == 196)
    }

    @Test func `named colours keep the hue`() {
        let palePink = RGB(0xFF, 0xB0, 0xB0)
        let paleGreen = RGB(0xA6, 0xE3, 0xA1)
        let darkBlue = RGB(0, 0, 0x80)
        #expect([palePink, paleGreen, darkBlue].map(ColourDepth.eight.number) == [1, 2, 4])
        #expect([palePink, paleGreen, darkBlue].map(ColourDepth.sixteen.number) == [9, 10, 4])
        let greys = [RGB(0x10, 0x13, 0x18), RGB(0x60, 0x60, 0x60), RGB(0xD0, 0xD0, 0xD0), RGB(255, 255, 255)]
        #expect(greys.map(ColourDepth.eight.number) == [0, 7, 7, 7])
        #expect(greys.map(ColourDepth.sixteen.number) == [0, 8, 7, 15])
    }

    @Test func `roles that mean something keep apart with few colours`() throws {
        let themes =
            [Theme.builtIn]
            + OwnThemes.names.compactMap(OwnThemes.text).compactMap {
                try? ThemeReader.read($0, file: "own").theme
            }
        #expect(themes.count == 4)
        for theme in themes {
            for depth in [ColourDepth.eight, .sixteen] {
                let numbers = [Role.old, .new, .pass, .worse].map { role in
                    theme.style(role).foreground.flatMap(depth.number).map { $0 % 8 }
                }
                #expect(Set(numbers).count == 4, "\(theme.name): \(numbers)")
                #expect(numbers[3] == 1 && numbers[2] == 2, "worse is red and pass green")
            }
        }
    }

    @Test func `none has none`() {
        #expect(ColourDepth.none.number(of: RGB(255, 0, 0)) == nil)
    }

    @Test func `with a few colours text is never like its background`() {
        for (depth, count) in [(ColourDepth.eight, 8), (.sixteen, 16)] {
            for background in 0..<Int32(count) {
                let text = depth.readable(on: background)
                #expect(text != nil && text != background, "\(depth), \(background): \(text ?? -1)")
            }
        }
        #expect(ColourDepth.eight.readable(on: 7) == 0 && ColourDepth.eight.readable(on: 4) == 7)
        #expect(ColourDepth.indexed.readable(on: 20) == nil && ColourDepth.eight.readable(on: -1) == nil)
    }
}
