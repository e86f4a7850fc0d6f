import Model
import Report
import View

/// One thing that `abreast doctor` looked at, and what to do about it.
struct Diagnosis: Equatable {
    enum Mark: String {
        case good = "ok"
        /// Works, or may be meant so; worth knowing.
        case note
        case wrong = "WRONG"
    }

    var subject: String
    var mark: Mark
    var words: String
    var advice: String?

    /// The words lose whatever must not leave the machine: a diagnosis is made to be shown to others.
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
    /// A table for people; advice stands beneath what it is about.
    var lines: [String] {
        var table = TextTable(titles: ["", "", ""], isRight: [false, false, false])
        for one in self {
            table.add([one.mark.rawValue, one.subject, one.words])
            if let advice = one.advice { table.add(["", "", "→ \(advice)"]) }
        }
        return Array<String>(table.lines.dropFirst())
    }
}
