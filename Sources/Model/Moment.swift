// Model: what is true. Values and judgements, and the words of the glossary as types.
// No clock and no I/O in here: time comes in as an argument, text comes in as text.
// Imports nothing of ours; Yams only to read a configuration's text with its line numbers.

/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z.
package struct Moment: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored as everywhere in Unix.
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// From seconds since 1970, as AWS's JSON answers give them.
    package init(seconds: Double) { self.milliseconds = Int64((seconds * 1000).rounded()) }

    /// Seconds since 1970.
    package var seconds: Double { Double(milliseconds) / 1000 }

    /// The minute that this moment lies in.
    package var minute: Minute { Minute(index: Int32(milliseconds.flooredQuotient(by: 60_000))) }

    package static func < (a: Moment, b: Moment) -> Bool { a.milliseconds < b.milliseconds }

    /// Seconds from `earlier` to this moment; negative when `earlier` is later.
    package func seconds(since earlier: Moment) -> Double { Double(milliseconds - earlier.milliseconds) / 1000 }

    package static func + (a: Moment, seconds: Double) -> Moment {
        Moment(milliseconds: a.milliseconds + Int64((seconds * 1000).rounded()))
    }

    package static func - (a: Moment, seconds: Double) -> Moment { a + (-seconds) }
}

/// One minute of the clock, the period of CloudWatch's metrics: minutes since 1970-01-01T00:00Z.
package struct Minute: Hashable, Comparable, Strideable, Sendable, Codable {
    /// Whole minutes since 1970-01-01T00:00Z.
    package var index: Int32

    package init(index: Int32) { self.index = index }

    /// The moment at which the minute begins.
    package var start: Moment { Moment(milliseconds: Int64(index) * 60_000) }

    /// The moment at which the minute is over.
    package var end: Moment { Moment(milliseconds: (Int64(index) + 1) * 60_000) }

    package static func < (a: Minute, b: Minute) -> Bool { a.index < b.index }
    package func distance(to other: Minute) -> Int { Int(other.index) - Int(index) }
    package func advanced(by n: Int) -> Minute { Minute(index: index + Int32(n)) }

    /// The newest settled minute at `now`: over for at least two minutes, because the newest ones are revised.
    ///
    /// Source: users of CloudWatch saw 70k, then 120k requests for one and the same minute; two minutes is the offset
    /// that others arrived at.
    package static func settled(at now: Moment) -> Minute { (now - 120).minute.advanced(by: -1) }
}

extension Int64 {
    /// Division that rounds towards minus infinity, so that moments before 1970 fall into the right minute.
    func flooredQuotient(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
