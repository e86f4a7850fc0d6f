import CNCurses
import Glibc
import Testing
import View

@testable import Terminal

/// Real ncurses on real pseudo-terminals. The tests run one after the other, as a process has only one curses.
@Suite(.serialized)
struct ScreenTests {
    let plain = Palette { _ in Style() }
    let coloured = Palette { role in
        switch role {
        case .worse: Style(foreground: RGB(255, 0, 0), bold: true)
        case .pass: Style(foreground: RGB(0, 255, 0), underline: true)
        case .focus: Style(background: RGB(0, 0, 95))
        case .dim: Style(dim: true)
        case .paused: Style(reverse: true)
        default: Style()
        }
    }

    private func frame(_ lines: [(String, Role)], width: Int = 40, height: Int = 6) -> Frame {
        var frame = Frame(width: width, height: height)
        for (y, line) in lines.enumerated() { frame.put(line.0, x: 0, y: y, role: line.1) }
        return frame
    }

    // MARK: Showing

    @Test func `shows each cell of the frame`() throws {
        let terminal = try PseudoTerminal()
        var screen = try terminal.screen()
        #expect(screen.size == (40, 6))
        #expect(screen.isUTF8 == true)
        let full = String(repeating: "0123456789", count: 4)
        let lines = [full, "▃▅ é│", "e\u{301}x", "", "", full].map { ($0, Role.text) }
        screen.show(frame(lines), palette: plain)
        #expect(Shown.row(0, width: 40) == full)
        #expect(Shown.row(1, width: 40) == "▃▅ é│")
        #expect(Shown.row(2, width: 40) == "e\u{301}x")
        #expect(Shown.row(3, width: 40) == "")
        #expect(Shown.row(5, width: 40) == full, "the last column of the last line holds a cell too")
        screen.show(frame([("short", .text)]), palette: plain)
        #expect(Shown.row(0, width: 40) == "short")
        #expect(Shown.row(5, width: 40) == "")
    }

    @Test func `a text goes to the terminal's clipboard in one sequence`() throws {
        let terminal = try PseudoTerminal()
        let screen = try terminal.screen()
        _ = terminal.output()
        screen.copy("▲ HOLD  api")
        #expect(terminal.output().contains("\u{1B}]52;c;4payIEhPTEQgIGFwaQ==\u{07}"))
    }

    @Test func `wide characters take two columns`() throws {
        let terminal = try PseudoTerminal(width: 10)
        var screen = try terminal.screen()
        let lines = ["予約 api", "12345678約", "123456789約"].map { ($0, Role.text) }
        screen.show(frame(lines, width: 10), palette: plain)
        #expect(Shown.row(0, width: 10) == "予約 api")
        #expect(Shown.cell(5, 0).text == "a")
        #expect(Shown.row(1, width: 10) == "12345678約")
        #expect(Shown.row(2, width: 10) == "123456789")
        screen.show(frame([("a約bc", .text)], width: 10), palette: plain)
        #expect(Shown.row(0, width: 10) == "a約bc")
    }

    @Test func `only the difference is sent`() throws {
        let terminal = try PseudoTerminal()
        var screen = try terminal.screen()
        screen.show(frame([("requests 100", .text), ("errors 0", .text)]), palette: plain)
        _ = terminal.output()
        screen.show(frame([("requests 107", .text), ("errors 0", .text)]), palette: plain)
        let difference = terminal.output()
        #expect(difference.hasSuffix("7"))
        #expect(difference.utf8.count < 12)
        screen.show(frame([("requests 107", .text), ("errors 0", .text)]), palette: plain)
        #expect(terminal.output() == "")
        screen.forgetShown()
        screen.show(frame([("requests 107", .text), ("errors 0", .text)]), palette: plain)
        #expect(terminal.output().contains("requests 107"))
    }

