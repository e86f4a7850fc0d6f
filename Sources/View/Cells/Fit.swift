/// Fits text into columns: cuts it with `…`, pads it with blanks, or wraps it. It counts columns, not characters.
package enum Fit {
    /// The text, ending with `…` where it was wider than `columns`.
    package static func cut(_ text: String, to columns: Int) -> String {
        guard columns > 0 else { return "" }
        guard Width.of(text) > columns else { return text }
        var kept = ""
        var room = columns - 1
        for glyph in text {
            let width = Width.of(glyph)
            if width > room { break }
            kept.append(glyph)
            room -= width
        }
        return kept + "…"
    }

    /// Cut or padded to exactly `columns`, aligned left.
    package static func left(_ text: String, _ columns: Int) -> String {
        let kept = cut(text, to: columns)
        return kept + String(repeating: " ", count: max(0, columns - Width.of(kept)))
    }

    /// Cut or padded to exactly `columns`, aligned right.
    package static func right(_ text: String, _ columns: Int) -> String {
        let kept = cut(text, to: columns)
        return String(repeating: " ", count: max(0, columns - Width.of(kept))) + kept
    }

    /// Wraps at blanks into at most `most` lines of `columns`. The last line ends with `…` if text is left.
    package static func wrap(_ text: String, columns: Int, most: Int) -> [String] {
        guard columns > 0, most > 0 else { return [] }
        var lines: [String] = []
        var line = ""
        var rest = text.split(separator: " ", omittingEmptySubsequences: true)[...]
        while let word = rest.first {
            let longer = line.isEmpty ? String(word) : line + " " + word
            if lines.count == most - 1 {
                line = ([line] + rest.map(String.init)).filter { !$0.isEmpty }.joined(separator: " ")
                break
            }
            if Width.of(longer) <= columns || line.isEmpty && fits(word, in: columns) {
                line = longer
                rest.removeFirst()
            } else if line.isEmpty {
                let (head, tail) = split(word, at: columns)
                lines.append(head)
                rest.removeFirst()
                rest = ([tail] + rest)[...]
            } else {
                lines.append(line)
                line = ""
            }
        }
        if !line.isEmpty { lines.append(cut(line, to: columns)) }
        return lines
    }

    /// The same with a first line of another width.
    static func wrap(_ text: String, first: Int, columns: Int, most: Int) -> [String] {
        guard first != columns else { return wrap(text, columns: columns, most: most) }
        let lines = wrap(text, columns: first, most: max(most, 2))
        guard let begin = lines.first, lines.count > 1, most > 1 else { return Array(lines.prefix(most)) }
        let rest = text.split(separator: " ").joined(separator: " ").dropFirst(begin.count)
        return [begin] + wrap(String(rest), columns: columns, most: most - 1)
    }

    private static func fits(_ word: Substring, in columns: Int) -> Bool { Width.of(String(word)) <= columns }

    /// Breaks a word that is wider than a line (an ARN, Japanese without blanks) at the line's end.
    private static func split(_ word: Substring, at columns: Int) -> (String, Substring) {
        var room = columns
        var index = word.startIndex
        while index < word.endIndex {
            let width = Width.of(word[index])
            if width > room { break }
            room -= width
            index = word.index(after: index)
        }
        if index == word.startIndex { index = word.index(after: index) }
        return (String(word[..<index]), word[index...])
    }
}
