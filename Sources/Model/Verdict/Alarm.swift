/// A metric that was called worse, until newer minutes take that back.
///
/// Evidence of a whole epoch would stand for hours after what caused it has been mended: where errors are rare, nothing
/// ever outweighs a burst. So the alarm ends when its evidence has not grown for ten minutes and has fallen to a
/// hundredth of its peak (to nothing, where it was no proof but a leap), or after twenty minutes in a row that say nothing
/// against new.
struct Alarm: Sendable, Codable {
    private var peak: Double
    private let isProved: Bool
    private var sincePeak = 0
    /// Minutes in a row, ending with the newest, that say nothing against new.
    private(set) var quiet = 0

    private static let minutes = 10
    /// As many of those end it, whatever the evidence is.
    static let quietMinutes = 20
    private static let fall = 0.01

    init(peak: Double, isProved: Bool) {
        self.peak = peak
        self.isProved = isProved
    }

    /// Takes in the evidence after a minute, and whether that minute had nothing against new at all.
    mutating func isOver(after value: Double, isQuiet: Bool) -> Bool {
        quiet = isQuiet ? quiet + 1 : 0
        sincePeak += 1
        if value >= peak { (peak, sincePeak) = (value, 0) }
        return quiet >= Self.quietMinutes
            || sincePeak >= Self.minutes && value <= (isProved ? peak * Self.fall : 1)
    }
}
