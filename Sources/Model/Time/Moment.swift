// Model: what is true. Values and judgements, and the words of the glossary as types.
// No clock and no I/O: time and text come in as arguments. Imports no other room.

/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z.
///
/// It covers the years -2113 to 6053, in which every minute has a number. A moment beyond becomes the nearest one
/// within. Times come from responses and files, and none of them may end the program.
package struct Moment: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z. Leap seconds are ignored, as everywhere in Unix.
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = min(max(milliseconds, Self.bounds.0), Self.bounds.1) }

    private static let bounds = (Int64(Int32.min) * 60_000, Int64(Int32.max) * 60_000 + 59_999)

    /// From seconds since 1970, as in AWS's JSON.
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

    /// A number beyond the bounds becomes the nearest bound; NaN becomes 0.
    private static func milliseconds(_ seconds: Double) -> Int64 {
        seconds.isNaN ? 0 : Int64((min(max(seconds, -1e15), 1e15) * 1000).rounded())
    }
}

/// One minute of the clock, the period of CloudWatch's metrics: minutes since 1970-01-01T00:00Z.
package struct Minute: Hashable, Comparable, Strideable, Sendable, Codable {
    /// Whole minutes since 1970-01-01T00:00Z.
    package var index: Int32

    package init(index: Int32) { self.index = index }

    /// The moment when the minute begins.
    package var start: Moment { Moment(milliseconds: Int64(index) * 60_000) }

    /// The moment when the minute ends.
    package var end: Moment { Moment(milliseconds: (Int64(index) + 1) * 60_000) }

    package static func < (a: Minute, b: Minute) -> Bool { a.index < b.index }
    package func distance(to other: Minute) -> Int { Int(other.index) - Int(index) }
    package func advanced(by n: Int) -> Minute {
        Minute(index: Int32(clamping: Int(index) + min(max(n, -1 << 40), 1 << 40)))
    }

    /// The newest settled minute at `now`. It ended at least two minutes ago, because CloudWatch revises newer ones.
    ///
    /// Source: users of CloudWatch report 70k, later 120k requests for the same minute, and use an offset of two
    /// minutes.
    package static func settled(at now: Moment) -> Minute { (now - 120).minute.advanced(by: -1) }
}

extension Int64 {
    /// Division that rounds towards minus infinity, so that moments before 1970 fall into the right minute.
    func flooredQuotient(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
