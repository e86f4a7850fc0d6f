import Model
import Report
import View

/// One check of `abreast doctor`, with advice.
struct Diagnosis: Equatable {
    enum Mark: String {
        case good = "ok"
        /// It works, or may be intended; worth knowing.
        case note
        case wrong = "WRONG"
    }

    var subject: String
    var mark: Mark
    var words: String
    var advice: String?

    /// Secrets are removed from the words: people show a diagnosis to others.
    init(_ subject: String, _ mark: Mark, _ words: String, advice: String? = nil) {
        self.subject = subject
        self.mark = mark
        self.words = Redaction.clean(Sanitizer.text(words))
        self.advice = advice.map { Redaction.clean(Sanitizer.text($0)) }
    }

    var json: JSONValue {
        .fields([
            "subject": .text(subject), "mark": .text(mark.rawValue.lowercased()), "words": .text(words),
            "advice": .optional(advice),
        ])
    }
}

extension [Diagnosis] {
    /// A table for people. Advice stands below its check.
    var lines: [String] {
        var table = TextTable(titles: ["", "", ""], isRight: [false, false, false])
        for one in self {
            table.add([one.mark.rawValue, one.subject, one.words])
            if let advice = one.advice { table.add(["", "", "→ \(advice)"]) }
        }
        return Array<String>(table.lines.dropFirst())
    }
}
