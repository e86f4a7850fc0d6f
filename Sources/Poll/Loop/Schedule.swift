import Model

/// When a source is asked next: at its own pace with a tenth of jitter, later after failures, at once after success.
struct Schedule {
    let source: Source

    /// Seconds that failures may put off a poll at the most, for sources that are asked more often than that.
    static let longest = 60.0
    /// Seconds after the turn of the minute in which CloudWatch is asked, plus up to five of jitter: by then the minute
    /// before the last is nearly whole, and not every client of the account asks in the same second.
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
        // CloudWatch's pace is slow already: its first retries come sooner than that.
        let base = source == .cloudWatch ? 15 : source.pace
        let delay = min(base * Double(1 << min(failures - 1, 10)), max(Self.longest, base))
        return now + delay * jitter
    }

    private func minuteTurn(after start: Moment, _ chance: Double) -> Moment {
        let offset = Self.offset + 5 * chance
        // A poll that was late must not lead to another one right behind it.
        let earliest = start + 30
        let inThisMinute = earliest.minute.start + offset
        return inThisMinute >= earliest ? inThisMinute : earliest.minute.end + offset
    }
}
