import Model

/// Makes the name of a migration that nobody named.
///
/// The name becomes a file name, for the store. It therefore holds only characters that a file name may have, in at
/// most 80 bytes. Two different migrations must not get the same name.
package enum MigrationName {
    private static let most = 80

    /// Returns the name unchanged if it is valid. Otherwise it is made valid, with a digest that keeps similar names
    /// different.
    package static func fitting(_ name: String) -> String {
        cleaned(name) == name && name.utf8.count <= most ? name : withDigest(name, of: [name])
    }

    /// Returns the name with a digest of these texts at its end. Other texts, or another order of them, give another
    /// name.
    package static func withDigest(_ name: String, of texts: [String]) -> String {
        let end = "-" + digest(texts)
        return cleaned(name).prefix(most - end.utf8.count) + end
    }

    /// Keeps ASCII letters, digits, `-`, `_` and `.`; the first character is a letter or digit. A wildcard becomes
    /// `any`.
    private static func cleaned(_ name: String) -> String {
        let marks = Set("-_.")
        let fit = name.replacing("*", with: "any").map { letter in
            letter.isASCII && (letter.isLetter || letter.isNumber) || marks.contains(letter) ? letter : "-"
        }
        let begun = String(fit.drop { marks.contains($0) })
        return begun.isEmpty ? "migration" : begun
    }

    /// Eight hexadecimal digits: FNV-1a with 64 bits, folded to 32 bits as its authors recommend.
    private static func digest(_ texts: [String]) -> String {
        let hash = FNV1a(texts).value
        let digits = String((hash >> 32) ^ (hash & 0xFFFF_FFFF), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
