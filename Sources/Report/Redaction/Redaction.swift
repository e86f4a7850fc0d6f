/// Removes secrets from a text: keys, tokens, whole account ids, and personal data in URLs.
///
/// Every file that is written for others passes through it. A mark replaces what was removed, so that nobody takes it
/// for a gap.
package enum Redaction {
    /// The text without secrets. Account ids keep their last four digits; URLs lose users, queries and personal
    /// numbers.
    package static func clean(_ text: String) -> String {
        // No secret is shorter, and most texts of a board are short names and states.
        guard text.utf8.count >= 7 else { return text }
        var bytes = Array(text.utf8)
        for rule in rules { bytes = rule(bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The mark that replaces removed text.
    static let mark = Array("[removed]".utf8)

    /// In this order: addresses first, because they contain the others; long secrets before short numbers.
    private static let rules: [@Sendable ([UInt8]) -> [UInt8]] = [
        RedactedURLs.clean, RedactedQueries.clean, RedactedAssignments.clean, RedactedKeys.clean, RedactedNumbers.clean,
    ]
}

extension UInt8 {
    var isDigit: Bool { (48...57).contains(self) }
    var isUpper: Bool { (65...90).contains(self) }
    var isLower: Bool { (97...122).contains(self) }
    /// Part of a word: an ASCII letter or digit, or any byte of another script.
    var isWord: Bool { isDigit || isUpper || isLower || self >= 0x80 }
    /// Ends an address or a value in running text.
    var endsValue: Bool {
        self <= 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") || self == UInt8(ascii: "<")
            || self == UInt8(ascii: ">") || self == UInt8(ascii: "`")
    }
}