    @Test(arguments: ["\u{1B}", "\u{7}", "\u{9B}", "\n", "\r\n", "\u{7F}", "\u{AD}\u{7}", "\u{2028}", "\u{202E}"])
    func `controls never reach the terminal`(_ text: String) throws {
        let terminal = try PseudoTerminal()
        let screen = try terminal.screen()
        #expect(screen.isUTF8 == true)
        let glyph = Glyph(try #require(text.first), columns: 1)
        #expect(glyph.columns == 1)
        let points = (0..<6).map { glyph.points[$0] }.filter { $0 != 0 }
        #expect(points == [0x3F] || points == [0xAD])
    }

    @Test func `a cell holds one character and its marks`() throws {
        let terminal = try PseudoTerminal()
        let screen = try terminal.screen()
        #expect(screen.isUTF8 == true)
        func points(_ text: Character, columns: Int) -> [wchar_t] {
            let glyph = Glyph(text, columns: columns)
            return (0..<6).map { glyph.points[$0] }.filter { $0 != 0 }
        }
        #expect(
            points("e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", columns: 1) == [0x65, 0x301, 0x302, 0x303, 0x304])
        #expect(points("\u{1F468}\u{200D}\u{1F469}", columns: 2) == [0x1F468])
        #expect(points("約", columns: 1) == [0x3F], "too wide for its place")
    }

    @Test func `a frame of another size is cut or filled up`() throws {
        let terminal = try PseudoTerminal(width: 10, height: 2)
        var screen = try terminal.screen()
        screen.show(frame([("0123456789abc", .text), ("一二三四五六", .text)], width: 13, height: 9), palette: plain)
        #expect(Shown.row(0, width: 10) == "0123456789")
        screen.show(frame([("ab", .text)], width: 3, height: 1), palette: plain)
        #expect(Shown.row(0, width: 10) == "ab")
        #expect(Shown.row(1, width: 10) == "")
        screen.show(Frame(width: 0, height: 0), palette: plain)
        #expect(Shown.row(0, width: 10) == "")
    }

    @Test func `the cursor is shown where something is typed`() throws {
        let terminal = try PseudoTerminal()
        var screen = try terminal.screen()
        var typing = frame([("name: api", .input)])
        typing.cursor = (9, 0)
        screen.show(typing, palette: plain)
        #expect(terminal.output().contains("\u{1B}[?25h"))
        #expect(cursor == [9, 0])
        typing.cursor = nil
        screen.show(typing, palette: plain)
        #expect(terminal.output().contains("\u{1B}[?25l"))
    }

    /// Where curses left the terminal's cursor.
    private var cursor: [Int32] {
        let window = curses_current_window()
        return [getcurx(window), getcury(window)]
    }

    @Test func `without UTF-8 only ASCII is shown`() throws {
        let terminal = try PseudoTerminal()
        var screen = try terminal.screen(locale: "C")
        #expect(screen.isUTF8 == false)
        _ = terminal.output()
        screen.show(frame([("p99 – 約 é ok", .text)]), palette: plain)
        #expect(Shown.row(0, width: 40) == "p99 ? ?  ? ok")
        #expect(terminal.output().utf8.allSatisfy { $0 < 0x80 })
    }

    // MARK: Colours

    @Test func `roles have the ink of the palette`() throws {
        let terminal = try PseudoTerminal()
        var screen = try terminal.screen()
        #expect(screen.depth == .indexed)
        let roles: [Role] = [.worse, .pass, .focus, .dim, .paused, .text]
        screen.show(frame(roles.map { ("x", $0) }), palette: coloured)
        #expect(Shown.cell(0, 0) == .init(text: "x", attributes: curses_bold(), foreground: 196, background: -1))
        #expect(Shown.cell(0, 1) == .init(text: "x", attributes: curses_underline(), foreground: 46, background: -1))
        #expect(Shown.cell(0, 2) == .init(text: "x", attributes: 0, foreground: -1, background: 17))
        #expect(Shown.cell(0, 3) == .init(text: "x", attributes: curses_dim(), foreground: -1, background: -1))
        #expect(Shown.cell(0, 4) == .init(text: "x", attributes: curses_reverse(), foreground: -1, background: -1))
        #expect(Shown.cell(0, 5) == .init(text: "x", attributes: 0, foreground: -1, background: -1))
        #expect(!terminal.output().contains("\u{1B}]4;"), "the user's palette is not redefined")
        screen.show(frame(roles.map { ("x", $0) }), palette: plain)
        #expect(Shown.cell(0, 0) == .init(text: "x", attributes: 0, foreground: -1, background: -1))
    }

