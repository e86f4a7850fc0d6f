/// A colour, 0–255 in each channel.
package struct RGB: Hashable, Sendable {
    package var red: UInt8
    package var green: UInt8
    package var blue: UInt8

    package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Whether dark text is read better on it than light text.
    package var isLight: Bool { Lab(self).lightness > 50 }
}

/// How a role looks. A terminal omits what it cannot show.
package struct Style: Hashable, Sendable {
    /// The terminal's own colour when `nil`.
    package var foreground: RGB?
    /// The terminal's own background when `nil`.
    package var background: RGB?
    package var bold: Bool
    package var dim: Bool
    package var underline: Bool
    package var reverse: Bool

    package init(
        foreground: RGB? = nil, background: RGB? = nil,
        bold: Bool = false, dim: Bool = false, underline: Bool = false, reverse: Bool = false
    ) {
        self.foreground = foreground
        self.background = background
        self.bold = bold
        self.dim = dim
        self.underline = underline
        self.reverse = reverse
    }
}
