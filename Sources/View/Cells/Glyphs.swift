/// The characters with the same meaning in a terminal without UTF-8.
package enum Glyphs {
    /// The ASCII character with the same meaning and width; `?` without one.
    package static func ascii(_ glyph: Character) -> Character {
        if glyph.isASCII { return glyph }
        return table[glyph] ?? "?"
    }

    /// Text for a line whose width must be known before drawing.
    package static func ascii(_ text: String) -> String { String(text.map(ascii)) }

    /// Writes out the signs that no single ASCII character can replace, before the text is fitted into columns. `?` and
    /// `~` would be read as "not known" and "cut".
    package static func spelled(_ text: String, isUTF8: Bool) -> String {
        guard !isUTF8, !Width.isPlain(text) else { return text }
        return text.replacing(" … ", with: " .. ").replacing("∞", with: "inf")
    }

    private static let table: [Character: Character] = [
        "–": "-", "—": "-", "−": "-", "…": "~", "·": "|", "×": "x", "±": "~", "≥": ">", "≤": "<", "≠": "!", "→": ">",
        "←": "<", "↩": "<", "‼": "!",
        "↑": "^", "↓": "v", "“": "\"", "”": "\"", "‘": "'", "’": "'", "│": "|", "─": "-", "┬": "+", "┴": "+", "┼": "+",
        "━": "=", "┿": "#", "÷": "/", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "├": "|", "┤": "|", "✎": "n", "▼": "v",
        "▸": ">", "▲": "!", "✓": "+", "‖": "=", "◆": "*", "●": "*", "◌": "o", "■": "#", "⏎": "<", "█": "#", "▉": "#",
        "▊": "#", "▋": "#", "▌": "+", "▍": "+", "▎": "-", "▏": "-", "░": ".", "é": "e", "è": "e", "ü": "u", "ö": "o",
        "ä": "a", "▰": "#", "▱": ".", "\u{A0}": " ", "ß": "s", "°": "o", "µ": "u",
        "○": "o", "┄": "-",
    ]
}

/// The characters of bars and graphs.
package struct Blocks {
    /// From the lowest to the full one, for the top of a column.
    package let levels: [Character]
    /// A minute with a count of zero. It has its own character, so that a small value never looks like zero.
    package let zero: Character
    /// A minute without a known value.
    package let missing: Character

    package static let unicode = Blocks(levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], zero: "▁", missing: "·")
    package static let ascii = Blocks(levels: [".", "-", "=", "+", "*", "#"], zero: "_", missing: "?")
}
