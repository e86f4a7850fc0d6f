package import Model

/// A number in a cell: its text, at most six columns, and its meaning.
package struct FormattedNumber: Sendable, Equatable {
    package var text: String
    package var role: Role
    /// A stale number without its age, for a cell of five columns whose row says the age: `285?`; `nil` for another.
    package var brief: String?
    /// The same without a mark, for a column of numbers with its age behind it; `nil` for another.
    package var bare: String?

    package init(text: String, role: Role, brief: String? = nil, bare: String? = nil) {
        self.text = text
        self.role = role
        self.brief = brief
        self.bare = bare
    }
}

/// The only place where numbers in cells become text: three significant digits. A stale or absent number never looks
/// like a present one.
package enum NumberFormat {
    /// What a number counts. It decides the decimals, not the unit.
    package enum Style: Sendable {
        /// `312`, `7.70k`, `1.23M`.
        case count
        /// Percent of requests: `0.02`, `12.3`.
        case percent
        /// Percent of traffic, counted: `23.8`.
        case share
        /// Percent of traffic by weights: `25`, `0.4`.
        case weight
        /// `3.4`, `412`, `1240`, `12.3k`.
        case milliseconds
        /// Percent of what is reserved; may exceed 100.
        case level
        /// Seconds, as an age: `42s`, `4m`.
        case age
    }

    /// The text of a number by its presence: the number, `0`, `–` (nothing to measure), `285 · 9 m` (past its bound, with
    /// its age), `?` (missing).
    package static func figure(_ measured: Measured, _ style: Style, at now: Moment) -> FormattedNumber {
        switch measured.presence {
        case .ok:
            guard let value = measured.value, value.isFinite else { return FormattedNumber(text: "?", role: .blind) }
            return FormattedNumber(text: number(value, style), role: .text)
        case .zero: return FormattedNumber(text: "0", role: .text)
        case .none: return FormattedNumber(text: "–", role: .dim)
        case .stale:
            guard let age = measured.age(at: now) else { return FormattedNumber(text: "?", role: .blind) }
            guard let value = measured.value, value.isFinite else {
                return FormattedNumber(text: "? \(spacedAge(age))", role: .blind, brief: "?")
            }
            let number = number(value, style)
            return FormattedNumber(
                text: "\(number) · \(spacedAge(age))", role: .blind, brief: brief(number), bare: number)
        case .missing: return FormattedNumber(text: "?", role: .blind)
        }
    }

    /// A present number. A value above zero never looks like zero, and a value below 100 % never like 100 %.
    package static func number(_ value: Double, _ style: Style) -> String {
        guard value != 0 else { return "0" }
        guard value > 0 else { return "−" + number(-value, style) }
        switch style {
        case .count: return count(value)
        case .percent:
            if value < 0.005 { return "<0.01" }
            if value < 9.995 { return NumberWords.decimal(value, 2) }
            return value < 99.95 ? NumberWords.decimal(value, 1) : value < 100 ? ">99.9" : count(value)
        case .share: return share(value, decimals: true)
        case .weight: return share(value, decimals: (value * 10).rounded() != value.rounded() * 10)
        case .milliseconds:
            if value < 0.05 { return "<0.1" }
            return value < 9999.5 ? NumberWords.decimal(value, value < 9.95 ? 1 : 0) : count(value)
        case .level: return value < 0.05 ? "<0.1" : NumberWords.decimal(value, value < 9.95 ? 1 : 0)
        case .age: return age(value)
        }
    }

    /// `9 m`, where there is room.
    private static func spacedAge(_ seconds: Double) -> String {
        let text = age(seconds)
        return "\(text.dropLast()) \(text.suffix(1))"
    }

    /// A number in four columns, with a question mark for its age: `285?`, `7.7k?`, `>99?`.
    private static func brief(_ number: String) -> String {
        guard number.count > 4 else { return number + "?" }
        var digits = number.filter { $0.isNumber || $0 == "." }
        let (before, after) = (number.prefix { !$0.isNumber }, number.reversed().prefix { !$0.isNumber })
        while before.count + digits.count + after.count > 4, digits.contains(".") { digits.removeLast() }
        if digits.last == "." { digits.removeLast() }
        return before + digits + String(after.reversed()) + "?"
    }

    /// An age or a duration in one unit, rounded down: `42s`, `4m`, `3h`, `9d`.
    package static func age(_ seconds: Double) -> String {
        let whole = Int(min(max(0, seconds), 1e12))
        switch whole {
        case ..<60: return "\(whole)s"
        case ..<3600: return "\(whole / 60)m"
        case ..<86_400: return "\(whole / 3600)h"
        default: return "\(whole / 86_400)d"
        }
    }

    /// A duration by the clock: `0:41`, `12:31`, `1:02:03`.
    package static func span(_ seconds: Double) -> String {
        let whole = Int(min(max(0, seconds), 1e12))
        let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
        let tail = "\(hours > 0 && minutes < 10 ? "0" : "")\(minutes):\(rest < 10 ? "0" : "")\(rest)"
        return hours > 0 ? "\(hours):\(tail)" : tail
    }

    private static func share(_ value: Double, decimals: Bool) -> String {
        if value < 0.05 { return "<0.1" }
        if value >= 99.95, value < 100 { return ">99.9" }
        return NumberWords.decimal(value, decimals && value < 100 ? 1 : 0)
    }

    private static func count(_ value: Double) -> String {
        if value < 0.01 { return "<0.01" }
        if value < 999.5 {
            let isWhole = abs(value - value.rounded()) < 0.005
            return NumberWords.decimal(value, isWhole || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2)
        }
        var scaled = value
        for unit in ["k", "M", "G", "T"] {
            scaled /= 1000
            if scaled < 999.5 { return NumberWords.decimal(scaled, scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0) + unit }
        }
        return ">999T"
    }
}
