import Glibc
import Testing
import View

@testable import Terminal

/// Bytes to keys, without a terminal and without waiting: the test says how late each piece comes.
@Suite struct InputParserTests {
    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// What terminals answer, and what else they send that is no key.
    static let answers: [[UInt8]] =
        [
            "\u{1B}[24;80R", "\u{1B}[?24;80;1R", "\u{1B}[?62;1;6;22c", "\u{1B}[>41;354;0c", "\u{1B}[=0c", "\u{1B}[0n",
            "\u{1B}[?2026;2$y", "\u{1B}[8;24;80t", "\u{1B}[?1u", "\u{1B}[I", "\u{1B}[O", "\u{1B}[1;2R", "\u{1B}[R",
            "\u{1B}[<0;10;10M", "\u{1B}[<35;4;9m", "\u{1B}[MpRq", "\u{1B}[[A", "\u{1B}[15~", "\u{1B}[1;5A", "\u{1B}OP",
            "\u{1B}O5A", "\u{1B}OR", "\u{1B}]11;rgb:0/0/0\u{7}", "\u{1B}]11;rgb:0/0/0\u{1B}\\",
            "\u{1B}]lp 日本 R\u{1B}\\", "\u{1B}]52;c;cCBSIHE=\u{7}", "\u{1B}P>|terminal(1)p\u{1B}\\",
            "\u{1B}P1$r0m\u{1B}\\", "\u{1B}P1+r524742=38\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}^pR\u{1B}\\",
            "\u{1B}Xsos\u{1B}\\", "\u{9B}24;80R", "\u{9B}?1;2c", "\u{9D}11;rgb:0/0/0\u{9C}", "\u{90}>|p\u{9C}",
            "\u{8F}P",
        ].map(bytes)
        + [
            [0x9B] + bytes("24;80R"), [0x9B] + bytes("?1;2c"), [0x9D] + bytes("11;rgb:0/0/0") + [0x9C],
            [0x90] + bytes("1$r0m") + [0x9C], [0x9D] + bytes("l本") + [0x9C], [0x8F] + bytes("R"),
            [0x9F] + bytes("G") + [0x9C],
        ]

    /// The events, without what was understood as an answer or the mouse, of pieces that come one after the other with a gap between them; then comes `p` after a long silence.
    private static func events(
        _ pieces: [[UInt8]], gap: Duration, isUTF8: Bool = true, known: [[UInt8]: Key] = [:]
    ) -> [ScreenEvent] {
        var parser = InputParser(isUTF8: isUTF8, known: known)
        var now = ContinuousClock.now
        var events: [ScreenEvent] = []
        for piece in pieces {
            events += parser.feed(piece, at: now)
            // The loop wakes at the parser's deadline, if nothing comes before it.
            while let deadline = parser.deadline, deadline <= now + gap { events += parser.expire(at: deadline) }
            now += gap
        }
        return events.filter { event in
            switch event {
            case .answer, .mouse: false
            default: true
            }
        }
    }

    private static let p = ScreenEvent.key(.character("p"))

    @Test(arguments: answers) func `an answer is no key wherever it is cut`(answer: [UInt8]) {
        for gap in [Duration.zero, .milliseconds(60)] {
            for cut in 0...answer.count {
                let pieces = [Array(answer[..<cut]), Array(answer[cut...]), Self.bytes("p")]
                #expect(Self.events(pieces, gap: gap) == [Self.p], "cut at \(cut), after \(gap)")
            }
            let single = answer.map { [$0] } + [Self.bytes("p")]
            #expect(Self.events(single, gap: gap) == [Self.p], "byte by byte, \(gap) each")
        }
    }

    @Test(arguments: answers) func `the rest of an answer that comes late is no key`(answer: [UInt8]) {
        for gap in [Duration.milliseconds(150), .milliseconds(900)] {
            for cut in 0...answer.count {
                let pieces = [Array(answer[..<cut]), Array(answer[cut...]), Self.bytes("p")]
                // Nobody can know of an escape alone that more will come.
                let isEscape = cut == 1 && answer[0] == 0x1B
                let wanted = (isEscape ? [.key(.escape)] : []) + [Self.p]
                #expect(Self.events(pieces, gap: gap) == wanted, "cut at \(cut), after \(gap)")
            }
        }
    }

    @Test(arguments: answers) func `an answer that never ends gives the keyboard back`(answer: [UInt8]) {
        for cut in 1..<answer.count {
            let pieces = [Array(answer[..<cut]), Self.bytes("p")]
            let wanted = (cut == 1 && answer[0] == 0x1B ? [.key(.escape)] : []) + [Self.p]
            #expect(Self.events(pieces, gap: .seconds(2)) == wanted, "cut at \(cut)")
            // Whoever presses a key again and again must not keep it shut.
            let pressed = [Array(answer[..<cut])] + Array(repeating: Self.bytes("p"), count: 20)
            #expect(Self.events(pressed, gap: .milliseconds(500)).contains(Self.p), "cut at \(cut)")
        }
    }

