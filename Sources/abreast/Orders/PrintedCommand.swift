import Model

/// A command that this program prints for a person to type. It is whole: wherever and whenever it is typed, it does what
/// the line says.
///
/// Every command with arguments is printed through this type, so that a test can give each of them to the program's own
/// parser. None sets a rule aside: whoever does that types the rule's name.
struct PrintedCommand: Sendable, Equatable {
    /// What to move: a service or a group by its name; `nil` for all.
    typealias Unit = String?

    enum What: Sendable, Equatable {
        case watch, poll, doctor
        /// Whether AWS is asked.
        case check(online: Bool)
        case policy
        /// Percent on new; `nil` for the next step. Without `yes` it only explains.
        case advance(Unit, to: Double?, yes: Bool)
        /// Percent on new.
        case rollBack(Unit, to: Double, inSteps: Bool, yes: Bool)
        case pause(String)
        case resume(String)
        /// Host names and options as typed, and the file to write.
        case discover([String], output: String)
    }

    var what: What
    /// The configuration's file; `nil` for a command that needs none.
    var file: String?
    /// What was typed in place of the file's settings. It is repeated by each command that asks AWS.
    var typed: AWSOverride?

    init(_ what: What, file: String?, typed: AWSOverride? = nil) {
        self.what = what
        self.file = file
        self.typed = typed
    }

    /// By the configuration of the command that prints it.
    init(_ what: What, for configuration: Configuration) {
        self.init(what, file: configuration.file, typed: configuration.typed)
    }

    /// What follows the program's name.
    var arguments: [String] { words + (file.map { ["--config", $0] } ?? []) + settings }

    private var settings: [String] {
        // These orders only go into the store, and a discovery has its own words.
        if case .pause = what { return [] }
        if case .resume = what { return [] }
        if case .discover = what { return [] }
        return (typed?.region.map { ["--region", $0] } ?? []) + (typed?.profile.map { ["--profile", $0] } ?? [])
    }

    /// One line for a shell.
    var line: String { (["abreast"] + arguments.map(Self.quoted)).joined(separator: " ") }

    /// The line within a sentence.
    var inSentence: String { "`\(line)`" }

    private var words: [String] {
        switch what {
        case .watch: ["watch"]
        case .poll: ["poll"]
        case .doctor: ["doctor"]
        case .check(let online): ["check"] + (online ? ["--online"] : [])
        case .policy: ["check", "--iam-policy"]
        case .advance(let unit, let percent, let yes):
            ["advance"] + Self.words(unit) + (percent.map { ["--to", Self.number($0)] } ?? []) + (yes ? ["--yes"] : [])
        case .rollBack(let unit, let percent, let inSteps, let yes):
            ["rollback"] + Self.words(unit) + (percent > 0 ? ["--to", Self.number(percent)] : [])
                + (inSteps ? ["--in-steps"] : []) + (yes ? ["--yes"] : [])
        case .pause(let service): ["pause", service]
        case .resume(let service): ["resume", service]
        case .discover(let words, let output): ["discover"] + words + ["-o", output]
        }
    }

    private static func words(_ unit: Unit) -> [String] { unit.map { [$0] } ?? ["--all"] }

    /// The shortest form that reads as the same number.
    private static func number(_ percent: Double) -> String {
        percent == percent.rounded() ? String(Int(percent)) : String(percent)
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
