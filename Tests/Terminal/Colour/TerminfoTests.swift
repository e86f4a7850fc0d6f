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
}
