import Foundation
import Testing
import World

/// A real terminal for the built program: one tmux server with one window, which a shell owns and the program runs in.
final class TmuxTerminal: Sendable {
    private let socket: String
    private let folder: String
    /// Written by the shell when the program has ended: its exit status, then `stty -a` after it.
    private let outcome: String

    /// Starts `abreast ARGUMENTS` in a terminal of this size, with this environment and nothing else of AWS. The
    /// terminal's background is not told unless it is given, as `#fdf6e3`.
    init(
        _ arguments: [String], environment: [String: String], width: Int = 120, height: Int = 36,
        executable: String = Program.path, background: String? = nil
    ) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("abreast-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        socket = "\(folder)/tmux"
        outcome = "\(folder)/outcome"
        let exports = environment.map { "export \($0.key)=\(Self.quoted($0.value))" }.sorted().joined(separator: "\n")
        let command = ([executable] + arguments).map(Self.quoted).joined(separator: " ")
        let script = """
            \(exports)
            cd \(folder)
            stty -a > \(folder)/before
            \(command)
            status=$?
            stty -a > \(folder)/after
            echo "left with status $status"
            echo $status > \(outcome).part && mv \(outcome).part \(outcome)
            sleep 600
            """
        try script.write(toFile: "\(folder)/run", atomically: true, encoding: .utf8)
        // With a background of its own, tmux answers which one it is.
        let style = background.map { "set -g window-style bg=\($0)\n" } ?? ""
        try "set -g status off\nset -g default-terminal screen-256color\nset -sg escape-time 10\n\(style)"
            .write(toFile: "\(folder)/tmux.conf", atomically: true, encoding: .utf8)
        try tmux(
            "-f", "\(folder)/tmux.conf", "new-session", "-d", "-x", "\(width)", "-y", "\(height)", "sh", "\(folder)/run"
        )
    }

    deinit {
        _ = try? tmux("kill-server")
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The screen as text.
    func screen() throws -> String { try tmux("capture-pane", "-p") }

    /// The screen with its colours, as escape sequences.
    func colours() throws -> String { try tmux("capture-pane", "-p", "-e") }

    /// Presses keys by tmux's names (`Enter`, `Escape`, `p`).
    func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

    /// Types text as it is.
    func type(_ text: String) throws { try tmux("send-keys", "-l", text) }

    /// Sends bytes to the program as they are, at once, as a terminal does that answers.
    func send(_ bytes: [UInt8]) throws {
        try tmux(["send-keys", "-H"] + bytes.map { String($0, radix: 16) })
    }

    /// Waits as long as a person needs to read a question: what is typed sooner is not taken for its answer.
    func readQuestion() async throws { try await Task.sleep(for: .milliseconds(700)) }

    /// Selects a service of the overview by hand, wherever it stands.
    func select(_ service: String) async throws {
        func selected(_ screen: String) -> Substring? { screen.split(separator: "\n").first { $0.hasPrefix("▸") } }
        try press("Home")
        try await Task.sleep(for: .milliseconds(500))
        for _ in 0..<20 {
            let row = try selected(screen())
            if row?.hasPrefix("▸\(service) ") ?? false { return }
            try press("Down")
            try await wait("another row than \(row ?? "none")") {
                selected($0).map { $0.prefix(12) != row?.prefix(12) } ?? false
            }
        }
        Issue.record("\(service) is in no row of\n\(try screen())")
    }

    func resize(width: Int, height: Int) throws {
        try tmux("resize-window", "-x", "\(width)", "-y", "\(height)")
    }

    /// Takes the terminal away, as a lost ssh connection does.
    func hangUp() throws { try tmux("kill-session") }

    /// Whether a full-screen program holds the alternate screen.
    func isFullScreen() throws -> Bool { try tmux("display-message", "-p", "#{alternate_on}").hasPrefix("1") }

    /// Whether the program has asked the terminal for the mouse.
    func reportsMouse() throws -> Bool { try tmux("display-message", "-p", "#{mouse_any_flag}").hasPrefix("1") }

    /// The window's title.
    func title() throws -> String { try tmux("display-message", "-p", "#{pane_title}") }

    /// The process that runs in the terminal: the shell's only child.
    func processID() throws -> Int32 {
        let shell = try tmux("display-message", "-p", "#{pane_pid}").trimmingCharacters(in: .whitespacesAndNewlines)
        let children = try String(contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
        return try #require(children.split(separator: " ").first.flatMap { Int32($0) })
    }

    /// How many times longer than usual is waited before something counts as not coming: a machine may be busy, and no
    /// journey is about the machine.
    private static let slack = 4.0

    /// Waits until the screen satisfies a condition, for four times `seconds` at the most; fails with the last screen.
    @discardableResult
    func wait(
        _ what: String, within seconds: Double = 20, location: SourceLocation = #_sourceLocation,
        until condition: (String) -> Bool
    ) async throws -> String {
        let end = ContinuousClock.now + .seconds(seconds * Self.slack)
        var last = ""
        while ContinuousClock.now < end {
            last = try screen()
            if condition(last) { return last }
            try await Task.sleep(for: .milliseconds(50))
        }
        let waited = "not seen within \(seconds * Self.slack) s"
        Issue.record("\(what): \(waited); the screen was\n\(last)", sourceLocation: location)
        throw JourneyEnded(what: what)
    }

    /// Waits until the program has ended; its exit status, and whether the terminal's modes are what they were.
    func end(within seconds: Double = 20) async throws -> (status: Int32, isRestored: Bool) {
        let end = ContinuousClock.now + .seconds(seconds * Self.slack)
        while ContinuousClock.now < end {
            if let text = try? String(contentsOfFile: outcome, encoding: .utf8),
                let status = Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
            {
                let before = try String(contentsOfFile: "\(folder)/before", encoding: .utf8)
                let after = try String(contentsOfFile: "\(folder)/after", encoding: .utf8)
                let isFullScreen = try isFullScreen()
                return (status, before == after && !isFullScreen)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        let waited = "did not end within \(seconds * Self.slack) s"
        Issue.record("the program \(waited); the screen was\n\((try? screen()) ?? "")")
        throw JourneyEnded(what: "end")
    }

    @discardableResult
    private func tmux(_ arguments: String...) throws -> String { try tmux(arguments) }

    @discardableResult
    private func tmux(_ arguments: [String]) throws -> String {
        // Without a UTF-8 locale tmux would blank what it prints; the program's own locale is the journey's.
        let locale = ["LC_ALL": "C.UTF-8"]
        return try Program.output(of: "/usr/bin/env", ["tmux", "-S", socket] + arguments, environment: locale).text
    }

    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}

/// A journey that could not go on; what was missing is recorded as an issue already.
struct JourneyEnded: Error {
    var what: String
}
