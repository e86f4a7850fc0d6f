import Model
import Poll

/// The next command to type, printed at the end of commands for beginners.
struct NextCommand {
    /// The configuration's file, which the next command names too; `nil` when there is none yet.
    let file: String?
    /// What the command line has in place of the file's settings.
    var typed: AWSOverride?

    /// A whole command line.
    func line(_ what: PrintedCommand.What = .watch) -> String {
        PrintedCommand(what, file: file, typed: typed).line
    }

    /// There is no configuration yet, or it has mistakes.
    func afterMistakes() -> String {
        file == nil
            ? "abreast discover HOST -o abreast.yaml, or abreast init, or abreast demo"
            : "mend that, then \(line(.check(online: false)))"
    }

    /// The configuration is valid, as far as this is known without AWS.
    func afterGood(isSimulated: Bool) -> String { isSimulated ? line() : line(.check(online: true)) }

    /// The result of the check of `file` against AWS.
    func after(_ answers: Set<OnlineCheck.Row.Answer>, of file: String) -> String {
        var steps: [String] = []
        if answers.contains(.missing) { steps.append("mend in \(file) what is MISSING: its name, or the region") }
        if answers.contains(.swapped) { steps.append("write in \(file) what is SWAPPED under its own side") }
        if answers.contains(.denied) { steps.append("\(line(.policy)) for what was DENIED") }
        if answers.contains(.failed) { steps.append("\(line(.doctor)) for what FAILED") }
        guard !steps.isEmpty else { return line() }
        return "\(steps.joined(separator: "; ")); then \(line(.check(online: true)))"
    }

    /// Runs `body`. A failure then ends with the next command.
    func advised<Value>(_ next: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch var failure as Failure {
            failure.next = next
            throw failure
        }
    }
}
