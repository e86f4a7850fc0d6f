/// How a curve is drawn. Two curves of one plot have different strokes, so that colour is never the only difference.
enum PlotStroke: UInt8 {
    /// Each dot, joined from top to bottom where the value leaps: new.
    case solid
    /// Every second dot, joined where the value leaps: old.
    case dotted
    /// Every fourth dot: a bound that follows a curve.
    case sparse
    /// Two dots and a gap of two: a bound that stays.
    case dashed
}

/// The characters of plots: the finest that a terminal shows.
enum PlotGlyphs {
    /// Two by four dots in a cell.
    case braille
    /// Half a cell, for fonts without braille.
    case blocks
    case ascii

    /// The dots of one cell from left to right.
    var across: Int { self == .braille ? 2 : 1 }
    /// The dots of one cell from bottom to top.
    var up: Int { self == .braille ? 4 : 2 }

    /// The line at a mark, the corner marks of a box and what else stands in a plot.
    var mark: Character { self == .ascii ? "|" : "┊" }
    var beyond: Character { self == .ascii ? "^" : "↑" }
    var missing: Character { self == .ascii ? "?" : "·" }
    var rule: Character { self == .ascii ? "-" : "─" }
    /// The rule below minutes that have not settled.
    var unsettledRule: Character { self == .ascii ? "." : "┄" }

    /// The bit of a dot, counted from the cell's left and from its bottom.
    func bit(_ x: Int, _ level: Int) -> UInt8 {
        guard self == .braille else { return 1 << UInt8(level) }
        return Self.brailleBits[level * 2 + x]
    }

    /// The character of a cell with these dots.
    func glyph(_ dots: UInt8, _ stroke: PlotStroke, isSettled: Bool) -> Character {
        switch self {
        case .braille: Self.patterns[Int(dots)]
        case .blocks:
            switch stroke {
            case .solid: isSettled ? Self.halves[Int(dots & 3)] : "░"
            case .dotted: isSettled ? Self.dots[Int(dots & 3)] : ","
            case .sparse: "·"
            case .dashed: "─"
            }
        case .ascii:
            switch stroke {
            case .solid: isSettled ? Self.strokes[Int(dots & 3)] : "+"
            case .dotted: isSettled ? Self.dots[Int(dots & 3)] : ","
            case .sparse: "~"
            case .dashed: "="
            }
        }
    }

    /// Three columns of a stroke at half height, for the help.
    func sample(_ stroke: PlotStroke) -> String {
        let (left, both) = (bit(0, 0), self == .braille ? bit(0, 0) | bit(1, 0) : bit(0, 0))
        let one = String(glyph(stroke == .dotted || stroke == .sparse ? left : both, stroke, isSettled: true))
        return stroke == .sparse || stroke == .dashed ? "\(one) \(one)" : one + one + one
    }

    /// Bottom up, left before right. Source: Unicode, Braille Patterns; dots 7 and 8 are the bottom row.
    private static let brailleBits: [UInt8] = [0x40, 0x80, 0x04, 0x20, 0x02, 0x10, 0x01, 0x08]
    private static let patterns = (0x2800..<0x2900).map { Character(Unicode.Scalar(UInt16($0)) ?? " ") }
    /// By the bits of the lower and the upper half.
    private static let halves: [Character] = [" ", "▄", "▀", "█"]
    private static let strokes: [Character] = [" ", "_", "-", "|"]
    private static let dots: [Character] = [" ", ".", "'", ":"]
}
