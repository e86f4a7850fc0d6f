import CNCurses
import View

/// One role's style as curses needs it: attributes and a colour pair.
struct Paint: Equatable {
    var attributes: attr_t = 0
    var pair: Int16 = 0
}

/// The paint of each role, made from a palette for one terminal.
struct PaintBox {
    private var paints = [Paint](repeating: Paint(), count: Role.allCases.count)
    private(set) var palette: Palette?

    subscript(role: Role) -> Paint { paints[Int(role.rawValue)] }

    /// Defines the colour pairs of a palette. Equal colours share one pair.
    ///
    /// If the terminal has no more pairs, the text keeps the terminal's own colours.
    mutating func mix(_ palette: Palette, depth: ColourDepth) {
        var known: [[Int32]: Int16] = [[-1, -1]: 0]
        for role in Role.allCases {
            let style = palette[role]
            var paint = Paint(attributes: Self.attributes(of: style))
            // Without colours, text with a background of its own is reversed instead.
            if depth == .none, style.background != palette[.text].background { paint.attributes |= curses_reverse() }
            let colours = [style.foreground, style.background].map { $0.flatMap(depth.number(of:)) ?? -1 }
            if let pair = known[colours] {
                paint.pair = pair
            } else if known.count < min(Int(curses_color_pairs()), Int(Int16.max)),
                init_extended_pair(Int32(known.count), colours[0], colours[1]) != ERR
            {
                paint.pair = Int16(known.count)
                known[colours] = paint.pair
            }
            paints[Int(role.rawValue)] = paint
        }
        self.palette = palette
    }

    private static func attributes(of style: Style) -> attr_t {
        var attributes: attr_t = 0
        if style.bold { attributes |= curses_bold() }
        if style.dim { attributes |= curses_dim() }
        if style.underline { attributes |= curses_underline() }
        if style.reverse { attributes |= curses_reverse() }
        return attributes
    }
}
