import FoundationEssentials

/// Reads the dates that AWS writes into its answers.
enum Timestamp {
    /// An ISO 8601 date, as in `2026-11-23T05:08:06.648590Z`; nil if it is none.
    static func iso8601(_ text: String) -> Date? {
        AWSDate.epoch(text).map { Date(timeIntervalSince1970: $0) }
    }

    /// The compact form of signatures, as in `20150216T074022Z`; nil if it is none.
    static func compact(_ text: String) -> Date? {
        let digits = Array(text)
        guard digits.count == 16, digits[8] == "T", digits[15] == "Z" else { return nil }
        let part = { (range: Range<Int>) in String(digits[range]) }
        return iso8601(
            "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z")
    }

    /// The value of an HTTP `Date` header, as in `Mon, 23 Nov 2026 04:53:06 GMT`; nil if it is none.
    static func http(_ text: String) -> Date? {
        let parts = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard parts.count == 6, parts[1].count == 2, let month = months.firstIndex(of: String(parts[2])) else {
            return nil
        }
        return iso8601("\(parts[3])-\(month < 9 ? "0" : "")\(month + 1)-\(parts[1])T\(parts[4])Z")
    }
}
