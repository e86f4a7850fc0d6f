import Glibc
package import Model

/// Moments for people: 24 hours, in one zone, with the date only on another day.
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
    }

    /// The zone of the process, with its daylight saving time.
    package static let local = LocalClock(fixed: nil)

    /// A zone with a constant offset of `seconds` east of Greenwich.
    package static func offset(seconds: Int, name: String) -> LocalClock {
        LocalClock(fixed: Fixed(seconds: seconds, name: name))
    }

    /// `14:32:07`.
    package func time(_ moment: Moment) -> String {
        let parts = parts(moment)
        return "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))"
    }

    /// `14:32`.
    package func minute(_ moment: Moment) -> String {
        let parts = parts(moment)
        return "\(two(parts.hour)):\(two(parts.minute))"
    }

    /// `11-22`, the month and the day.
    package func day(_ moment: Moment) -> String {
        let parts = parts(moment)
        return "\(two(parts.month))-\(two(parts.day))"
    }

    /// `14:32:07`, or `11-22 14:32:07` when that isn't today.
    package func time(_ moment: Moment, at now: Moment) -> String {
        isSameDay(moment, now) ? time(moment) : "\(day(moment)) \(time(moment))"
    }

    /// `14:32`, or `11-22 14:32` when that isn't today.
    package func minute(_ moment: Moment, at now: Moment) -> String {
        isSameDay(moment, now) ? minute(moment) : "\(day(moment)) \(minute(moment))"
    }

    /// Abbreviation of the zone at that moment: `JST`, `CET`, `UTC`.
    package func zone(_ moment: Moment) -> String { parts(moment).zone }

    private func isSameDay(_ a: Moment, _ b: Moment) -> Bool {
        let (a, b) = (parts(a), parts(b))
        return (a.year, a.month, a.day) == (b.year, b.month, b.day)
    }

    private func parts(_ moment: Moment) -> Parts {
        let floored = moment.milliseconds / 1000 - (moment.milliseconds % 1000 < 0 ? 1 : 0)
        var seconds = time_t(floored) + (fixed?.seconds ?? 0)
        var broken = tm()
        if fixed == nil { localtime_r(&seconds, &broken) } else { gmtime_r(&seconds, &broken) }
        let zone = fixed?.name ?? broken.tm_zone.map { String(cString: $0) } ?? ""
        return Parts(
            year: Int(broken.tm_year) + 1900, month: Int(broken.tm_mon) + 1, day: Int(broken.tm_mday),
            hour: Int(broken.tm_hour), minute: Int(broken.tm_min), second: Int(broken.tm_sec),
            zone: Sanitizer.text(zone))
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
