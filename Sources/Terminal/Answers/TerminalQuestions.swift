import CNCurses
import Glibc

/// What the program asks its terminal once. Nothing waits for the answers.
struct TerminalQuestions {
    /// Synchronized output: the terminal shows an update only when it is complete.
    static let synchronizedOutput = 2026
    /// Answers that have not come after this time are not waited for when the screen is left.
    private static let patience = Duration.seconds(1)

    /// When the questions were sent; `nil` when none is open.
    private(set) var openSince: ContinuousClock.Instant?

    /// The questions for the loaded terminal: its background, whether it can show updates as one, and last what every
    /// terminal answers. Empty where one might print them.
    ///
    /// Terminals with an alternate screen and a mouse read sequences as xterm does. The Linux console and real terminals
    /// have no alternate screen. Apple's Terminal prints the question for a mode.
    static func text(variables: (String) -> String?) -> String {
        guard unsafe curses_capability("smcup") != nil, unsafe curses_capability("kmous") != nil else { return "" }
        let mode = variables("TERM_PROGRAM") == "Apple_Terminal" ? "" : "\u{1B}[?\(synchronizedOutput)$p"
        return "\u{1B}]11;?\u{1B}\\\(mode)\u{1B}[c"
    }

    mutating func sent(at now: ContinuousClock.Instant) { openSince = now }

    mutating func heard(_ answer: TerminalAnswer) { if answer == .attributes { openSince = nil } }

    /// Whether an answer may still be on its way.
    func isOpen(at now: ContinuousClock.Instant) -> Bool { openSince.map { $0 + Self.patience > now } ?? false }
}

extension Screen {
    /// Sends the questions.
    mutating func ask(_ variables: (String) -> String?) {
        let text = TerminalQuestions.text(variables: variables)
        guard !text.isEmpty else { return }
        send(text: text)
        questions.sent(at: .now)
    }

    /// Takes an answer that is the screen's own matter. Returns whether it was.
    mutating func takes(_ answer: TerminalAnswer) -> Bool {
        questions.heard(answer)
        switch answer {
        case .background: return false
        case .mode(TerminalQuestions.synchronizedOutput, isKnown: true):
            isSynchronized = true
            // Whatever ends the process in the middle of an update, the terminal must show what comes then.
            unsafe leave_add("\u{1B}[?2026l")
        case .mode, .attributes: break
        }
        return true
    }

    /// Reads what the terminal still answers, at most a tenth of a second: the shell would take it for typed.
    mutating func awaitAnswers() {
        let end = ContinuousClock.now + .milliseconds(100)
        while questions.isOpen(at: .now), .now < end {
            var input = pollfd(fd: streams.inputDescriptor, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&input, 1, 20) >= 0 else { return }
            guard input.revents != 0 else { continue }
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = unsafe read(streams.inputDescriptor, &bytes, bytes.count)
            guard count > 0 else { return }
            for case .answer(let answer) in self.input.feed(bytes.prefix(count), at: .now) { questions.heard(answer) }
        }
    }
}