    @Test(arguments: [("xterm-256color", false), ("vt100", true)])
    func `without colours attributes still tell`(term: String, wantsColour: Bool) throws {
        let terminal = try PseudoTerminal()
        var screen = try terminal.screen(term: term, wantsColour: wantsColour)
        #expect(screen.depth == .none)
        _ = terminal.output()
        screen.show(frame([("x", .worse), ("x", .focus), ("x", .text)]), palette: coloured)
        #expect(Shown.cell(0, 0).attributes == curses_bold())
        #expect(Shown.cell(0, 1).attributes == curses_reverse(), "a background of its own becomes reverse")
        #expect(Shown.cell(0, 2).attributes == 0)
        let output = terminal.output()
        #expect(!output.contains("\u{1B}[38") && !output.contains("\u{1B}[48"), "\(output.debugDescription)")
    }

    @Test func `eight colours`() throws {
        let terminal = try PseudoTerminal()
        var screen = try terminal.screen(term: "xterm")
        #expect(screen.depth == .eight)
        screen.show(frame([("x", .worse)]), palette: coloured)
        #expect(Shown.cell(0, 0).foreground == 1)
    }

    @Test(arguments: ["xterm-256color", "xterm", "tmux-256color", "screen-256color"])
    func `24 bits are sent as they are where the terminal offers them`(term: String) throws {
        let terminal = try PseudoTerminal()
        let before = getenv("TERMINFO").map { String(cString: $0) }
        var screen = try terminal.screen(term: term, variables: ["COLORTERM": "truecolor", "TMUX": "/tmp/tmux-0"])
        #expect(screen.depth == .exact)
        #expect(screen.colourNote == nil)
        #expect(getenv("TERMINFO").map { String(cString: $0) } == before, "other programs see what was there")
        let palette = Palette { role in
            switch role {
            case .worse: Style(foreground: RGB(255, 107, 61), background: RGB(0, 0, 0), bold: true)
            case .new: Style(foreground: RGB(0, 0, 7), background: RGB(16, 19, 24))
            default: Style()
            }
        }
        screen.show(frame([("x", .worse), ("y", .new), ("z", .text)]), palette: palette)
        #expect(Shown.cell(0, 0) == .init(text: "x", attributes: curses_bold(), foreground: 0xFF6B3D, background: 0))
        #expect(Shown.cell(0, 2) == .init(text: "z", attributes: 0, foreground: -1, background: -1))
        let output = terminal.output()
        for sequence in ["38;2;255;107;61m", "48;2;0;0;0m", "38;2;0;0;7m", "48;2;16;19;24m"] {
            #expect(output.contains("\u{1B}[\(sequence)"), "\(sequence) in \(output.debugDescription)")
        }
        // What else the terminal can do is still known.
        #expect(output.contains("\u{1B}[?1049h"))
        screen.restore()
        #expect(terminal.output().contains("\u{1B}[?1049l"))
    }

    @Test func `24 bits cost at most twice the bytes`() throws {
        func bytes(_ variables: [String: String]) throws -> Int {
            let terminal = try PseudoTerminal()
            var screen = try terminal.screen(variables: variables)
            let palette = Palette { Theme.builtIn.style($0) }
            let lines = [Role.text, .old, .new, .pass, .worse, .dim].map { ("a line of \($0), as a table has it", $0) }
            screen.show(frame(lines), palette: palette)
            let count = terminal.output().utf8.count
            // One changed number in each line.
            screen.show(frame(lines.map { ($0.0.replacing("table", with: "tible"), $0.1) }), palette: palette)
            #expect(count > 400)
            return terminal.output().utf8.count
        }
        let (few, many) = (try bytes([:]), try bytes(["COLORTERM": "truecolor"]))
        #expect(many > few)
        #expect(many < 2 * few, "\(many) against \(few)")
    }

    @Test func `no 24 bits without colours`() throws {
        let terminal = try PseudoTerminal()
        var screen = try terminal.screen(wantsColour: false, variables: ["COLORTERM": "truecolor"])
        screen.show(frame([("x", .worse)]), palette: coloured)
        #expect(screen.depth == .none)
        #expect(!terminal.output().contains("38;2"))
    }

    // MARK: Answers

