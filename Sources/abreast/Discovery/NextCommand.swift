import Poll

/// The next command to type, printed at the end of commands for beginners.
struct NextCommand {
    /// The file of `--config`, if given. The next command then names it too.
    let named: String?

    /// A whole command line.
    func line(_ words: String...) -> String {
        let configuration = named.map { ["--config", Self.quoted($0)] } ?? []
        return (["abreast"] + words + configuration).joined(separator: " ")
    }

    /// There is no configuration yet, or it has mistakes.
    func afterMistakes(isAbsent: Bool) -> String {
        isAbsent
            ? "abreast discover HOST -o abreast.yaml, or abreast init, or abreast demo"
            : "mend that, then \(line("check"))"
    }

    /// The configuration is valid, as far as this is known without AWS.
    func afterGood(isSimulated: Bool) -> String { isSimulated ? line() : line("check", "--online") }

    /// The result of the check of `file` against AWS.
    func after(_ answers: Set<OnlineCheck.Row.Answer>, of file: String) -> String {
        var steps: [String] = []
        if answers.contains(.missing) { steps.append("mend in \(file) what is MISSING: its name, or the region") }
        if answers.contains(.denied) { steps.append("\(line("check", "--iam-policy")) for what was DENIED") }
        if answers.contains(.failed) { steps.append("\(line("doctor")) for what FAILED") }
        guard !steps.isEmpty else { return line() }
        return "\(steps.joined(separator: "; ")); then \(line("check", "--online"))"
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

    /// Quoted as one word for a shell.
    static func quoted(_ word: String) -> String {
        let plain = "-_./+@:".unicodeScalars
        let isPlain = word.unicodeScalars.allSatisfy {
            plain.contains($0) || ($0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil))
        }
        return isPlain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
    }
}
