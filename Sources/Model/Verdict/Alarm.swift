/// A metric that was called worse, until newer minutes withdraw it.
///
/// The evidence of a whole epoch would last for hours after its cause has been repaired: where errors are rare, nothing
/// outweighs a burst. So the alarm ends in two cases. Its evidence has not grown for ten minutes and has fallen to a
/// hundredth of its peak (to nothing, if a leap and no proof raised it). Or twelve minutes in a row say nothing against
/// new. An alarm of the epoch before has no evidence in this one: it ends when this epoch's minutes clear new.
struct Alarm: Sendable, Codable {
    private var peak: Double
    private let isProved: Bool
    /// Whether the epoch before raised it; `nil` is no, as older records have it.
    private var carried: Bool?
    var isCarried: Bool { carried == true }
    private var sincePeak = 0
    /// The number of minutes in a row, up to the newest, that say nothing against new.
    private(set) var quiet = 0

    private static let minutes = 10
    /// This number of them ends the alarm at any evidence.
    static let quietMinutes = 12
    private static let fall = 0.01

    init(peak: Double, isProved: Bool) {
        self.peak = peak
        self.isProved = isProved
    }

    /// The same alarm in the epoch that follows.
    var carriedOn: Alarm {
        var next = self
        next.carried = true
        return next
    }

    /// Adds the evidence after a minute, and whether that minute says nothing against new. Returns whether the alarm
    /// ends.
    ///
    /// - Parameter isCleared: Whether the minutes of this epoch speak for new.
    mutating func isOver(after value: Double, isQuiet: Bool, isCleared: Bool) -> Bool {
        quiet = isQuiet ? quiet + 1 : 0
        if isCarried { return quiet >= Self.quietMinutes || isCleared }
        sincePeak += 1
        if value >= peak { (peak, sincePeak) = (value, 0) }
        return quiet >= Self.quietMinutes
            || sincePeak >= Self.minutes && value <= (isProved ? peak * Self.fall : 1)
    }
}