    @Test func `keys in pieces are the same keys`() {
        let keys: [(String, Key)] = [
            ("\u{1B}[A", .up), ("\u{1B}OB", .down), ("\u{1B}[5~", .pageUp), ("\u{1B}[Z", .backTab),
            ("\u{1B}OM", .enter),
            ("約", .character("約")), ("\u{9B}A", .up), ("\u{1B}[3~", .delete), ("🙂", .character("🙂")),
        ]
        for (text, key) in keys {
            for gap in [Duration.zero, .milliseconds(60)] {
                #expect(Self.events(Self.bytes(text).map { [$0] }, gap: gap) == [.key(key)], "\(key), \(gap)")
            }
        }
    }

    @Test func `an escape alone is the key escape`() {
        #expect(Self.events([[0x1B]], gap: .seconds(1)) == [.key(.escape)])
        #expect(Self.events([[0x1B, 0x1B]], gap: .seconds(1)) == [.key(.escape), .key(.escape)])
        #expect(Self.events([Self.bytes("\u{1B}p")], gap: .zero) == [.key(.escape), Self.p])
        #expect(Self.events([[0x1B], Self.bytes("p")], gap: .seconds(1)) == [.key(.escape), Self.p])
        #expect(Self.events([Self.bytes("\u{1B}\u{1B}[A")], gap: .zero) == [.key(.escape), .key(.up)])
        // Two seconds later nothing is the rest of a sequence any more.
        #expect(Self.events([[0x1B], Self.bytes("[")], gap: .seconds(2)) == [.key(.escape), .key(.character("["))])
    }

    @Test func `a program that was busy does not take its delay for the terminals`() {
        var parser = InputParser(isUTF8: true)
        let begin = ContinuousClock.now
        #expect(parser.feed([0x1B], at: begin) == [])
        // The rest waited to be read all the time, so nothing has expired.
        #expect(parser.feed(Self.bytes("[24;80Rp"), at: begin + .seconds(10)) == [Self.p])
    }

    @Test func `control c is heard inside a string`() {
        #expect(Self.events([Self.bytes("\u{1B}]11;rgb"), [0x03]], gap: .zero) == [.key(.ctrl("c"))])
        #expect(Self.events([Self.bytes("\u{1B}[24"), [0x03]], gap: .zero) == [.key(.ctrl("c"))])
        #expect(Self.events([Self.bytes("\u{1B}]11;\u{18}p")], gap: .zero) == [Self.p])
    }

    @Test func `a paste in pieces is one paste`() {
        let text = Self.bytes("\u{1B}[200~R api~\u{1B}[201~p")
        for gap in [Duration.zero, .milliseconds(60), .milliseconds(900)] {
            #expect(Self.events(text.map { [$0] }, gap: gap).suffix(2) == [.paste("R api~"), Self.p], "\(gap)")
        }
        let open = Self.bytes("\u{1B}[200~R api")
        #expect(Self.events([open, Self.bytes("p")], gap: .seconds(3)) == [.paste("R api"), Self.p])
        #expect(
            Self.events([open, Self.bytes("\u{1B}[201~p")], gap: .seconds(3)) == [.paste("R api"), Self.p],
            "its end alone is no key")
    }

    @Test func `a paste beyond a megabyte ends where it ends`() {
        let long = Self.bytes("\u{1B}[200~") + Array(repeating: 0x61, count: 1 << 20) + Self.bytes("RRR\u{1B}[201~p")
        let events = Self.events([long], gap: .zero)
        #expect(events.count == 2)
        #expect(events.last == Self.p)
    }

    @Test func `terminfos own sequences`() {
        let known: [[UInt8]: Key] = [[0x0B]: .up, Self.bytes("\u{1B}J"): .pageUp, Self.bytes("\u{1B}[Q"): .home]
        #expect(
            Self.events([Self.bytes("\u{B}\u{1B}J\u{1B}[Q")], gap: .zero, known: known)
                == [.key(.up), .key(.pageUp), .key(.home)])
    }

    @Test func `after any bytes and a silence a key is heard`() {
        var dice = SystemRandomNumberGenerator()
        let likely: [UInt8] = [
            0x1B, 0x5B, 0x4F, 0x5D, 0x50, 0x9B, 0x9C, 0xC2, 0xE6, 0x07, 0x5C, 0x41, 0x7E, 0x32, 0x30, 0x3B,
        ]
        for _ in 0..<500 {
            let bytes = (0..<200).map { _ in
                Bool.random(using: &dice) ? likely.randomElement(using: &dice) ?? 0 : UInt8.random(in: 0...255)
            }
            #expect(Self.events([bytes, Self.bytes("p")], gap: .seconds(5)).last == Self.p, "\(bytes)")
        }
    }
}
