import Poll

/// What to type next, at the end of a command that beginners type.
struct NextCommand {
    /// The file of `--config`, if one was named: then it is named again.
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

    /// The configuration is good, as far as can be told without AWS.
    func afterGood(isSimulated: Bool) -> String { isSimulated ? line() : line("check", "--online") }

    /// AWS was asked of what stands in `file`, and gave these answers.
    func after(_ answers: Set<OnlineCheck.Row.Answer>, of file: String) -> String {
        var steps: [String] = []
        if answers.contains(.missing) { steps.append("mend in \(file) what is MISSING: its name, or the region") }
        if answers.contains(.denied) { steps.append("\(line("check", "--iam-policy")) for what was DENIED") }
        if answers.contains(.failed) { steps.append("\(line("doctor")) for what FAILED") }
        guard !steps.isEmpty else { return line() }
        return "\(steps.joined(separator: "; ")); then \(line("check", "--online"))"
    }

    /// Does something; a failure ends with what to type next.
    func advised<Value>(_ next: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch var failure as Failure {
            failure.next = next
            throw failure
        }
    }

    /// As a shell takes it for one word.
    static func quoted(_ word: String) -> String {
        let plain = "-_./+@:".unicodeScalars
        let isPlain = word.unicodeScalars.allSatisfy {
            plain.contains($0) || ($0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil))
        }
        return isPlain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
    }
}
