import Testing
import View

@testable import Terminal

/// What terminals answer, read from their bytes.
@Suite struct TerminalAnswerTests {
    /// The answers in these bytes, wherever they are cut.
    private func answers(_ bytes: [UInt8], isUTF8: Bool = true) throws -> [TerminalAnswer] {
        var all: [[TerminalAnswer]] = []
        for cut in 0...bytes.count {
            var parser = InputParser(isUTF8: isUTF8)
            let events = parser.feed(bytes[..<cut], at: .now) + parser.feed(bytes[cut...], at: .now)
            all.append(events.compactMap { if case .answer(let answer) = $0 { answer } else { nil } })
            #expect(events.count == all.last?.count, "no keys")
        }
        #expect(all.allSatisfy { $0 == all[0] }, "\(all)")
        return all[0]
    }

    private func answers(_ text: String, isUTF8: Bool = true) throws -> [TerminalAnswer] {
        try answers(Array(text.utf8), isUTF8: isUTF8)
    }

    @Test(arguments: [
        ("rgb:ffff/ffff/ffff", RGB(255, 255, 255)), ("rgb:1010/1313/1818", RGB(0x10, 0x13, 0x18)),
        ("rgb:fa/f8/f3", RGB(0xFA, 0xF8, 0xF3)), ("rgb:f/8/0", RGB(255, 136, 0)), ("rgb:fff/800/000", RGB(255, 128, 0)),
        ("rgba:0000/0000/0000/dddd", RGB(0, 0, 0)),
    ])
    func `the background`(_ text: String, _ colour: RGB) throws {
        for end in ["\u{7}", "\u{1B}\\"] {
            #expect(try answers("\u{1B}]11;\(text)\(end)") == [.background(colour)])
        }
        #expect(try answers([0x9D] + Array("11;\(text)".utf8) + [0x9C], isUTF8: false) == [.background(colour)])
    }

    @Test(arguments: [
        "10;rgb:0/0/0", "11;?", "11;rgb:0/0", "11;rgb:0/0/0/0", "11;rgb:g/0/0", "11;rgb:00000/0/0", "11;rgb://", "11",
        "11;rgb:-1/0/0", "52;c;cCBSIHE=", "",
    ])
    func `what is no background`(_ text: String) throws {
        #expect(try answers("\u{1B}]\(text)\u{7}") == [])
        #expect(try answers("\u{1B}P11;rgb:0/0/0\u{1B}\\") == [], "only an operating system command tells a colour")
    }

    @Test func `a command that is given up tells nothing`() throws {
        #expect(try answers("\u{1B}]11;rgb:0/0/0\u{18}") == [])
    }

    @Test(arguments: [(0, false), (1, true), (2, true), (3, true), (4, false)])
    func `whether a mode is known`(_ state: Int, _ isKnown: Bool) throws {
        #expect(try answers("\u{1B}[?2026;\(state)$y") == [.mode(2026, isKnown: isKnown)])
    }

    @Test func `what kind of terminal it is`() throws {
        #expect(try answers("\u{1B}[?62;1;6;22c") == [.attributes])
        #expect(try answers("\u{1B}[?1;2c") == [.attributes])
        #expect(try answers("\u{1B}[>41;354;0c\u{1B}[?2026$y\u{1B}[24;80R\u{1B}[?1u") == [])
    }
}
