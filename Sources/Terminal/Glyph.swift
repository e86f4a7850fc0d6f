import CNCurses

/// What one cell of curses holds of a grapheme: a code point that takes columns, and marks that take none.
struct Glyph {
    /// Ends with 0; curses keeps five.
    private(set) var points: InlineArray<6, wchar_t> = [0, 0, 0, 0, 0, 0]
    /// 1 or 2.
    private(set) var columns = 1

    /// Whatever the locale cannot print, or would print wider than the `columns` the frame left for it, becomes "?".
    ///
    /// So no control ever reaches the terminal, and curses' idea of the line never differs from the frame's.
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
                // A joiner would bind what follows into one picture, of a width that each terminal decides for itself.
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
