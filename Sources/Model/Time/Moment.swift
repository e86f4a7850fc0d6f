// Model: what is true. Values and judgements, and the words of the glossary as types.
// No clock and no I/O in here: time comes in as an argument, text comes in as text.
// Imports nothing of ours; Yams only to read a configuration's text with its line numbers.

/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Of the years -2113 to 6053, in which every minute has its number; what would lie beyond is taken as the nearest that
/// does not. Times come from answers and from files, and none of them may end the program.
package struct Moment: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored as everywhere in Unix.
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = min(max(milliseconds, Self.bounds.0), Self.bounds.1) }

    private static let bounds = (Int64(Int32.min) * 60_000, Int64(Int32.max) * 60_000 + 59_999)

    /// From seconds since 1970, as AWS's JSON answers give them.
    package init(seconds: Double) { self.init(milliseconds: Self.milliseconds(seconds)) }

    /// Seconds since 1970.
    package var seconds: Double { Double(milliseconds) / 1000 }

    /// The minute that this moment lies in.
    package var minute: Minute { Minute(index: Int32(milliseconds.flooredQuotient(by: 60_000))) }

    package static func < (a: Moment, b: Moment) -> Bool { a.milliseconds < b.milliseconds }

    /// Seconds from `earlier` to this moment; negative when `earlier` is later.
    package func seconds(since earlier: Moment) -> Double { Double(milliseconds - earlier.milliseconds) / 1000 }

    package static func + (a: Moment, seconds: Double) -> Moment {
        Moment(milliseconds: a.milliseconds + milliseconds(seconds))
    }

    package static func - (a: Moment, seconds: Double) -> Moment { a + (-seconds) }

    /// More than lies between the bounds is as good as what does; what is no number is none.
    private static func milliseconds(_ seconds: Double) -> Int64 {
        seconds.isNaN ? 0 : Int64((min(max(seconds, -1e15), 1e15) * 1000).rounded())
    }
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
    package func advanced(by n: Int) -> Minute {
        Minute(index: Int32(clamping: Int(index) + min(max(n, -1 << 40), 1 << 40)))
    }

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
