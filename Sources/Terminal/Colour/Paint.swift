import CNCurses
import View

/// The style of a role on a ground as curses needs it: attributes and a colour pair.
struct Paint: Equatable {
    var attributes: attr_t = 0
    var pair: Int16 = 0
}

/// The paint of each role on each ground, made from a palette for one terminal.
struct PaintBox {
    private var paints = [Paint](repeating: Paint(), count: Ground.allCases.count * Role.allCases.count)
    private(set) var palette: Palette?

    subscript(role: Role, ground: Ground) -> Paint { paints[Self.place(role, ground)] }

    private static func place(_ role: Role, _ ground: Ground) -> Int {
        Int(ground.rawValue) * Role.allCases.count + Int(role.rawValue)
    }

    /// Defines the colour pairs of a palette. Equal colours share one pair.
    ///
    /// If the terminal has no more pairs, the text keeps the terminal's own colours.
    mutating func mix(_ palette: Palette, depth: ColourDepth) {
        var known: [[Int32]: Int16] = [[-1, -1]: 0]
        var numbers: [RGB: Int32] = [:]
        func number(_ colour: RGB) -> Int32 {
            if let number = numbers[colour] { return number }
            let number = depth.number(of: colour) ?? -1
            numbers[colour] = number
            return number
        }
        for ground in Ground.allCases {
            let bar = palette[ground].flatMap { depth.bar(of: ground, $0) }
            for role in Role.allCases {
                let style = palette[role]
                var paint = Paint(attributes: Self.attributes(of: style))
                // Without colours, text with a background of its own is reversed instead.
                if depth == .none, style.background != palette[.text].background {
                    paint.attributes |= curses_reverse()
                }
                var colours = [style.foreground, style.background].map { $0.map(number) ?? -1 }
                switch bar {
                case .background(let background): if !style.reverse { colours[1] = background }
                case .pair(let foreground, let background): if !style.reverse { colours = [foreground, background] }
                case .reverse:
                    colours = [palette[.text].foreground, palette[.text].background].map { $0.map(number) ?? -1 }
                    paint.attributes |= curses_reverse()
                case nil: break
                }
                // A few colours may give the text and its background the same one.
                if colours[0] == colours[1], let other = depth.readable(on: colours[1]) { colours[0] = other }
                if let pair = known[colours] {
                    paint.pair = pair
                } else if known.count < min(Int(curses_color_pairs()), Int(Int16.max)),
                    init_extended_pair(Int32(known.count), colours[0], colours[1]) != ERR
                {
                    paint.pair = Int16(known.count)
                    known[colours] = paint.pair
                }
                paints[Self.place(role, ground)] = paint
            }
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
