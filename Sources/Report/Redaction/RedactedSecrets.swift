/// Removes what follows the name of a secret: `password=…`, `"SecretAccessKey": "…"`, `Authorization: Bearer …`.
enum RedactedAssignments {
    private static let names = [
        "password", "passwd", "passphrase", "secret", "token", "apikey", "api_key", "api-key", "authorization",
        "credential", "signature", "privatekey", "private_key", "accesskeyid", "access_key_id", "cookie",
    ].map { Array($0.utf8) }
    /// Names that end so tell where a secret is, not what it is: `credential_process = aws configure …`, `…_TOKEN_FILE`.
    private static let places = ["_process", "-process", "_file", "-file", "_source", "-source"].map { Array($0.utf8) }
    private static let schemes = ["bearer ", "basic ", "aws4-hmac-sha256 "].map { Array($0.utf8) }

    static func clean(_ bytes: [UInt8]) -> [UInt8] {
        let lowered = bytes.map { $0.isUpper ? $0 + 32 : $0 }
        var kept: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if let value = valueStart(lowered, at) {
                let end = valueEnd(bytes, value)
                kept += bytes[at..<value]
                kept += Redaction.mark
                at = end
                continue
            }
            // Each word is checked once, at its beginning.
            repeat {
                kept.append(bytes[at])
                at += 1
            } while at < bytes.count && isName(bytes[at - 1]) && isName(bytes[at])
        }
        return kept
    }

    private static func isName(_ byte: UInt8) -> Bool {
        byte.isWord || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    /// The start of the value, if the name of a secret with `=` or `:` begins at `at`.
    private static func valueStart(_ bytes: [UInt8], _ at: Int) -> Int? {
        for scheme in schemes where bytes[at...].starts(with: scheme) { return present(bytes, at + scheme.count) }
        var end = at
        while end < bytes.count, isName(bytes[end]) { end += 1 }
        let word = bytes[at..<end]
        guard end > at, names.contains(where: { contains(word, $0) }),
            !places.contains(where: { word.suffix($0.count).elementsEqual($0) })
        else { return nil }
        var value = end
        while value < bytes.count,
            bytes[value] == UInt8(ascii: "\"") || bytes[value] == 0x20 || bytes[value] == UInt8(ascii: "\\")
        {
            value += 1
        }
        guard value < bytes.count, bytes[value] == UInt8(ascii: "=") || bytes[value] == UInt8(ascii: ":") else {
            return nil
        }
        value += 1
        while value < bytes.count,
            bytes[value] == 0x20 || bytes[value] == UInt8(ascii: "\"") || bytes[value] == UInt8(ascii: "'")
                || bytes[value] == UInt8(ascii: "\\")
        {
            value += 1
        }
        for scheme in schemes where bytes[value...].starts(with: scheme) { value += scheme.count }
        return present(bytes, value)
    }

    private static func present(_ bytes: [UInt8], _ value: Int) -> Int? {
        value < bytes.count && !bytes[value].endsValue ? value : nil
    }

    private static func valueEnd(_ bytes: [UInt8], _ start: Int) -> Int {
        var end = start
        while end < bytes.count, !bytes[end].endsValue, bytes[end] != UInt8(ascii: ","),
            bytes[end] != UInt8(ascii: "&"),
            bytes[end] != UInt8(ascii: ";"), bytes[end] != UInt8(ascii: "}")
        {
            end += 1
        }
        return end
    }

    private static func contains(_ word: ArraySlice<UInt8>, _ name: [UInt8]) -> Bool {
        guard word.count >= name.count else { return false }
        return (word.startIndex...word.endIndex - name.count).contains {
            word[$0..<$0 + name.count].elementsEqual(name)
        }
    }
}

/// Removes access key ids, JSON web tokens, and long runs of letters and digits that look random.
enum RedactedKeys {
    /// Source: IAM's unique identifiers. Long-term and temporary access keys begin with these.
    private static let prefixes = ["AKIA", "ASIA"].map { Array($0.utf8) }

    static func clean(_ bytes: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var at = 0
        while at < bytes.count {
            guard isToken(bytes[at]) else {
                kept.append(bytes[at])
                at += 1
                continue
            }
            var end = at
            while end < bytes.count, isToken(bytes[end]) { end += 1 }
            kept += cleaned(Array(bytes[at..<end]), before: at > 0 ? bytes[at - 1] : nil)
            at = end
        }
        return kept
    }

    /// The alphabet of base64 in both forms, except the hyphen, which separates words in names.
    private static func isToken(_ byte: UInt8) -> Bool {
        byte.isDigit || byte.isUpper || byte.isLower || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
            || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "_")
    }

    private static func cleaned(_ token: [UInt8], before: UInt8?) -> [UInt8] {
        if isDrawnByLot(token) { return Redaction.mark }
        if token.starts(with: "eyJ".utf8), token.count >= 16 { return Redaction.mark }
        // A later part of a JSON web token, after a point.
        if before == UInt8(ascii: "."), token.count >= 24, isMixed(token) { return Redaction.mark }
        guard let start = keyStart(token) else { return token }
        let end = token[start...].firstIndex { !$0.isUpper && !$0.isDigit } ?? token.endIndex
        return Array(token[..<start]) + token[start..<start + 4] + Redaction.mark + token[end...]
    }

    /// The start of an access key id: its prefix and 16 letters or digits, not within a longer word.
    private static func keyStart(_ token: [UInt8]) -> Int? {
        guard token.count >= 20 else { return nil }
        return (0...token.count - 20).first { start in
            prefixes.contains { token[start...].starts(with: $0) } && (start == 0 || !token[start - 1].isWord)
                && token[start..<start + 20].allSatisfy { $0.isUpper || $0.isDigit }
        }
    }

    private static func isMixed(_ token: [UInt8]) -> Bool {
        token.contains(where: \.isUpper) && token.contains(where: \.isLower) && token.contains(where: \.isDigit)
    }

    /// At least 36 characters that change between upper case, lower case and digits at every third character or more
    /// often.
    ///
    /// Names in camel case change often too, but they have few neighbouring capitals and at most one number.
    /// Hexadecimal digests have only one case.
    private static func isDrawnByLot(_ token: [UInt8]) -> Bool {
        guard token.count >= 36, isMixed(token) else { return false }
        func kind(_ byte: UInt8) -> Int { byte.isDigit ? 0 : byte.isUpper ? 1 : byte.isLower ? 2 : 3 }
        let pairs = zip(token, token.dropFirst())
        let changes = pairs.count { kind($0) != kind($1) }
        let capitals = pairs.count { $0.isUpper && $1.isUpper }
        let numbers = pairs.count { !$0.isDigit && $1.isDigit }
        return changes * 3 >= token.count && (capitals >= 3 || numbers >= 2)
    }
}
