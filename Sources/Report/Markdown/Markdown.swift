import View

/// Text from outside in Markdown (GitHub's flavour). It cannot become a heading, a link, a cell or HTML.
enum Markdown {
    /// Text for a paragraph or a cell: one line, its special characters escaped.
    static func text(_ raw: String) -> String {
        var escaped = ""
        var last: Character = " "
        let glyphs = Array(Sanitizer.text(raw))
        for (index, glyph) in glyphs.enumerated() {
            switch glyph {
            case "\\", "`", "*", "[", "]", "|", "~", "#", "$": escaped += "\\\(glyph)"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "_":
                // Within a word `_` has no meaning, and `error\_percent` is hard to read where Markdown is not
                // rendered.
                let next = index + 1 < glyphs.count ? glyphs[index + 1] : " "
                let isInner = (last.isLetter || last.isNumber) && (next.isLetter || next.isNumber)
                escaped += isInner ? "_" : "\\_"
            default: escaped.append(glyph)
            }
            last = glyph
        }
        return escaped
    }

    /// Text as code, also for a cell. Backticks become apostrophes.
    static func code(_ raw: String) -> String {
        let text = Sanitizer.text(raw).replacing("`", with: "'").replacing("|", with: "\\|")
        return text.isEmpty ? "" : "`\(text)`"
    }

    /// A table. Its cells are Markdown already. The columns in `right` contain numbers.
    static func table(_ titles: [String], right: Set<Int> = [], _ rows: [[String]]) -> String {
        func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
        let rule = titles.indices.map { right.contains($0) ? "--:" : "---" }
        return ([line(titles), line(rule)] + rows.map(line)).joined(separator: "\n")
    }
}
