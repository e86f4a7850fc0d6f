/// Removes account ids (12 digits), telephone numbers, and addresses of clients.
enum RedactedNumbers {
    static func clean(_ bytes: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var at = 0
        while at < bytes.count {
            let isStart = bytes[at].isDigit || bytes[at] == UInt8(ascii: "+")
            guard isStart, at == 0 || !isInner(bytes[at - 1]) else {
                kept.append(bytes[at])
                at += 1
                continue
            }
            var end = at + 1
            while end < bytes.count, isPart(bytes, end) { end += 1 }
            kept += cleaned(bytes, at, end)
            at = end
        }
        return kept
    }

    /// A digit after a letter of a word belongs to the word: `i-0f76`, `ip2`.
    private static func isInner(_ byte: UInt8) -> Bool { byte.isWord || byte == UInt8(ascii: "_") }

    /// Digits, and a point, hyphen or blank between two digits.
    private static func isPart(_ bytes: [UInt8], _ at: Int) -> Bool {
        if bytes[at].isDigit { return true }
        let isBetween = at + 1 < bytes.count && bytes[at - 1].isDigit && bytes[at + 1].isDigit
        return isBetween && (bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: "-"))
    }

    private static func cleaned(_ bytes: [UInt8], _ start: Int, _ end: Int) -> [UInt8] {
        let run = Array(bytes[start..<end])
        guard end == bytes.count || !isInner(bytes[end]) else { return run }
        let digits = run.filter(\.isDigit)
        let isPlain = digits.count == run.count
        if isPlain, digits.count == 12 { return Array("********".utf8) + digits.suffix(4) }
        if isTelephone(run, digits) { return Redaction.mark }
        if isPublicAddress(run) { return Redaction.mark }
        // `123456789012-more`: the account may be before or after a hyphen.
        let parts = run.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count > 1 else { return run }
        return Array(
            parts.map { part in
                part.count == 12 && part.allSatisfy(\.isDigit) ? Array("********".utf8) + part.suffix(4) : Array(part)
            }.joined(separator: [UInt8(ascii: "-")]))
    }

    /// `090-1234-5678`, `03-1234-5678`, `+819012345678`, `09012345678`.
    private static func isTelephone(_ run: [UInt8], _ digits: [UInt8]) -> Bool {
        guard (9...15).contains(digits.count), !run.contains(UInt8(ascii: ".")) else { return false }
        if run[0] == UInt8(ascii: "+") { return true }
        guard digits[0] == UInt8(ascii: "0"), digits.count == 10 || digits.count == 11 else { return false }
        let hyphens = run.count { $0 == UInt8(ascii: "-") }
        return hyphens == 0 || hyphens == 2
    }

    /// An IPv4 address outside of the private and reserved ranges (RFC 1918, 1122, 3927, 5737) may be a client's.
    private static func isPublicAddress(_ run: [UInt8]) -> Bool {
        let parts = run.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { Int(String(decoding: $0, as: UTF8.self)) }
        guard parts.count == 4, let a = parts[0], let b = parts[1], let c = parts[2], let d = parts[3],
            [a, b, c, d].allSatisfy({ (0...255).contains($0) })
        else { return false }
        switch (a, b, c) {
        case (0, _, _), (10, _, _), (127, _, _), (172, 16...31, _), (192, 168, _), (169, 254, _): return false
        case (192, 0, 2), (198, 51, 100), (203, 0, 113): return false
        default: return true
        }
    }
}
