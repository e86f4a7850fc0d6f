import Glibc
package import Model

/// Moments for people: 24 hours, in one zone, with the date only on another day.
///
/// Where clocks go back, an hour comes twice. In it each time carries its zone, `02:32 CEST` and an hour later `02:32 CET`.
package struct LocalClock: Sendable, Equatable {
    /// `nil` for the zone of the process (`TZ`, otherwise `/etc/localtime`).
    private var fixed: Fixed?

    private struct Fixed: Sendable, Equatable {
        var seconds: Int
        var name: String
    }

    private struct Parts {
        var year, month, day, hour, minute, second: Int
        var zone: String

        var minutes: String { "\(LocalClock.two(hour)):\(LocalClock.two(minute))" }
        var time: String { "\(minutes):\(LocalClock.two(second))" }
    }

    /// The zone of the process, with its daylight saving time.
    package static let local = LocalClock(fixed: nil)

    /// A zone with a constant offset of `seconds` east of Greenwich.
    package static func offset(seconds: Int, name: String) -> LocalClock {
        LocalClock(fixed: Fixed(seconds: seconds, name: name))
    }

    /// `14:32:07`; `02:32:07 CEST` in an hour that comes twice.
    package func time(_ moment: Moment) -> String {
        let parts = parts(moment)
        return "\(parts.time)\(comesTwice(moment) ? " \(parts.zone)" : "")"
    }

    /// `14:32:07 JST`.
    package func timeAndZone(_ moment: Moment) -> String {
        let parts = parts(moment)
        return "\(parts.time) \(parts.zone)"
    }

    /// `14:32`; `02:32 CEST` in an hour that comes twice.
    package func minute(_ moment: Moment) -> String {
        let parts = parts(moment)
        return "\(parts.minutes)\(comesTwice(moment) ? " \(parts.zone)" : "")"
    }

    /// `14:32 JST`.
    package func minuteAndZone(_ moment: Moment) -> String {
        let parts = parts(moment)
        return "\(parts.minutes) \(parts.zone)"
    }

    /// `11-22`, the month and the day.
    package func day(_ moment: Moment) -> String {
        let parts = parts(moment)
        return "\(Self.two(parts.month))-\(Self.two(parts.day))"
    }

    /// `14:32:07`, or `11-22 14:32:07` when that isn't today.
    package func time(_ moment: Moment, at now: Moment) -> String {
        isSameDay(moment, now) ? time(moment) : "\(day(moment)) \(time(moment))"
    }

    /// `14:32`, or `11-22 14:32` when that isn't today.
    package func minute(_ moment: Moment, at now: Moment) -> String {
        isSameDay(moment, now) ? minute(moment) : "\(day(moment)) \(minute(moment))"
    }

    /// Whether another moment of the same night has the same local time.
    private func comesTwice(_ moment: Moment) -> Bool {
        guard fixed == nil else { return false }
        return Self.comesTwice(Self.seconds(moment)) { seconds in
            var (seconds, broken) = (time_t(seconds), tm())
            localtime_r(&seconds, &broken)
            return broken.tm_gmtoff
        }
    }

    /// - Parameters:
    ///   - seconds: Seconds since 1970.
    ///   - offset: Seconds east of Greenwich at a moment. Zones go back by an hour, by half of one or, rarely, by two.
    static func comesTwice(_ seconds: Int, offset: (Int) -> Int) -> Bool {
        let (own, reach) = (offset(seconds), 3 * 3600)
        let forward = own - offset(seconds + reach)
        if forward > 0, offset(seconds + forward) == own - forward { return true }
        let back = offset(seconds - reach) - own
        return back > 0 && offset(seconds - back) == own + back
    }

    private static func seconds(_ moment: Moment) -> Int {
        Int(moment.milliseconds / 1000 - (moment.milliseconds % 1000 < 0 ? 1 : 0))
    }

    private func isSameDay(_ a: Moment, _ b: Moment) -> Bool {
        let (a, b) = (parts(a), parts(b))
        return (a.year, a.month, a.day) == (b.year, b.month, b.day)
    }

    private func parts(_ moment: Moment) -> Parts {
        var seconds = time_t(Self.seconds(moment)) + (fixed?.seconds ?? 0)
        var broken = tm()
        if fixed == nil { localtime_r(&seconds, &broken) } else { gmtime_r(&seconds, &broken) }
        let zone = fixed?.name ?? broken.tm_zone.map { String(cString: $0) } ?? ""
        return Parts(
            year: Int(broken.tm_year) + 1900, month: Int(broken.tm_mon) + 1, day: Int(broken.tm_mday),
            hour: Int(broken.tm_hour), minute: Int(broken.tm_min), second: Int(broken.tm_sec),
            zone: Sanitizer.text(zone))
    }

    fileprivate static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
