/// Takes out of a text what must not leave the house: keys, tokens, whole account ids, and what URLs tell of people.
///
/// It stands between the board and every file that is written for others. What is taken out leaves a mark, so that
/// nobody wonders about a gap.
package enum Redaction {
    /// The text without secrets: account ids keep their last four digits, URLs lose users, queries and people.
    package static func clean(_ text: String) -> String {
        // Nothing of what is looked for is shorter, and most texts of a board are names and states.
        guard text.utf8.count >= 7 else { return text }
        var bytes = Array(text.utf8)
        for rule in rules { bytes = rule(bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What stands where something was taken out.
    static let mark = Array("[removed]".utf8)

    /// In this order: addresses first, as they hold the rest; long secrets before short numbers.
    private static let rules: [@Sendable ([UInt8]) -> [UInt8]] = [
        RedactedURLs.clean, RedactedQueries.clean, RedactedAssignments.clean, RedactedKeys.clean, RedactedNumbers.clean,
    ]
}

extension UInt8 {
    var isDigit: Bool { (48...57).contains(self) }
    var isUpper: Bool { (65...90).contains(self) }
    var isLower: Bool { (97...122).contains(self) }
    /// Of a word: a letter or digit of ASCII, or any byte of another script.
    var isWord: Bool { isDigit || isUpper || isLower || self >= 0x80 }
    /// Ends an address or a value in running text.
    var endsValue: Bool {
        self <= 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") || self == UInt8(ascii: "<")
            || self == UInt8(ascii: ">") || self == UInt8(ascii: "`")
    }
}
