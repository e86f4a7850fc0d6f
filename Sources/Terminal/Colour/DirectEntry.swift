import CNCurses
import FoundationEssentials
import Glibc

/// Lets curses send colours with 24 bits to a terminal that shows them though its entry does not say so.
///
/// Debian has no entry with direct colours in ncurses-base. So the terminal's own entry is compiled again with direct
/// colours, and passed to curses in the variable `TERMINFO`, which takes an entry itself instead of a folder
/// (terminfo(5), "b64:"). No file is written.
package enum DirectEntry {
    /// Whether the loaded terminal shows 24 bits: by `COLORTERM`, as most terminals set it, or by what the entries of
    /// tmux, kitty and foot say beside terminfo's own colours (`Tc`, `setrgbf`, `RGB`).
    ///
    /// Not GNU screen: it passes on the variable of the terminal around it, and does not understand the colours. Not a
    /// terminal whose entry has no colours: somebody has chosen that one.
    static func isOffered(term: String, variables: (String) -> String?) -> Bool {
        guard unsafe tigetnum("colors") >= 8 else { return false }
        let isTmux = variables("TMUX").map { !$0.isEmpty } ?? false
        if !isTmux, term.hasPrefix("screen") || variables("STY") != nil { return false }
        if let colours = variables("COLORTERM")?.lowercased(), ["truecolor", "24bit"].contains(colours) { return true }
        return unsafe tigetflag("Tc") > 0 || tigetflag("RGB") > 0 || curses_capability("setrgbf") != nil
    }

    /// What became of it.
    package enum Use: Sendable {
        /// The terminal's own entry is used: it has direct colours, or the terminal does not offer them, or no colours are
        /// wanted.
        case unneeded
        /// The entry with direct colours is used.
        case own
        /// Curses does not take the entry. The terminal's own is used.
        case refused
    }

    /// The words for ``Use/refused``.
    package static let refusal =
        "fewer colours than this terminal offers: this machine's ncurses takes no entry with 24 bits"

    /// Calls `body` once, while terminfo finds the best entry for the loaded terminal under its name.
    ///
    /// - Parameter variables: The environment; `nil` when no colours are wanted.
    static func use(
        for term: String, output: Int32, _ variables: ((String) -> String?)?, _ body: () -> Void
    ) -> Use {
        guard let variables, unsafe tigetnum("colors") < 1 << 24, isOffered(term: term, variables: variables) else {
            body()
            return .unneeded
        }
        let before = environment(variable)
        if let bytes = entry(term).bytes {
            _ = unsafe setenv(variable, "b64:" + Data(bytes).base64EncodedString(), 1)
            // Programs that are started from here get the variable as it was.
            defer {
                if let before { _ = unsafe setenv(variable, before, 1) } else { _ = unsafe unsetenv(variable) }
            }
            if load(term, output), unsafe tigetnum("colors") >= 1 << 24 {
                body()
                return .own
            }
        }
        _ = load(term, output)
        body()
        return .refused
    }

    private static func load(_ term: String, _ output: Int32) -> Bool {
        var reason: Int32 = 0
        return unsafe setupterm(term, output, &reason) == OK
    }

    private static let variable = "TERMINFO"

    /// The loaded terminal with direct colours. All numbers are colours; the 16 named ones are not used.
    private static func entry(_ term: String) -> CompiledEntry {
        var entry = CompiledEntry(ofLoaded: term)
        entry.flags.insert("RGB")
        entry.flags.remove("ccc")
        entry.numbers["colors"] = 1 << 24
        entry.numbers["pairs"] = 0x7FFF
        for unused in ["initc", "initp", "oc", "scp", "setf", "setb"] { entry.strings[unused] = nil }
        entry.strings["setaf"] = Array(sequence(38).utf8)
        entry.strings["setab"] = Array(sequence(48).utf8)
        if entry.strings["op"] == nil { entry.strings["op"] = Array("\u{1B}[39;49m".utf8) }
        return entry
    }

    /// With semicolons: every terminal that shows 24 bits reads these; some do not read the colons of ISO 8613-6.
    private static func sequence(_ kind: Int) -> String {
        "\u{1B}[\(kind);2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm"
    }
}
