import Model

/// Makes the name of a migration that nobody named.
///
/// A store is called by it: the name holds only what a file's name may, in at most 80 bytes, and two things that are not
/// the same must not get the same one.
package enum MigrationName {
    private static let most = 80

    /// The name as it is where it can be one; otherwise made fit, with a digest by which it differs from others like it.
    package static func fitting(_ name: String) -> String {
        cleaned(name) == name && name.utf8.count <= most ? name : told(name, apartBy: [name])
    }

    /// The name with a digest of those texts behind it: another text, or another order of them, gives another name.
    package static func told(_ name: String, apartBy texts: [String]) -> String {
        let end = "-" + digest(texts)
        return cleaned(name).prefix(most - end.utf8.count) + end
    }

    /// ASCII letters, digits, `-`, `_` and `.`, beginning with none of the marks; a wildcard is called `any`.
    private static func cleaned(_ name: String) -> String {
        let marks = Set("-_.")
        let fit = name.replacing("*", with: "any").map { letter in
            letter.isASCII && (letter.isLetter || letter.isNumber) || marks.contains(letter) ? letter : "-"
        }
        let begun = String(fit.drop { marks.contains($0) })
        return begun.isEmpty ? "migration" : begun
    }

    /// Eight hexadecimal digits: FNV-1a of 64 bits, folded to 32 as its authors advise.
    private static func digest(_ texts: [String]) -> String {
        let hash = FNV1a(texts).value
        let digits = String((hash >> 32) ^ (hash & 0xFFFF_FFFF), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
