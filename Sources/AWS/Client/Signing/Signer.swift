import Crypto
import Model

/// Signs with Signature Version 4, as described in AWS's "Create a signed AWS API request"; for all services but S3.
struct Signer {
    /// The parts of a request that the signature covers, as they are sent.
    struct Message {
        var method: String
        /// The absolute path as sent, already percent-encoded.
        var path: String
        /// The query's pairs, not yet percent-encoded.
        var query: [(String, String)]
        /// All headers to sign, including `host`.
        var headers: [(String, String)]
        var body: [UInt8]
    }

    /// The headers to send, and the two texts that the signature was computed from.
    struct Signature {
        var canonicalRequest: String
        var stringToSign: String
        var authorization: String
        /// The message's headers, with date, session token and authorization added.
        var headers: [(String, String)]
    }

    let credentials: Credentials
    let region: String
    let service: String

    /// Signs the message at that moment. Replaces a date or session token header that the message already has.
    func sign(_ message: Message, at moment: Moment) -> Signature {
        let stamp = moment.basicISO8601
        var signed = message
        signed.headers.removeAll { ["x-amz-date", "x-amz-security-token"].contains($0.0.lowercased()) }
        signed.headers.append(("x-amz-date", stamp))
        if let token = credentials.sessionToken { signed.headers.append(("x-amz-security-token", token)) }

        let headers = Self.canonicalHeaders(signed.headers)
        let names = headers.map(\.0).joined(separator: ";")
        let canonical = Self.canonicalRequest(signed, headers: headers, names: names)
        let day = String(stamp.prefix(8))
        let scope = "\(day)/\(region)/\(service)/aws4_request"
        let stringToSign = """
            AWS4-HMAC-SHA256
            \(stamp)
            \(scope)
            \(Self.hexadecimal(SHA256.hash(data: Array(canonical.utf8))))
            """
        let code = Self.hexadecimal(Self.hmac(signingKey(day: day), stringToSign))
        let authorization =
            "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope), SignedHeaders=\(names), Signature=\(code)"
        return Signature(
            canonicalRequest: canonical, stringToSign: stringToSign, authorization: authorization,
            headers: signed.headers + [("authorization", authorization)])
    }

    private func signingKey(day: String) -> [UInt8] {
        var key = Array("AWS4\(credentials.secretAccessKey)".utf8)
        for part in [day, region, service, "aws4_request"] { key = Array(Self.hmac(key, part)) }
        return key
    }

    private static func canonicalRequest(_ message: Message, headers: [(String, String)], names: String) -> String {
        """
        \(message.method)
        \(canonicalPath(message.path))
        \(canonicalQuery(message.query))
        \(headers.map { "\($0.0):\($0.1)\n" }.joined())
        \(names)
        \(hexadecimal(SHA256.hash(data: message.body)))
        """
    }

    /// Resolves `.`, `..` and empty segments, then percent-encodes the already encoded path a second time.
    static func canonicalPath(_ path: String) -> String {
        var segments: [Substring] = []
        for segment in path.split(separator: "/") {
            switch segment {
            case ".": continue
            case "..": _ = segments.popLast()
            default: segments.append(segment)
            }
        }
        let trailing = path.hasSuffix("/") && !segments.isEmpty ? "/" : ""
        return Form.escape("/" + segments.joined(separator: "/") + trailing, keeping: "/")
    }

    private static func canonicalQuery(_ query: [(String, String)]) -> String {
        query.map { (Form.escape($0.0), Form.escape($0.1)) }
            .sorted { $0 < $1 }
            .map { "\($0.0)=\($0.1)" }
            .joined(separator: "&")
    }

    private static func canonicalHeaders(_ headers: [(String, String)]) -> [(String, String)] {
        var values: [String: [String]] = [:]
        for (name, value) in headers {
            let collapsed = value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            values[name.lowercased(), default: []].append(collapsed)
        }
        return values.map { ($0.key, $0.value.joined(separator: ",")) }.sorted { $0.0 < $1.0 }
    }

    private static func hmac(_ key: [UInt8], _ text: String) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key))
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
