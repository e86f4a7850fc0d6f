import Testing

@testable import Terminal

/// Why no screen is possible, in words. The tests run one after the other, as terminfo has one current terminal per
/// process.
@Suite(.serialized) struct TerminfoTests {
    @Test func `a known terminal is loaded`() throws {
        let terminal = try PseudoTerminal()
        #expect(try Terminfo.load("xterm-256color", output: terminal.program) == "xterm-256color")
    }

    @Test(arguments: [
        (nil, TerminalError.termUnset), ("", .termUnset), ("no-such-terminal", .termUnknown("no-such-terminal")),
        ("dumb", .termTooPoor("dumb")),
    ])
    func `what is none is said`(_ term: String?, _ error: TerminalError) throws {
        let terminal = try PseudoTerminal()
        #expect(throws: error) { try Terminfo.load(term, output: terminal.program) }
    }

    @Test(arguments: [
        ("xterm-256color", ["COLORTERM": "truecolor"], true), ("xterm-256color", ["COLORTERM": "24bit"], true),
        ("xterm", ["COLORTERM": "TrueColor"], true), ("xterm-256color", [:], false),
        ("xterm-256color", ["COLORTERM": "yes"], false),
        // GNU screen passes the variable on, and does not know the colours; tmux turns them into what there is.
        ("screen-256color", ["COLORTERM": "truecolor"], false),
        ("screen-256color", ["COLORTERM": "truecolor", "TMUX": "/tmp/tmux-0/default,1,0"], true),
        ("xterm-256color", ["COLORTERM": "truecolor", "STY": "1.pts"], false),
        // An entry without colours was chosen by somebody.
        ("vt100", ["COLORTERM": "truecolor"], false), ("xterm-mono", ["COLORTERM": "truecolor"], false),
    ])
    func `who offers 24 bits`(_ term: String, _ variables: [String: String], _ offers: Bool) throws {
        let terminal = try PseudoTerminal()
        _ = try Terminfo.load(term, output: terminal.program)
        #expect(DirectEntry.isOffered(term: term, variables: { variables[$0] }) == offers)
    }

    @Test func `a compiled entry says what the loaded one says`() throws {
        let terminal = try PseudoTerminal()
        _ = try Terminfo.load("xterm-256color", output: terminal.program)
        let before = CompiledEntry(ofLoaded: "xterm-256color")
        #expect(before.strings.count > 100 && before.strings["cup"] != nil && before.strings["BE"] != nil)
        var after: CompiledEntry?
        let use = DirectEntry.use(
            for: "xterm-256color", output: terminal.program, { $0 == "COLORTERM" ? "truecolor" : nil }
        ) { after = CompiledEntry(ofLoaded: "xterm-256color") }
        #expect(use == .own)
        let changed = ["setaf", "setab", "setf", "setb", "initc", "initp", "oc", "scp"]
        #expect(
            after?.strings.filter { !changed.contains($0.key) } == before.strings.filter { !changed.contains($0.key) })
        #expect(after?.flags == before.flags.subtracting(["ccc"]).union(["RGB"]))
        let numbers = before.numbers.merging(["colors": 1 << 24, "pairs": 0x7FFF]) { $1 }
        #expect(after?.numbers == numbers)
    }

    @Test func `what the format cannot hold is no entry`() throws {
        let terminal = try PseudoTerminal()
        _ = try Terminfo.load("xterm-256color", output: terminal.program)
        var entry = CompiledEntry(ofLoaded: "xterm-256color")
        #expect(entry.bytes != nil)
        entry.strings["setaf"] = Array(repeating: 0x41, count: 40_000)
        #expect(entry.bytes == nil)
    }
}
