import Model

/// When a source is polled next: at its own pace with a tenth of jitter, later after failures, at its pace again after
/// a success.
struct Schedule {
    let source: Source

    /// The longest delay of a poll after failures, in seconds, for sources that are polled more often than that.
    static let longest = 60.0
    /// Seconds after the full minute when CloudWatch is polled, plus up to five of jitter. By then the minute before
    /// the last is nearly complete, and not every client of the account sends its request in the same second.
    static let offset = 10.0

    /// Seconds that one poll may take.
    static func deadline(of source: Source) -> Double { source.pace <= 10 ? 8 : 20 }

    /// The moment of the next poll.
    ///
    /// - Parameters:
    ///   - start: When the last poll began.
    ///   - failures: How many polls in a row have failed, the last one included.
    ///   - chance: From 0 to 1.
    func next(after start: Moment, now: Moment, failures: Int, chance: Double) -> Moment {
        let jitter = 0.9 + 0.2 * chance
        if failures == 0 {
            let moment = source == .cloudWatch ? minuteTurn(after: start, chance) : start + source.pace * jitter
            return max(now, moment)
        }
        // CloudWatch's pace is slow, so its first retries come sooner.
        let base = source == .cloudWatch ? 15 : source.pace
        let delay = min(base * Double(1 << min(failures - 1, 10)), max(Self.longest, base))
        return now + delay * jitter
    }

    private func minuteTurn(after start: Moment, _ chance: Double) -> Moment {
        let offset = Self.offset + 5 * chance
        // A late poll must not be followed by another one at once.
        let earliest = start + 30
        let inThisMinute = earliest.minute.start + offset
        return inThisMinute >= earliest ? inThisMinute : earliest.minute.end + offset
    }
}
