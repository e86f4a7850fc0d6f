/// Takes secrets out of what others write into an error: AWS echoes keys, tokens and signatures in some messages, and
/// an error goes into the log, the store and the timeline for ever.
struct SecretMask {
    /// What stands where something was taken out, as in ``AWSError`` and in reports.
    static let mark = "[removed]"

    private let secrets: [String]

    /// Masks what is known to be secret, and what looks so.
    init(_ secrets: [String?] = []) {
        // Shorter ones would also be found in words that are none of them.
        self.secrets = secrets.compactMap(\.self).filter { $0.utf8.count >= 8 }.sorted { $0.count > $1.count }
    }

    /// Masks the parts of these credentials.
    init(_ credentials: Credentials?) {
        self.init([credentials?.secretAccessKey, credentials?.sessionToken, credentials?.accessKeyID])
    }

    /// The text without secrets.
    func masked(_ text: String) -> String {
        var text = text
        for secret in secrets { text = text.replacing(secret, with: Self.mark) }
        return Self.withoutKeyIDs(Self.withoutValues(text))
    }

    /// The error without secrets, in every text that others may have written.
    func masked(_ error: AWSError) -> AWSError {
        var error = error
        error.code = masked(error.code)
        error.message = masked(error.message)
        error.requestID = error.requestID.map(masked)
        return error
    }

    /// Names whose values are secret, as they stand in headers, queries, forms and canonical requests.
    private static let names = [
        "credential", "signature", "x-amz-security-token", "securitytoken", "security-token", "sessiontoken",
        "session-token", "secretaccesskey", "secret-access-key", "secretkey", "accesskeyid", "awsaccesskeyid",
        "access-key-id", "webidentitytoken", "x-aws-ec2-metadata-token",
    ]

    /// `Credential=…`, `X-Amz-Security-Token: …`, `"SessionToken": "…"`: the value after the name is masked.
    private static func withoutValues(_ text: String) -> String {
        var bytes = Array(text.utf8)
        let lowered = bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }
        var masked: [Range<Int>] = []
        for name in names.map({ Array($0.utf8) }) {
            var from = 0
            while let found = lowered[from...].firstRange(of: name) {
                from = found.upperBound
                if let value = value(after: found.upperBound, in: lowered) { masked.append(value) }
            }
        }
        for range in merged(masked).reversed() { bytes.replaceSubrange(range, with: Array(mark.utf8)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func value(after name: Int, in bytes: [UInt8]) -> Range<Int>? {
        var start = name
        while start < bytes.count, "\" '".utf8.contains(bytes[start]) { start += 1 }
        guard start < bytes.count, bytes[start] == UInt8(ascii: "=") || bytes[start] == UInt8(ascii: ":") else {
            return nil
        }
        start += 1
        while start < bytes.count, "\" '".utf8.contains(bytes[start]) { start += 1 }
        var end = start
        while end < bytes.count, bytes[end] > 0x20, !"\"',;&<>)}".utf8.contains(bytes[end]) { end += 1 }
        let value = bytes[start..<end]
        guard !value.isEmpty, !value.elementsEqual(mark.utf8) else { return nil }
        return start..<end
    }

    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound < last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    /// Access key ids: `AKIA` or `ASIA` and 12 or more capitals and digits (IAM user guide, "Unique identifiers").
    private static func withoutKeyIDs(_ text: String) -> String {
        text.replacing(/\b(AKIA|ASIA)[A-Z0-9]{12,}\b/) { "\($0.output.1)…\(mark)" }
    }
}
