import View

/// How many colours the terminal has, and which of them is nearest to a given colour.
enum ColourDepth: Equatable, Sendable {
    case none, eight, sixteen, indexed, direct
    /// Direct by the entry of ``DirectEntry``: there is no named colour among the numbers.
    case exact

    /// The depth for a number of colours (`COLORS` of curses).
    init(colours: Int) {
        switch colours {
        case (1 << 24)...: self = .direct
        case 256...: self = .indexed
        case 16...: self = .sixteen
        case 8...: self = .eight
        default: self = .none
        }
    }

    /// The colour's number in curses; `nil` without colours.
    func number(of colour: RGB) -> Int32? {
        switch self {
        case .none: nil
        case .eight: Self.named(colour, of: 8)
        case .sixteen: Self.named(colour, of: 16)
        case .indexed: Self.indexed(colour)
        case .direct: max(8, Self.direct(colour))
        case .exact: Self.direct(colour)
        }
    }

    /// How a bar across the screen is drawn.
    enum Bar: Equatable {
        /// Each role keeps its colour on this background.
        case background(Int32)
        /// All text has one colour on this background.
        case pair(Int32, Int32)
        case reverse
    }

    /// The bar of a ground of the given colour; `nil` where it looks like the screen itself.
    ///
    /// A few colours leave no room for a shade: the bar then has one of them, with black or white on it.
    func bar(of ground: Ground, _ colour: RGB) -> Bar? {
        if ground == .plain { return nil }
        switch self {
        case .direct: return .background(max(8, Self.direct(colour)))
        case .exact: return .background(Self.direct(colour))
        case .indexed: return .background(Self.shade(colour))
        case .none: return ground == .selection || ground == .alarm ? .reverse : nil
        case .eight, .sixteen:
            guard ground != .selection else { return .reverse }
            guard ground != .calm else { return nil }
            let background = Self.hue(of: colour)
            return .pair(readable(on: background) ?? 7, background)
        }
    }

    /// Black or white, whichever can be read on one of the named colours; `nil` where colours are fine enough.
    func readable(on background: Int32) -> Int32? {
        guard self == .eight || self == .sixteen, background >= 0 else { return nil }
        let isLight = [2, 3, 6, 7].contains(background % 8) || background > 8
        return isLight ? 0 : self == .sixteen ? 15 : 7
    }

    /// The nearest colour of xterm's cube and greys for a shade, which must not lose its hue to a grey.
    private static func shade(_ colour: RGB) -> Int32 {
        let wanted = Lab(colour)
        guard wanted.chroma > 8 else { return indexed(colour) }
        var best = (number: Int32(16), distance: Double.infinity)
        for number in Int32(16)..<232 {
            let tried = Lab(fixed(number))
            guard tried.chroma > 8 else { continue }
            let turn = abs(tried.hue - wanted.hue)
            let distance = abs(tried.lightness - wanted.lightness) + 0.5 * min(turn, 360 - turn)
            if distance < best.distance { best = (number, distance) }
        }
        return best.number
    }

    /// Red, green and blue in one number. The entries of ncurses read 0–7 as the named colours, so there the darkest
    /// blues become one shade lighter.
    private static func direct(_ colour: RGB) -> Int32 {
        Int32(colour.red) << 16 | Int32(colour.green) << 8 | Int32(colour.blue)
    }

    /// One of the named colours, by hue. A pale green stays green; the nearest by distance would be white.
    private static func named(_ colour: RGB, of count: Int) -> Int32 {
        let channels = [Int(colour.red), Int(colour.green), Int(colour.blue)]
        let brightest = channels.max() ?? 0
        let darkest = channels.min() ?? 0
        if brightest - darkest < 40 {
            let grey = (channels[0] * 299 + channels[1] * 587 + channels[2] * 114) / 1000
            if count == 8 { return grey < 64 ? 0 : 7 }
            return grey < 48 ? 0 : grey < 144 ? 8 : grey < 224 ? 7 : 15
        }
        return hue(of: colour) + (count == 16 && brightest > 200 ? 8 : 0)
    }

    /// The number of the named colour whose hue is nearest, by the eye and not by the channels: a bluish green is green,
    /// and a light blue is blue, not both cyan.
    private static func hue(of colour: RGB) -> Int32 {
        switch Lab(colour).hue {
        case ..<55: 1
        case ..<118: 3
        case ..<182: 2
        case ..<222: 6
        case ..<312: 4
        case ..<352: 5
        default: 1
        }
    }

    /// The nearest colour of xterm's cube and greys. The first sixteen are not used, as users change them.
    private static func indexed(_ colour: RGB) -> Int32 {
        var best = (number: Int32(16), distance: Int.max)
        for number in Int32(16)..<256 {
            let distance = distance(colour, fixed(number))
            if distance < best.distance { best = (number, distance) }
        }
        return best.number
    }

    /// xterm's colour for 16–255: a cube with six levels per side, then 24 greys (xterm's 256colres.pl).
    static func fixed(_ number: Int32) -> RGB {
        if number >= 232 {
            let grey = UInt8(8 + 10 * (number - 232))
            return RGB(grey, grey, grey)
        }
        func level(_ step: Int32) -> UInt8 { step == 0 ? 0 : UInt8(55 + 40 * step) }
        let place = number - 16
        return RGB(level(place / 36), level(place / 6 % 6), level(place % 6))
    }

    /// "Redmean": a distance in RGB, weighted by the sensitivity of the eye (Riemersma, compuphase.com/cmetric.htm).
    private static func distance(_ a: RGB, _ b: RGB) -> Int {
        let red = Int(a.red) - Int(b.red)
        let green = Int(a.green) - Int(b.green)
        let blue = Int(a.blue) - Int(b.blue)
        let mean = (Int(a.red) + Int(b.red)) / 2
        return (512 + mean) * red * red + 1024 * green * green + (767 - mean) * blue * blue
    }
}
