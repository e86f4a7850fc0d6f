/// The two ways AWS writes a moment: ISO 8601 text in XML and some JSON, and seconds since 1970 in most JSON.
package enum AWSDate {
    /// Seconds since 1970 at the beginning of the year 4000: no service tells of anything later.
    static let year4000 = 64_060_588_800.0

    /// Seconds since 1970 for ISO 8601 text as AWS writes it, or nil when it is not a date.
    ///
    /// A fraction of any length, `Z`, `±hh:mm`, `±hhmm` and no offset at all (read as UTC) are accepted, since services
    /// and their versions differ in all of these.
    package static func epoch(_ text: String) -> Double? {
        var scanner = Scanner(bytes: text.utf8)
        guard let year = scanner.digits(4), scanner.take("-"), let month = scanner.digits(2), scanner.take("-"),
            let day = scanner.digits(2), (1...12).contains(month), (1...days(in: month, of: year)).contains(day)
        else { return nil }
        guard scanner.take("T") || scanner.take(" ") else { return nil }
        guard let hour = scanner.digits(2), scanner.take(":"), let minute = scanner.digits(2), scanner.take(":"),
            let second = scanner.digits(2), hour < 24, minute < 60, second <= 60
        else { return nil }
        guard let fraction = scanner.fraction(), let offset = scanner.offset(), scanner.isAtEnd else { return nil }
        let clock = hour * 3_600 + minute * 60 + second - offset
        return Double(daysSince1970(year: year, month: month, day: day) * 86_400 + clock) + fraction
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days of the proleptic Gregorian calendar, counted with the year beginning in March so that the leap day is last.
    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = month > 2 ? month - 3 : month + 9
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        return 365 * marchYear + leapDays + dayOfYear - 719_468
    }
}

/// Reads a date's parts from left to right; each part either moves on or says that it is not there.
private struct Scanner {
    private var rest: Substring.UTF8View

    init(bytes: String.UTF8View) {
        rest = bytes[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func digits(_ count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// The part after the point, 0 when there is none, nil when a point has no digit behind it.
    mutating func fraction() -> Double? {
        guard take(".") || take(",") else { return 0 }
        guard let first = digit() else { return nil }
        var value = Double(first) / 10
        var scale = 100.0
        while let next = digit() {
            value += Double(next) / scale
            scale *= 10
        }
        return value
    }

    /// Seconds east of Greenwich.
    mutating func offset() -> Int? {
        if isAtEnd || take("Z") || take("z") { return 0 }
        let sign: Int
        if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
        guard let hours = digits(2), hours < 24 else { return nil }
        if isAtEnd { return sign * hours * 3_600 }
        _ = take(":")
        guard let minutes = digits(2), minutes < 60 else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }

    private mutating func digit() -> Int? {
        guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        rest.removeFirst()
        return Int(byte - UInt8(ascii: "0"))
    }
}

/// A moment in an answer, as a number or as text; both occur for the same field of different endpoints.
struct AnsweredDate: Decodable {
    let epoch: Double

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            // Milliseconds in the place of seconds would lie 50,000 years ahead.
            guard (0..<AWSDate.year4000).contains(number) else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "no time in seconds since 1970: \(number)")
            }
            epoch = number
            return
        }
        let text = try container.decode(String.self)
        guard let parsed = AWSDate.epoch(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date: \(text.prefix(40))")
        }
        epoch = parsed
    }
}
