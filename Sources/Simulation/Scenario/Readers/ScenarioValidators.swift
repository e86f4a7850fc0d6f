import MigrationFile
import Model

/// The validators for names in a scenario.
enum ScenarioValidators {
    /// A scenario's name is typed in a shell: lower-case letters, digits and inner hyphens.
    static var name: YAMLValidator {
        YAMLValidator("write e.g. scenario: slow-poison") { text in
            isName(text, most: 40)
                ? nil : "“\(text)” cannot be typed as a command's word: a-z, 0-9 and “-” only, 40 at most"
        }
    }

    /// A service's name is also the first label of its record in DNS.
    static func faultOfServiceName(_ name: String) -> String? {
        isName(name, most: 20) ? nil : "“\(name)” cannot name a simulated service: a-z, 0-9 and “-” only, 20 at most"
    }

    private static func isName(_ text: String, most: Int) -> Bool {
        (1...most).contains(text.utf8.count) && text.first != "-" && text.last != "-"
            && text.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
    }
}

/// The bounds of a number, and whether it must be whole because it counts something.
struct NumberValidator {
    let bounds: ClosedRange<Double>
    let isWhole: Bool
    /// An imperative such as “write e.g. peak: 4800”.
    let write: String

    init(_ bounds: ClosedRange<Double>, isWhole: Bool = false, write: String) {
        self.bounds = bounds
        self.isWhole = isWhole
        self.write = write
    }

    static func percent(_ write: String) -> NumberValidator { NumberValidator(0...100, write: write) }

    static func count(_ bounds: ClosedRange<Double>, _ write: String) -> NumberValidator {
        NumberValidator(bounds, isWhole: true, write: write)
    }

    /// Reads the number. Notes a problem if it is not valid.
    func read(_ tree: YAMLTree) -> Double? {
        guard let number = tree.number(write) else { return nil }
        guard !isWhole || number == number.rounded() else {
            tree.note("\(tree.word ?? "") is not a whole number", write)
            return nil
        }
        guard bounds.contains(number) else {
            tree.note(
                "\(tree.word ?? "") is not between \(Self.text(bounds.lowerBound)) and \(Self.text(bounds.upperBound))",
                write)
            return nil
        }
        return number
    }

    private static func text(_ number: Double) -> String {
        number == number.rounded() ? NumberWords.decimal(number, 0) : "\(number)"
    }
}

/// A span of time as people write it: `90s`, `12m`, `1h30m`, `0`.
struct SpanForm {
    /// In seconds.
    let bounds: ClosedRange<Double>
    /// An imperative such as “write e.g. bake: 15m”.
    let write: String

    init(_ bounds: ClosedRange<Double>, write: String) {
        self.bounds = bounds
        self.write = write
    }

    /// Reads the span in seconds. Notes a problem if it is not valid.
    func read(_ tree: YAMLTree) -> Double? {
        guard let text = tree.text(write) else { return nil }
        guard let seconds = Self.seconds(text) else {
            let isBare = !text.isEmpty && text.allSatisfy { ("0"..."9").contains($0) }
            tree.note(isBare ? "“\(text)” has no unit: h, m or s" : "“\(text)” is not a span of time", write)
            return nil
        }
        guard bounds.contains(seconds) else {
            tree.note(
                "“\(text)” is not between \(Self.text(bounds.lowerBound)) and \(Self.text(bounds.upperBound))", write)
            return nil
        }
        return seconds
    }

    /// `nil` if the text is not hours, minutes and seconds in this order, each at most once.
    static func seconds(_ text: String) -> Double? {
        if text == "0" { return 0 }
        var units: [(letter: Character, seconds: Double)] = [("h", 3600), ("m", 60), ("s", 1)]
        var digits = ""
        var sum = 0.0
        for character in text {
            if ("0"..."9").contains(character) {
                digits.append(character)
                continue
            }
            guard let unit = units.firstIndex(where: { $0.letter == character }), digits.utf8.count <= 6,
                let number = Double(digits)
            else { return nil }
            sum += number * units[unit].seconds
            units.removeFirst(unit + 1)
            digits = ""
        }
        return text.isEmpty || !digits.isEmpty ? nil : sum
    }

    /// `1h30m`, `90s` as `1m30s`, `0`.
    static func text(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        let parts = [(whole / 3600, "h"), (whole / 60 % 60, "m"), (whole % 60, "s")]
        let text = parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
        return text.isEmpty ? "0" : text
    }
}

/// One of a few words, in lower case with `_`: `roll_back` for `rollBack`.
enum ChoiceForm {
    /// Reads one of `values`. `what` appears in the message, as in “is not a verdict”.
    static func read<Value: RawRepresentable>(_ tree: YAMLTree, among values: [Value], what: String) -> Value?
    where Value.RawValue == String {
        let words = values.map { word($0.rawValue) }
        let all = "write one of \(ScenarioCast.list(words))"
        guard let text = tree.text(all) else { return nil }
        if let index = words.firstIndex(of: text) { return values[index] }
        tree.note(
            "“\(text)” is not \(what)",
            Suggestion.nearest(to: text, among: words).map { "did you mean `\($0)`?" } ?? all)
        return nil
    }

    static func word(_ name: String) -> String {
        String(name.flatMap { $0.isUppercase ? "_\($0.lowercased())" : String($0) })
    }
}
