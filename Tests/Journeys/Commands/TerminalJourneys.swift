import Foundation
import Testing

/// The built demo on a screen, and what terminals send without anybody at the keyboard.
@Suite(.serialized) struct TerminalJourneys {
    private static let environment = [
        "ABREAST_ACTOR": "mika@desk", "LANG": "C.UTF-8", "TZ": "UTC",
        "XDG_STATE_HOME": NSTemporaryDirectory() + "abreast-\(UUID().uuidString)",
    ]

    /// Bytes, a gap after each piece of them.
    private static func send(_ pieces: [[UInt8]], to terminal: TmuxTerminal) async throws {
        for piece in pieces {
            try terminal.send(piece)
            try await Task.sleep(for: .milliseconds(60))
        }
    }

    @Test func `a terminals answers in pieces are no keys`() async throws {
        let terminal = try TmuxTerminal(["demo"], environment: Self.environment)
        let before = try await terminal.wait("the demo") { $0.contains("● LIVE") && $0.contains("q quit") }
        let escape: [UInt8] = [0x1B]
        let answers: [[[UInt8]]] = [
            [escape, Array("[24;80R".utf8)], [[0x9B] + Array("24;80R".utf8)], [[0x9B], Array("24;80R".utf8)],
            [escape, Array("[?6".utf8), Array("2;1;6;22c".utf8)],
            [escape, Array("]11;rgb:0/".utf8), Array("0/R".utf8), [0x07]],
            [escape, Array("P>|termR".utf8), escape, Array("\\".utf8)],
        ]
        for answer in answers {
            try await Self.send(answer, to: terminal)
            let after = try terminal.screen()
            #expect(!after.contains("ROLL BACK") && !after.contains("keys and signs"), "\(answer):\n\(after)")
            #expect(!after.contains("PAUSED") && !after.contains("PAUSING"), "\(answer):\n\(after)")
        }
        #expect(before.contains("? help"))
        // The keyboard is there as before.
        try terminal.press("?")
        try await terminal.wait("the help") { $0.contains("keys and signs") }
        try terminal.press("Escape")
        try await terminal.wait("the overview") { !$0.contains("keys and signs") }
        try terminal.press("q")
        #expect(try await terminal.end().isRestored)
    }

    @Test func `a terminal with 24 bits gets the themes own colours`() async throws {
        var environment = Self.environment
        environment.merge(["COLORTERM": "truecolor", "NO_COLOR": ""]) { $1 }
        let terminal = try TmuxTerminal(["demo", "--theme", "night"], environment: environment)
        try await terminal.wait("the demo") { $0.contains("● LIVE") && $0.contains("q quit") }
        let colours = try terminal.colours()
        // The background of night is #14100D, its text #C9BBA8, its keys #F6EBDA.
        for sequence in ["48;2;20;16;13", "38;2;201;187;168", "38;2;246;235;218"] {
            #expect(colours.contains(sequence), "\(sequence) is missing")
        }
        #expect(!colours.contains("38;5;"))
        try terminal.press("q")
        #expect(try await terminal.end().isRestored)
    }

    @Test(arguments: [nil, "night"])
    func `a light terminal gets paper unless told otherwise`(theme: String?) async throws {
        // A folder of its own: another journey may have stored a choice.
        var environment = Self.environment
        environment["XDG_STATE_HOME"] = NSTemporaryDirectory() + "abreast-\(UUID().uuidString)"
        environment.merge(["COLORTERM": "truecolor", "NO_COLOR": ""]) { $1 }
        let terminal = try TmuxTerminal(
            ["demo"] + (theme.map { ["--theme", $0] } ?? []), environment: environment, background: "#fdf6e3")
        try await terminal.wait("the demo") { $0.contains("● LIVE") && $0.contains("q quit") }
        let colours = try terminal.colours()
        // The backgrounds of paper and of night.
        #expect(colours.contains("48;2;250;248;243") == (theme == nil))
        #expect(colours.contains("48;2;20;16;13") == (theme != nil))
        try terminal.press("q")
        #expect(try await terminal.end().isRestored)
    }

