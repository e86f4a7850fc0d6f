import CNCurses
import View

/// What reaches people who do not look at the screen: a bell, the window's title, a message of the desktop.
extension Screen {
    /// Rings the terminal's bell.
    package func ring() {
        if isTaken { send(text: "\u{07}") }
    }

    /// Sets the title of the terminal's window. The title that was there comes back when the screen is left, where the
    /// terminal keeps one; otherwise the title is empty then.
    ///
    /// Source: xterm's control sequences, "Window manipulation" 22 and 23. tmux calls it the title of the pane.
    package mutating func show(title: String) {
        guard isTaken, Notices.hasWindow else { return }
        if !hasTitle { send(text: Notices.keepTitle) }
        hasTitle = true
        unsafe leave_add(Notices.restoreTitle)
        send(text: Notices.title(title))
    }

    /// Shows a message on the desktop, where the terminal passes it on. None says whether it has.
    package func tellDesktop(_ title: String, _ text: String) {
        guard isTaken, Notices.hasWindow else { return }
        send(text: Notices.desktop(title, text, term: term, variables: variables))
    }

    /// Brings the title back that was there before.
    mutating func restoreTitle() {
        if hasTitle { send(text: Notices.restoreTitle) }
        hasTitle = false
    }
}

/// The sequences for them.
enum Notices {
    /// Whether the terminal is one in a window: it reads operating system commands as xterm does.
    static var hasWindow: Bool {
        unsafe curses_capability("smcup") != nil && curses_capability("kmous") != nil
    }

    static let keepTitle = "\u{1B}[22;2t"
    static let restoreTitle = "\u{1B}]2;\u{1B}\\\u{1B}[23;2t"

    static func title(_ text: String) -> String { "\u{1B}]2;\(plain(text))\u{1B}\\" }

    /// OSC 777 for the terminals that began with it, foot and rxvt-unicode; OSC 9 for all others: kitty, ghostty, wezterm,
    /// iTerm2, Windows Terminal. tmux passes it on where `allow-passthrough` is on.
    static func desktop(_ title: String, _ text: String, term: String, variables: (String) -> String?) -> String {
        let isOlder = term.hasPrefix("foot") || term.hasPrefix("rxvt")
        let head = plain(title).replacing(";", with: ",")
        let body = plain(text).replacing(";", with: ",")
        let sequence =
            isOlder ? "\u{1B}]777;notify;\(head);\(body)\u{1B}\\" : "\u{1B}]9;\(head): \(body)\u{1B}\\"
        guard variables("TMUX").map({ !$0.isEmpty }) ?? false else { return sequence }
        return "\u{1B}Ptmux;\(sequence.replacing("\u{1B}", with: "\u{1B}\u{1B}"))\u{1B}\\"
    }

    /// Foreign text must not end the sequence.
    private static func plain(_ text: String) -> String { Sanitizer.text(text) }
}
