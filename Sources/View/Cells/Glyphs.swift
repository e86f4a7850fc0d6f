/// The characters that say the same thing in a terminal without UTF-8.
package enum Glyphs {
    /// The ASCII character of the same meaning and width; `?` for what has none.
    package static func ascii(_ glyph: Character) -> Character {
        if glyph.isASCII { return glyph }
        return table[glyph] ?? "?"
    }

    /// Text for a line whose width matters before it is drawn.
    package static func ascii(_ text: String) -> String { String(text.map(ascii)) }

    /// A text in which the signs that no single character of ASCII stands for are written out; to be done before it is
    /// fitted into columns. `?` and `~` would be read as "not known" and "cut".
    package static func spelled(_ text: String, isUTF8: Bool) -> String {
        guard !isUTF8, !Width.isPlain(text) else { return text }
        return text.replacing(" … ", with: " .. ").replacing("∞", with: "inf")
    }

    private static let table: [Character: Character] = [
        "–": "-", "—": "-", "−": "-", "…": "~", "·": "|", "×": "x", "±": "~", "≥": ">", "≤": "<", "≠": "!", "→": ">",
        "←": "<",
        "↑": "^", "↓": "v", "“": "\"", "”": "\"", "‘": "'", "’": "'", "│": "|", "─": "-", "┬": "+", "┴": "+", "┼": "+",
        "▸": ">", "▲": "!", "✓": "+", "‖": "=", "◆": "*", "●": "*", "◌": "o", "■": "#", "⏎": "<", "█": "#", "▉": "#",
        "▊": "#", "▋": "#", "▌": "+", "▍": "+", "▎": "-", "▏": "-", "░": ".", "é": "e", "è": "e", "ü": "u", "ö": "o",
        "ä": "a", "ß": "s", "°": "o", "µ": "u",
    ]
}

/// The characters that bars and graphs are made of.
package struct Blocks {
    /// From the lowest to the full one, for the top of a column.
    package let levels: [Character]
    /// A minute in which nothing was counted; its own character, so that little never looks like nothing.
    package let zero: Character
    /// A minute of which nothing is known.
    package let missing: Character

    package static let unicode = Blocks(levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], zero: "▁", missing: "·")
    package static let ascii = Blocks(levels: [".", "-", "=", "+", "*", "#"], zero: "_", missing: "?")
}