    @Test func `what is typed ahead of a question answers nothing`() async throws {
        let terminal = try TmuxTerminal(["demo"], environment: Self.environment)
        try await terminal.wait("the demo") { $0.contains("● LIVE") && $0.contains("q quit") }
        // By hand: until then the selection follows the headline.
        try await terminal.select("api")
        let name = "api"
        // One write: the program reads it as one.
        try terminal.send(Array("R\(name)\r\(name)!\r".utf8))
        let asked = try await terminal.wait("the question") { $0.contains("ROLL BACK") }
        #expect(asked.contains("type \(name) to confirm"))
        try await Task.sleep(for: .seconds(1))
        let after = try terminal.screen()
        #expect(!after.contains("ROLLED BACK") && !after.contains("ROLLING BACK"), "\(after)")
        try terminal.press("Escape")
        try await terminal.wait("the question is gone") { !$0.contains("to confirm") }
        // The pause is at once; the run that its first letter begins is no reason.
        try terminal.send(Array("p".utf8))
        try await terminal.wait("the pause") { $0.contains("why?") }
        try terminal.send(Array("i!\r".utf8))
        try await terminal.wait("why that was not taken") { $0.contains("not taken") }
        #expect(try terminal.screen().contains("why?"))
        try await Task.sleep(for: .milliseconds(600))
        try terminal.type("p99 up")
        try terminal.press("Enter")
        try await terminal.wait("the reason") { $0.contains("p99 up") && !$0.contains("why?") }
        #expect(try !terminal.screen().contains("i!"))
        try terminal.press("q")
        #expect(try await terminal.end().isRestored)
    }
}

extension TerminalJourneys {
    /// Presses the left button in the middle of a text, and lets it go.
    private static func click(_ text: String, in terminal: TmuxTerminal) throws {
        let lines = try terminal.screen().components(separatedBy: "\n")
        let y = try #require(lines.lastIndex { $0.contains(text) }, "\(text) is not on\n\(lines)")
        let range = try #require(lines[y].firstRange(of: text))
        // The footer and the rows are one column a character.
        let x = lines[y][..<range.lowerBound].count + text.count / 2
        for end in ["M", "m"] { try terminal.send(Array("\u{1B}[<0;\(x + 1);\(y + 1)\(end)".utf8)) }
    }

    @Test func `the mouse selects, opens, scrolls and presses keys`() async throws {
        let terminal = try TmuxTerminal(["demo", "calm"], environment: Self.environment)
        try await terminal.wait("the demo") { $0.contains("● LIVE") && $0.contains("q quit") }
        let row = try #require(
            try terminal.screen().components(separatedBy: "\n").firstIndex { $0.dropFirst().hasPrefix("web ") })
        let press = Array("\u{1B}[<0;30;\(row + 1)M".utf8)
        try terminal.send(press)
        try await terminal.wait("the selection") { $0.contains("▸web") && $0.contains("p pauses web") }
        try terminal.send(Array("\u{1B}[<65;30;10M".utf8))
        try await terminal.wait("one down") { $0.contains("▸") && !$0.contains("▸web") }
        try terminal.send(press)
        try await terminal.wait("the selection again") { $0.contains("▸web") }
        try terminal.send(press)
        try await terminal.wait("the service") { $0.contains("Esc back") }
        try Self.click("Esc back", in: terminal)
        try await terminal.wait("the overview") { $0.contains("▸web") }
        // A dangerous key asks, also by a click.
        try Self.click("R rolls back", in: terminal)
        try await terminal.wait("the question") { $0.contains("ROLL BACK") && $0.contains("type web") }
        try Self.click("leave it", in: terminal)
        try await terminal.wait("no question") { !$0.contains("to confirm") }
        try terminal.press("m")
        try await terminal.wait("it is off") { $0.contains("mouse off") }
        try terminal.send(Array("\u{1B}[<64;30;10M".utf8))
        try await Task.sleep(for: .milliseconds(500))
        #expect(try terminal.screen().contains("▸web"), "a report that was on its way means nothing")
        try terminal.press("m")
        try await terminal.wait("it is on") { $0.contains("mouse on") }
        #expect(try terminal.reportsMouse())
        try terminal.press("q")
        #expect(try await terminal.end().isRestored)
        #expect(try terminal.reportsMouse() == false, "the shell would be told of each click")
    }

    @Test func `the title follows the headline and comes back`() async throws {
        let place = try DemoFolder()
        defer { place.remove() }
        _ = try Program.run(
            "demo", "calm", "--no-screen", "--until", "5m", "--speed", "max", "--keep", place.kept,
            environment: place.environment)
        let file = place.kept + "/abreast.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try (text + "\nnotify: [bell, title]\nmouse: off\n").write(toFile: file, atomically: true, encoding: .utf8)
        let terminal = try TmuxTerminal(["watch"], environment: place.environment)
        let before = try terminal.title()
        // The simulation has ended.
        try await terminal.wait("the board") { $0.contains("BLIND") }
        #expect(try terminal.title().hasPrefix("? "))
        #expect(try terminal.reportsMouse() == false, "by the configuration")
        try terminal.press("q")
        #expect(try await terminal.end().isRestored)
        #expect(try terminal.title() == before)
    }
}
