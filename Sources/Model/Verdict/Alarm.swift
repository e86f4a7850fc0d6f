/// A metric that was called worse, until newer minutes withdraw it.
///
/// The evidence of a whole epoch would last for hours after its cause has been repaired: where errors are rare, nothing
/// outweighs a burst. So the alarm ends in two cases. Its evidence has not grown for ten minutes and has fallen to a
/// hundredth of its peak (to nothing, if a leap and no proof raised it). Or twenty minutes in a row say nothing against
/// new.
struct Alarm: Sendable, Codable {
    private var peak: Double
    private let isProved: Bool
    private var sincePeak = 0
    /// The number of minutes in a row, up to the newest, that say nothing against new.
    private(set) var quiet = 0

    private static let minutes = 10
    /// This number of them ends the alarm at any evidence.
    static let quietMinutes = 20
    private static let fall = 0.01

    init(peak: Double, isProved: Bool) {
        self.peak = peak
        self.isProved = isProved
    }

    /// Adds the evidence after a minute, and whether that minute says nothing against new. Returns whether the alarm
    /// ends.
    mutating func isOver(after value: Double, isQuiet: Bool) -> Bool {
        quiet = isQuiet ? quiet + 1 : 0
        sincePeak += 1
        if value >= peak { (peak, sincePeak) = (value, 0) }
        return quiet >= Self.quietMinutes
            || sincePeak >= Self.minutes && value <= (isProved ? peak * Self.fall : 1)
    }
}
