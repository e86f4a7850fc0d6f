extension JSONValue {
    /// The value as JSON text in UTF-8: two spaces of indentation, short lists and objects on one line, long lists of
    /// numbers wrapped, a newline at the end.
    package var written: String {
        var text = ""
        write { text += $0 }
        return text
    }

    /// The same text in pieces, for a value that is larger than what should be in memory at once.
    ///
    /// - Parameters:
    ///   - list: The names of the fields that lead to an empty list, which `elements` fills.
    ///   - elements: Made one after the other, and each written before the next is made.
    ///   - put: Takes the next piece of the text.
    package func write<Refusal: Error>(
        filling list: [String] = [], with elements: some Sequence<JSONValue> = [],
        _ put: (String) throws(Refusal) -> Void
    ) throws(Refusal) {
        var elements = elements.makeIterator()
        var next = elements.next()
        // Without an element there is nothing to fill: the empty list is written as in any other value.
        var writer = JSONWriter(filled: next == nil ? [] : list)
        writer.write(self, indent: 0)
        let parts = writer.parts + [writer.text + "\n"]
        try put(parts[0])
        guard next != nil else { return }
        precondition(parts.count == 2, "the value has no such list")
        var opening = "["
        while let element = next {
            var writer = JSONWriter()
            writer.text = opening + "\n" + JSONWriter.margin(list.count + 1)
            writer.write(element, indent: list.count + 1)
            try put(writer.text)
            opening = ","
            next = elements.next()
        }
        try put("\n" + JSONWriter.margin(list.count) + "]" + parts[1])
    }
}

/// Writes JSON that people can read and programs can compare byte by byte.
private struct JSONWriter {
    var text = ""
    /// The names that lead to the list that is filled later; empty without one.
    var filled: [String] = []
    /// The text before that list.
    private(set) var parts: [String] = []
    /// The names that lead to what is being written.
    private var path: [String] = []

    init(filled: [String] = []) { self.filled = filled }

    /// The greatest width of a list or object of scalars on one line.
    private static let breadth = 110

    mutating func write(_ value: JSONValue, indent: Int) {
        if !filled.isEmpty, path == filled, value == .list([]) {
            parts.append(text)
            return text = ""
        }
        if let scalar = Self.scalar(value) { return text += scalar }
        switch value {
        case .list(let elements): write(elements.map { (nil, $0) }, "[", "]", indent: indent)
        case .object(let fields): write(fields.map { ($0.name, $0.value) }, "{", "}", indent: indent)
        case .null, .bool, .number, .text: break
        }
    }

    /// The text of a value without parts, such as an empty list; `nil` for other values.
    private static func scalar(_ value: JSONValue) -> String? {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .number(let value): number(value)
        case .text(let string): quoted(string)
        case .list(let elements): elements.isEmpty ? "[]" : nil
        case .object(let fields): fields.isEmpty ? "{}" : nil
        }
    }

    private mutating func write(_ parts: [(String?, JSONValue)], _ open: String, _ close: String, indent: Int) {
        guard !parts.isEmpty else { return text += open + close }
        let leads = !filled.isEmpty && filled.starts(with: path)
        if !leads, let line = Self.line(parts, open, close) { return text += line }
        let inner = "\n" + Self.margin(indent + 1)
        text += open + inner
        let isFilled = parts.allSatisfy { $0.0 == nil && Self.scalar($0.1) != nil }
        var room = Self.breadth
        for (index, part) in parts.enumerated() {
            if isFilled, let scalar = Self.scalar(part.1) {
                room -= scalar.utf8.count + 2
                if index > 0 { text += room < 0 ? "," + inner : ", " }
                if room < 0 { room = Self.breadth - scalar.utf8.count }
                text += scalar
                continue
            }
            if index > 0 { text += "," + inner }
            if let name = part.0 { text += Self.quoted(name) + ": " }
            path.append(part.0 ?? "")
            write(part.1, indent: indent + 1)
            path.removeLast()
        }
        text += "\n" + Self.margin(indent) + close
    }

    static func margin(_ indent: Int) -> String { String(repeating: "  ", count: indent) }

    /// All parts on one line, if they are scalars and short.
    private static func line(_ parts: [(String?, JSONValue)], _ open: String, _ close: String) -> String? {
        var line = open
        for (index, part) in parts.enumerated() {
            if index > 0 { line += ", " }
            if let name = part.0 { line += quoted(name) + ": " }
            guard let scalar = scalar(part.1) else { return nil }
            line += scalar
            if line.utf8.count > breadth, parts.count > 1 { return nil }
        }
        return line + close
    }

    /// The shortest decimal that reads back as the same number; whole numbers without a point.
    private static func number(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        if value == value.rounded(), abs(value) < 9_007_199_254_740_992 { return String(Int64(value)) }
        return "\(value)"
    }

    /// A string in quotes. Controls, line separators and invisible direction marks are escaped.
    private static func quoted(_ string: String) -> String {
        var quoted = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where isHidden(scalar.value):
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// C0, DEL, C1, line separators, and the marks that change the direction of text: none may reach a terminal through
    /// `cat`.
    private static func isHidden(_ value: UInt32) -> Bool {
        value < 0x20 || (0x7F..<0xA0).contains(value) || (0x200E...0x200F).contains(value)
            || (0x2028...0x202E).contains(value) || (0x2066...0x2069).contains(value) || value == 0xFEFF
    }
}
