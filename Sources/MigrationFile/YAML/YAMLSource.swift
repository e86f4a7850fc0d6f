import Model
import Yams

/// Parses a YAML text with Yams, and notes syntax errors by line.
struct YAMLSource {
    private let notes: Diagnostics
    /// Duplicate keys, replaced in the text so that the rest can be read.
    private(set) var blots: [DuplicateKey] = []

    /// The first of two equal keys.
    struct DuplicateKey {
        var name: String
        var line: Int
        var column: Int
    }

    /// Replaces each character of a duplicate key. A private-use character does not occur in a configuration.
    static let placeholder: Unicode.Scalar = "\u{F8FF}"

    init(notes: Diagnostics) { self.notes = notes }

    /// The root of the only document; `nil` with a problem noted when the text cannot be read.
    mutating func compose(_ text: String) -> Node? {
        var text = text
        // Each pass replaces one duplicate key, as Yams stops at the first.
        for _ in 0..<100 {
            do {
                // Without tag resolution: Yams uses regular expressions for it, and this reader decides the types
                // itself.
                guard let node = try Yams.compose(yaml: text, .basic, .default, .utf8) else {
                    notes.add(
                        1, 1, "", "the file is empty",
                        "see Configuration.md or DemoAndDrills.md; `abreast init FILE` writes an example")
                    return nil
                }
                return node
            } catch let YamlError.duplicatedKeysInMapping(names, context) {
                guard let name = names.first, let blotted = blot(name, at: context.mark, in: text) else {
                    notes.add(
                        context.mark.line, context.mark.column, "",
                        "the key `\(names.joined(separator: "`, `"))` stands twice in one mapping", "keep one of them")
                    return nil
                }
                text = blotted
            } catch {
                note(error)
                return nil
            }
        }
        notes.add(1, 1, "", "too many keys that stand twice")
        return nil
    }

    /// Returns the text with the key at `mark` replaced, character by character, so that no column changes.
    private mutating func blot(_ name: String, at mark: Mark, in text: String) -> String? {
        var scalars = Array(text.unicodeScalars)
        var at = 0
        var line = 1
        while line < mark.line, at < scalars.count {
            if scalars[at] == "\n" { line += 1 }
            at += 1
        }
        at += mark.column - 1
        if at < scalars.count, scalars[at] == "\"" || scalars[at] == "'" { at += 1 }
        let letters = Array(name.unicodeScalars)
        guard !letters.isEmpty, at + letters.count <= scalars.count,
            Array(scalars[at..<at + letters.count]) == letters
        else { return nil }
        for index in at..<at + letters.count { scalars[index] = Self.placeholder }
        // Two replaced keys in one mapping must differ: put the number into a character of the next private-use plane.
        if let tally = Unicode.Scalar(0xF0000 + UInt32(blots.count)) { scalars[at] = tally }
        blots.append(DuplicateKey(name: name, line: mark.line, column: mark.column))
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// The index of the duplicate key that a key in the parsed tree replaces.
    static func blotIndex(of key: String) -> Int? {
        guard let first = key.unicodeScalars.first?.value, (0xF0000..<0xF0064).contains(first) else { return nil }
        return Int(first - 0xF0000)
    }

    private func note(_ error: any Error) {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let whole = [context.map { "\($0.text) (line \($0.mark.line))" }, problem].compactMap(\.self)
            notes.add(mark.line, mark.column, "", "not YAML: \(whole.joined(separator: ", "))", Self.remedy(problem))
        case YamlError.reader(let problem, let offset, _, let text):
            let before = offset.map { text.prefix($0) } ?? ""
            let line = before.reduce(1) { $1.isNewline ? $0 + 1 : $0 }
            let column = before.reversed().prefix { !$0.isNewline }.count + 1
            notes.add(
                line, column, "", "not YAML: \(problem)", "remove the character, or write it as an escape in quotes")
        default:
            notes.add(1, 1, "", "not YAML: \(error)")
        }
    }

    /// The usual cause of a message of Yams's scanner.
    private static func remedy(_ problem: String) -> String {
        if problem.contains("mapping values are not allowed") {
            return "put text that contains “: ” in quotes, and check the indentation"
        }
        if problem.contains("cannot start any token") { return "indent with spaces, and put such text in quotes" }
        if problem.contains("did not find expected") { return "check indentation, brackets and commas" }
        if problem.contains("tab character") { return "indent with spaces" }
        if problem.contains("unexpected end of stream") { return "close the quotation mark" }
        if problem.contains("another document") { return "keep one document in the file" }
        if problem.contains("undefined alias") { return "define the anchor above it" }
        return ""
    }
}
