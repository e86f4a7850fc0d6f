import Foundation
import Testing

/// The terminals that people have: with an entry in terminfo there is a screen, without one a sentence that says how to go
/// on.
@Suite(.serialized) struct TerminalNameJourneys {
    /// A terminal, and what its entry adds to xterm's where this machine need not have one.
    struct Name: CustomTestStringConvertible, Sendable {
        enum Colours { case all, many, few, none }

        let term: String
        /// `nil` for a terminal of Debian's ncurses-base.
        var source: String?
        let colours: Colours

        var testDescription: String { term }
    }

    private static let direct =
        #"setaf=\E[%?%p1%{8}%<%t3%p1%d%e38:2::%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:%p1%{255}%&%d%;m, "#
        + #"setab=\E[%?%p1%{8}%<%t4%p1%d%e48:2::%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:%p1%{255}%&%d%;m,"#

    static let names = [
        Name(term: "xterm", colours: .few), Name(term: "xterm-256color", colours: .many),
        Name(term: "xterm-direct", source: "RGB, colors#0x1000000, pairs#0x7FFF, ccc@, \(direct)", colours: .all),
        Name(
            term: "xterm-kitty",
            source: #"Tc, setrgbf=\E[38:2:%p1%d:%p2%d:%p3%dm, setrgbb=\E[48:2:%p1%d:%p2%d:%p3%dm,"#, colours: .all),
        Name(term: "alacritty", source: "ccc@,", colours: .many),
        Name(term: "xterm-ghostty", source: "Tc, fullkbd,", colours: .all),
        Name(term: "foot", source: #"Tc, setrgbf=\E[38:2::%p1%d:%p2%d:%p3%dm,"#, colours: .all),
        Name(term: "wezterm", source: "Tc,", colours: .all), Name(term: "screen", colours: .few),
        Name(term: "screen-256color", colours: .many), Name(term: "tmux", colours: .few),
        Name(term: "tmux-256color", colours: .many), Name(term: "linux", colours: .few),
        Name(term: "vt100", colours: .none),
    ]

    /// A folder with the entry, as an administrator makes it with `tic`; the folder of a terminal that the machine knows
    /// is empty.
    private static func entries(_ name: Name) throws -> String {
        let folder = NSTemporaryDirectory() + "abreast-terminfo-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard let source = name.source else { return folder }
        try "\(name.term)|for a test,\n\t\(source)\n\tuse=xterm-256color,\n"
            .write(toFile: folder + "/source", atomically: true, encoding: .utf8)
        let made = try Program.output(
            of: "/usr/bin/env", ["tic", "-x", "-o", folder, folder + "/source"], environment: [:])
        try #require(made.status == 0, "\(made.errors)")
        return folder
    }

    private static func environment(_ term: String) -> [String: String] {
        [
            "LANG": "C.UTF-8", "TZ": "UTC", "TERM": term, "ABREAST_ACTOR": "mika@desk", "COLORTERM": "", "NO_COLOR": "",
            "XDG_STATE_HOME": NSTemporaryDirectory() + "abreast-\(UUID().uuidString)",
        ]
    }

    @Test(arguments: names) func `with an entry there is a screen`(_ name: Name) async throws {
        var environment = Self.environment(name.term)
        let folder = try Self.entries(name)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        if name.source != nil { environment["TERMINFO"] = folder }
        let terminal = try TmuxTerminal(["demo", "calm"], environment: environment)
        let screen = try await terminal.wait("the demo") { $0.contains("● LIVE") && $0.contains("q quit") }
        #expect(screen.contains("api") && screen.contains("✓ pass"))
        let colours = try terminal.colours()
        #expect(colours.contains("8;2;") == (name.colours == .all))
        #expect(colours.contains("8;5;") == (name.colours == .many))
        if name.colours == .none { #expect(colours.firstMatch(of: /\u{1B}\[[0-9;]*[34][0-7]m/) == nil) }
        // What a terminal sends for its keys is understood, and it is left as it was found.
        try terminal.press("?")
        try await terminal.wait("the help") { $0.contains("keys and signs") }
        try terminal.press("q")
        let end = try await terminal.end()
        #expect(end.status == 0)
        #expect(end.isRestored)
    }

    @Test(arguments: names.filter { $0.source != nil })
    func `without an entry it says how to go on`(_ name: Name) async throws {
        var environment = Self.environment(name.term)
        // Not what this machine may have installed.
        environment["TERMINFO_DIRS"] = "/lib/terminfo.base"
        environment["HOME"] = NSTemporaryDirectory()
        let terminal = try TmuxTerminal(["demo", "calm"], environment: environment)
        let screen = try await terminal.wait("the end") { $0.contains("left with status 4") }
        let sentence = "abreast: TERM=\(name.term) is not known to this machine: try TERM=xterm-256color"
        #expect(screen.contains(sentence), "\(screen)")
        #expect(try terminal.isFullScreen() == false)
    }
}
