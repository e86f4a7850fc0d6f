/// Moments as text in ISO 8601, in UTC. Foundation's formatter would cost 20 ms at start.
extension Moment {
    /// `2026-11-23T05:32:07.123Z`; the milliseconds are left out when they are zero.
    package var iso8601: String {
        let days = milliseconds.flooredQuotient(by: 86_400_000)
        let rest = milliseconds - days * 86_400_000
        let (year, month, day) = Self.civil(fromDays: days)
        let second = rest / 1000
        let fraction = rest % 1000 == 0 ? "" : "." + Self.padded(rest % 1000, 3)
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))T"
            + "\(Self.padded(second / 3600, 2)):\(Self.padded(second / 60 % 60, 2)):\(Self.padded(second % 60, 2))\(fraction)Z"
    }

    /// `20261123T053207Z`, to the second: the short form in signatures and file names.
    package var basicISO8601: String {
        Moment(milliseconds: milliseconds.flooredQuotient(by: 1000) * 1000).iso8601.filter { $0 != "-" && $0 != ":" }
    }

    /// Reads `2026-11-23T05:32:07Z` with any number of decimals, to the millisecond; `nil` for invalid text.
    ///
    /// The offset is `Z`, `±hh:mm`, `±hhmm` or `±hh`. AWS services sometimes omit it: with `assumingUTC` that means
    /// UTC.
    package init?(iso8601 text: String, assumingUTC: Bool = false) {
        var scanner = ISO8601Scanner(text.utf8)
        guard let year = scanner.digits(4), scanner.take("-"), let month = scanner.digits(2), scanner.take("-"),
            let day = scanner.digits(2), scanner.take("T") || scanner.take("t") || scanner.take(" ")
        else { return nil }
        self.init(year, month, day, timeOf: &scanner, separator: ":", assumingUTC: assumingUTC)
    }

    /// Reads `20261123T053207Z`; `nil` for invalid text.
    package init?(basicISO8601 text: String) {
        var scanner = ISO8601Scanner(text.utf8)
        guard let year = scanner.digits(4), let month = scanner.digits(2), let day = scanner.digits(2),
            scanner.take("T")
        else { return nil }
        self.init(year, month, day, timeOf: &scanner, separator: nil, assumingUTC: false)
    }

    /// Second 60 is a leap second. It becomes the first second of the next minute.
    private init?(
        _ year: Int64, _ month: Int64, _ day: Int64, timeOf scanner: inout ISO8601Scanner, separator: Unicode.Scalar?,
        assumingUTC: Bool
    ) {
        guard (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day),
            let hour = scanner.digits(2), scanner.takeAny(separator), let minute = scanner.digits(2),
            scanner.takeAny(separator), let second = scanner.digits(2), hour < 24, minute < 60, second <= 60,
            let fraction = scanner.milliseconds(), let offset = scanner.offset(assumingUTC: assumingUTC),
            scanner.isAtEnd
        else { return nil }
        let hours = Self.days(year: year, month: month, day: day) * 24 + hour
        self.init(milliseconds: (hours * 60 + minute) * 60_000 + (second - offset) * 1000 + fraction)
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Decimal digits, padded with zeros on the left to `width`.
    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Year, month, day of the proleptic Gregorian calendar from days since 1970-01-01.
    private static func civil(fromDays days: Int64) -> (Int64, Int64, Int64) {
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// Days since 1970-01-01 of a date of the proleptic Gregorian calendar.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.flooredQuotient(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

extension Moment: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let moment = Moment(iso8601: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "“\(text)” is not a moment in ISO 8601"))
        }
        self = moment
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso8601)
    }
}