    @Test(arguments: [
        ("xterm-256color", [:], "\u{1B}]11;?\u{1B}\\\u{1B}[?2026$p\u{1B}[c"),
        ("tmux-256color", [:], "\u{1B}]11;?\u{1B}\\\u{1B}[?2026$p\u{1B}[c"),
        ("xterm-256color", ["TERM_PROGRAM": "Apple_Terminal"], "\u{1B}]11;?\u{1B}\\\u{1B}[c"),
        // These print what they do not know, or did.
        ("linux", [:], ""), ("vt100", [:], ""), ("xterm-r5", [:], ""),
    ])
    func `only terminals that understand them are asked questions`(
        term: String, variables: [String: String], questions: String
    ) throws {
        let terminal = try PseudoTerminal()
        let screen = try terminal.screen(term: term, variables: variables)
        #expect(screen.size == (40, 6))
        let asked = terminal.output()
        #expect(questions.isEmpty ? !asked.contains("\u{1B}]11") && !asked.contains("$p") : asked.contains(questions))
    }

    @Test func `an update is one where the terminal knows how`() throws {
        let terminal = try PseudoTerminal()
        var screen = try terminal.screen()
        let bell = try WakeUp()
        screen.show(frame([("before", .text)]), palette: plain)
        #expect(!terminal.output().contains("\u{1B}[?2026h"), "nobody has said that it is known")
        terminal.type("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?2026;2$y\u{1B}[?62;22cx")
        #expect(
            screen.wait(for: bell, until: .now + .seconds(5)) == [
                .answer(.background(RGB(255, 255, 255))), .key(.character("x")),
            ])
        screen.show(frame([("after", .text)]), palette: plain)
        let update = terminal.output()
        #expect(update.hasPrefix("\u{1B}[?2026h") && update.hasSuffix("\u{1B}[?2026l"), "\(update.debugDescription)")
        #expect(update.contains("aft"))
        terminal.type("\u{1B}[?2026;2$y")
        _ = screen.wait(for: bell, until: .now + .milliseconds(50))
        screen.restore()
        #expect(screen.isSynchronized == true)
    }

    @Test(arguments: [0, 4]) func `an update is not one where the terminal does not know it`(state: Int) throws {
        let terminal = try PseudoTerminal()
        var screen = try terminal.screen()
        terminal.type("\u{1B}[?2026;\(state)$y\u{1B}[?62;22c")
        _ = screen.wait(for: try WakeUp(), until: .now + .milliseconds(50))
        screen.show(frame([("x", .text)]), palette: plain)
        #expect(!terminal.output().contains("\u{1B}[?2026h"))
    }

    @Test func `answers that are still on their way do not come to the shell`() throws {
        let terminal = try PseudoTerminal()
        var screen = try terminal.screen()
        terminal.type("\u{1B}]11;rgb:0/0/0\u{1B}\\\u{1B}[?2026;0$y\u{1B}[?62;22c")
        screen.restore()
        #expect(curses_bytes_waiting(terminal.program) == 0)
    }

    @Test func `without questions nothing is waited for at the end`() throws {
        let terminal = try PseudoTerminal()
        var screen = try terminal.screen(term: "vt100")
        let began = ContinuousClock.now
        screen.restore()
        #expect(ContinuousClock.now - began < .milliseconds(80))
    }

    // MARK: The mouse, and who does not look

    @Test func `the mouse is listened to until it is left to the terminal`() throws {
        let terminal = try PseudoTerminal()
        var screen = try terminal.screen()
        let bell = try WakeUp()
        terminal.type("\u{1B}[<0;3;2Mx")
        #expect(screen.wait(for: bell, until: .now + .seconds(5)) == [.key(.character("x"))], "nobody asked for it")
        _ = terminal.output()
        screen.listenToMouse(true)
        screen.listenToMouse(true)
        #expect(terminal.output() == "\u{1B}[?1000h\u{1B}[?1006h")
        terminal.type("\u{1B}[<0;3;2M\u{1B}[<0;3;2m\u{1B}[<65;40;6Mx")
        #expect(
            screen.wait(for: bell, until: .now + .seconds(5)) == [
                .mouse(MouseEvent(.press, x: 2, y: 1)), .mouse(MouseEvent(.wheelDown, x: 39, y: 5)),
                .key(.character("x")),
            ])
        screen.listenToMouse(false)
        #expect(terminal.output() == "\u{1B}[?1006l\u{1B}[?1000l")
        screen.listenToMouse(true)
        _ = terminal.output()
        screen.restore()
        #expect(terminal.output().contains("\u{1B}[?1006l\u{1B}[?1000l"))
    }

    @Test func `a terminal without a mouse is not asked for one`() throws {
        let terminal = try PseudoTerminal()
        var screen = try terminal.screen(term: "vt100")
        screen.listenToMouse(true)
        screen.show(title: "abreast")
        screen.tellDesktop("abreast", "HOLD")
        let sent = terminal.output()
        #expect(!sent.contains("1006") && !sent.contains("\u{1B}]"), "\(sent.debugDescription)")
        screen.ring()
        #expect(terminal.output() == "\u{07}")
    }

    @Test func `the window's title comes back`() throws {
        let terminal = try PseudoTerminal()
        var screen = try terminal.screen()
        _ = terminal.output()
        screen.show(title: "▲ a\u{1B}pi\u{07}")
        let set = terminal.output()
        #expect(set.hasPrefix("\u{1B}[22;2t\u{1B}]2;▲ a"), "\(set.debugDescription)")
        #expect(set.hasSuffix("\u{1B}\\") && !set.contains("\u{07}"), "a name cannot end the sequence")
        screen.show(title: "✓ night")
        #expect(terminal.output() == "\u{1B}]2;✓ night\u{1B}\\")
        screen.restore()
        #expect(terminal.output().contains("\u{1B}[23;2t"))
    }

    @Test(arguments: [
        ("xterm-256color", [:], "\u{1B}]9;abreast ▲ api: new fails, 2 %\u{1B}\\"),
        ("rxvt-unicode-256color", [:], "\u{1B}]777;notify;abreast ▲ api;new fails, 2 %\u{1B}\\"),
        (
            "tmux-256color", ["TMUX": "/tmp/tmux-0/default,1,0"],
            "\u{1B}Ptmux;\u{1B}\u{1B}]9;abreast ▲ api: new fails, 2 %\u{1B}\u{1B}\\\u{1B}\\"
        ),
    ])
    func `a message of the desktop`(term: String, variables: [String: String], sequence: String) throws {
        let terminal = try PseudoTerminal()
        let screen = try terminal.screen(term: term, variables: variables)
        _ = terminal.output()
        screen.tellDesktop("abreast ▲ api", "new fails; 2 %")
        #expect(terminal.output() == sequence)
    }

    // MARK: Coming and going

    @Test func `the terminal is put back as it was`() throws {
        let terminal = try PseudoTerminal()
        let before = terminal.settings
        do {
            var screen = try terminal.screen()
            screen.show(frame([("x", .text)]), palette: plain)
            #expect(terminal.settings != before)
            let entered = terminal.output()
            #expect(entered.contains("\u{1B}[?1049h") && entered.contains("\u{1B}[?2004h"))
            screen.restore()
            #expect(terminal.settings == before)
            let left = terminal.output()
            for sequence in ["\u{1B}[?1049l", "\u{1B}[?2004l", "\u{1B}[?25h"] { #expect(left.contains(sequence)) }
            screen.restore()
            screen.show(frame([("x", .text)]), palette: plain)
            #expect(terminal.output() == "", "nothing is drawn on the user's shell")
        }
        #expect(terminal.output() == "")
        do { _ = try terminal.screen() }
        #expect(terminal.settings == before)
    }

    @Test func `what is no terminal is refused in words`() throws {
        let terminal = try PseudoTerminal()
        #expect(throws: TerminalError.termUnset) { _ = try terminal.screen(term: "") }
        #expect(throws: TerminalError.termUnknown("nonesuch")) { _ = try terminal.screen(term: "nonesuch") }
        #expect(throws: TerminalError.termTooPoor("dumb")) { _ = try terminal.screen(term: "dumb") }
        #expect(
            TerminalError.termUnknown("foo").description
                == "TERM=foo is not known to this machine: try TERM=xterm-256color")
    }

    @Test func `works on dev null for tests of the loop`() throws {
        let null = open("/dev/null", O_RDWR)
        defer { close(null) }
        var screen = try Screen(
            streams: Streams(input: null, output: null), term: "xterm-256color", wantsColour: true, locale: "C.UTF-8")
        screen.show(frame([("x", .text)], width: screen.size.width, height: screen.size.height), palette: plain)
        #expect(Shown.cell(0, 0).text == "x")
        #expect(screen.wait(for: try WakeUp(), until: .now + .seconds(1)) == [.hangUp])
    }
}
