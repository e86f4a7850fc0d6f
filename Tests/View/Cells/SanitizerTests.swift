import Boards
import Model
import Testing

@testable import View

/// What comes from outside must not be obeyed by the terminal, nor look like something else.
@Suite struct SanitizerTests {
    @Test(arguments: [
        // Plain text stays, and so does what people write.
        ("api", "api"), ("", ""), ("p99 up", "p99 up"), ("予約API", "予約API"), ("café", "café"), ("“up”", "“up”"),
        ("e\u{301}t", "e\u{301}t"), ("🚀 go", "🚀 go"),
        // Blanks and line breaks of any kind become one blank.
        ("a\nb", "a b"), ("a\r\nb", "a b"), (" a  b ", "a b"), ("a\tb\u{0B}c\u{0C}d", "a b c d"),
        ("a\u{85}b\u{2028}c\u{2029}d", "a b c d"), ("a\u{A0}b\u{3000}c", "a b c"), ("\n\n", ""),
        // Control sequences: colours, cursor, with intermediate bytes, private, unfinished.
        ("\u{1B}[31mred\u{1B}[0m", "red"), ("a\u{1B}[2J\u{1B}[1;1Hb", "ab"), ("a\u{1B}[?25lb", "ab"),
        ("a\u{1B}[ qb", "ab"), ("a\u{9B}31mb", "ab"), ("a\u{1B}[", "a"), ("a\u{1B}[12", "a"), ("a\u{1B}[3日", "a日"),
        // Control strings: titles, links, colours of the palette, up to BEL, ST or the end.
        ("\u{1B}]0;title\u{07}x", "x"), ("\u{1B}]8;;http://h\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
        ("\u{90}1$r\u{9C}x", "x"), ("\u{1B}Pq#0\u{1B}\\x", "x"), ("x\u{1B}]52;c;aGk=", "x"), ("\u{9D}0;t\u{07}x", "x"),
        // Other escapes: character sets, reset, and an escape at the end.
        ("\u{1B}(Bx", "x"), ("\u{1B}cx", "x"), ("x\u{1B}", "x"), ("\u{1B}\u{1B}[31mx", "x"),
        ("a\u{1B}7b\u{1B}8c", "abc"),
        // Single controls of C0 and C1.
        ("a\u{07}b\u{08}c\u{7F}d\u{00}e\u{0E}f", "abcdef"), ("a\u{84}b\u{8D}c", "abc"),
        // Direction, joiners, tags, what is no character, and marks without a letter.
        ("user\u{202E}drowssap\u{202C}", "userdrowssap"), ("a\u{2066}b\u{2069}c\u{200E}d\u{200F}e\u{61C}f", "abcdef"),
        ("a\u{200B}b\u{200D}c\u{FEFF}d\u{AD}e", "abcde"), ("a\u{E0041}b", "ab"), ("a\u{E000}b\u{FFFF}c", "abc"),
        ("\u{301}a", "a"),
    ])
    func `text`(raw: String, clean: String) {
        #expect(Sanitizer.text(raw) == clean)
    }

    @Test func `a grapheme holds five code points at most`() {
        let piled = "a" + String(repeating: "\u{301}", count: 40) + "b"
        #expect(Sanitizer.text(piled) == "ab")
        for glyph in Sanitizer.text("x\u{300}\u{301}\u{302}\u{303}y") { #expect(glyph.unicodeScalars.count <= 5) }
    }

    @Test func `nothing unclean survives any mixture`() {
        var seed: UInt64 = 42
        func next(_ bound: UInt64) -> UInt64 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (seed >> 33) % bound
        }
        let pool: [UInt32] = [
            0x1B, 0x5B, 0x5D, 0x9B, 0x9D, 0x07, 0x5C, 0x0A, 0x0D, 0x20, 0x41, 0x6D, 0x3B, 0x31, 0x65E5, 0x202E, 0x301,
            0x200D,
            0x7F, 0x85, 0x1F680, 0xFE0F, 0x90, 0x9C,
        ]
        for _ in 0..<2000 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<next(24) {
                if let scalar = Unicode.Scalar(pool[Int(next(UInt64(pool.count)))]) { scalars.append(scalar) }
            }
            let clean = Sanitizer.text(String(scalars))
            #expect(clean == Sanitizer.text(clean))
            #expect(!clean.hasPrefix(" ") && !clean.hasSuffix(" ") && !clean.contains("  "))
            for scalar in clean.unicodeScalars {
                #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) && scalar.value != 0x202E)
            }
        }
    }

    /// Whatever a board says, a frame holds only cells that are as wide as they claim.
    @Test func `hostile boards draw clean frames`() {
        var board = BoardFixture.night
        let hostile = "\u{1B}]0;owned\u{07}\u{1B}[2J日\u{202E}本\nx\u{301}"
        board.migration = hostile
        board.region = hostile
        board.services[0].configuration.name = hostile
        board.services[1].pause?.reason = hostile
        board.services[1].pause?.by = hostile
        board.services[0].share?.value.remarks = [hostile]
        board.services[0].new.inventory?.members[0].health = "unhealthy"
        board.services[0].new.inventory?.members[0].healthReason = hostile
        board.services[0].new.inventory?.members[0].version = hostile
        board.events[5].reason = hostile
        board.events[5].service = hostile
        board.readings[0].error = hostile
        var state = ScreenState.fixture(board, 120, 36)
        for key: Key in [.escape, .enter, .tab, .tab, .character("?"), .escape] {
            state.press(key)
            let frame = state.frame(at: BoardFixture.now)
            for row in 0..<36 {
                var column = 0
                while column < 120 {
                    let cell = frame[column, row]
                    let width = cell.glyph.map(Width.of) ?? 0
                    #expect(width >= 1, "\(column),\(row)")
                    for scalar in cell.glyph?.unicodeScalars ?? Character(" ").unicodeScalars {
                        #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) && scalar.value != 0x202E)
                    }
                    column += max(1, width)
                }
            }
        }
    }
}
