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

    /// The part of the hosts' names that tells their environment, so that two environments of one zone get two names:
    /// `stg.example.com` for `api.stg.example.com`, with or without `web.stg.example.com`; `stg.example.com` also for
    /// `api-stg.example.com` and `web-stg.example.com`. One host that says nothing between its first label and its zone
    /// is its own name.
    ///
    /// - Parameter zone: The zone's name, if it is known.
    /// - Returns: `nil` without a host.
    package static func common(_ hosts: [String], zone: String?) -> String? {
        let names = hosts.map { $0.split(separator: ".").map { $0.lowercased() } }
        guard let first = names.first else { return nil }
        let zone = zone?.split(separator: ".").map { $0.lowercased() } ?? []
        guard Set(names).count > 1 else {
            let parent = Array(first.dropFirst())
            let isWithin = parent.count > zone.count && parent.suffix(zone.count) == zone[...] && !zone.isEmpty
            return (isWithin ? parent : first).joined(separator: ".")
        }
        var shared = first.count
        for name in names {
            shared = min(shared, zip(first.reversed(), name.reversed()).prefix { $0 == $1 }.count)
        }
        guard shared > 0 else { return first.joined(separator: ".") }
        let environment = environment(names.map { $0.dropLast(shared).last ?? "" })
        return ([environment].compactMap(\.self) + first.suffix(shared)).joined(separator: ".")
    }

    /// What all labels have before or after a hyphen: `stg` of `api-stg` and `web-stg`.
    private static func environment(_ labels: [String]) -> String? {
        let words = labels.map { $0.split(separator: "-").map(String.init) }
        guard words.allSatisfy({ $0.count > 1 }) else { return nil }
        let (lasts, firsts) = (Set(words.compactMap(\.last)), Set(words.compactMap(\.first)))
        return lasts.count == 1 ? lasts.first : firsts.count == 1 ? firsts.first : nil
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
