import CNCurses

/// The part of a grapheme that one cell of curses holds: one code point with a width, and combining marks without
/// width.
struct Glyph {
    /// Ends with 0; curses keeps five.
    private(set) var points: InlineArray<6, wchar_t> = [0, 0, 0, 0, 0, 0]
    /// 1 or 2.
    private(set) var columns = 1

    /// Replaces by "?" what the locale cannot print, or would print wider than the `columns` that the frame reserved.
    ///
    /// So no control character reaches the terminal, and curses and the frame agree on the positions in the line.
    init(_ character: Character, columns: Int) {
        var count = 0
        for scalar in character.unicodeScalars {
            let point = wchar_t(scalar.value)
            if count == 0 {
                if scalar.value >= 0x20, scalar.value < 0x7F {
                    points[0] = point
                } else {
                    let width = scalar.value < 0xA0 ? -1 : Int(curses_width(point))
                    let fits = width >= 1 && width <= columns
                    points[0] = fits ? point : 0x3F
                    self.columns = fits ? width : 1
                    if !fits { return }
                }
            } else {
                // A zero-width joiner would join the following characters into one glyph, whose width differs between
                // terminals.
                guard count < 5, scalar.value != 0x200D, scalar.value >= 0x300, curses_width(point) == 0 else { return }
                points[count] = point
            }
            count += 1
        }
    }
}

extension Glyph {
    static let blank = Glyph(" ", columns: 1)
}
