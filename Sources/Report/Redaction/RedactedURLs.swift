/// Removes the user, the query, the fragment and personal numbers from addresses with a scheme.
enum RedactedURLs {
    static func clean(_ bytes: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var at = 0
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: ":"), bytes[at...].starts(with: "://".utf8) else {
                kept.append(bytes[at])
                at += 1
                continue
            }
            let start = at + 3
            var end = start
            while end < bytes.count, !bytes[end].endsValue, bytes[end] != UInt8(ascii: ")"),
                bytes[end] != UInt8(ascii: "|")
            {
                end += 1
            }
            kept += "://".utf8
            kept += address(Array(bytes[start..<end]))
            at = end
        }
        return kept
    }

    private static func address(_ bytes: [UInt8]) -> [UInt8] {
        let slash = bytes.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        var host = bytes[..<(slash ?? bytes.endIndex)]
        var user: [UInt8] = []
        if let sign = host.lastIndex(of: UInt8(ascii: "@")) {
            host = host[(sign + 1)...]
            user = Redaction.mark + [UInt8(ascii: "@")]
        }
        let rest = bytes[(slash ?? bytes.endIndex)...]
        let query = rest.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        var path = Array(rest[..<(query ?? rest.endIndex)])
        if !isOfAWS(host) { path = withoutPeople(path) }
        let tail = query.map { [rest[$0]] + Redaction.mark } ?? []
        return user + host + path + tail
    }

    /// The path of a queue's URL begins with the account, which another rule handles.
    private static func isOfAWS(_ host: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: host, as: UTF8.self).lowercased()
        return text.contains("amazonaws.com") || text.hasPrefix("sqs.") || text.hasPrefix("127.0.0.1")
            || text.hasPrefix("localhost") || text.hasPrefix("[::1]")
    }

    /// Removes possible telephone numbers from a path: nine digits or more, with hyphens, or with a plus or `%2B`
    /// before them.
    static func withoutPeople(_ path: [UInt8]) -> [UInt8] {
        let segments = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return Array(
            segments.map { segment in
                let digits = segment.count { $0.isDigit }
                let others = segment.count { !$0.isDigit && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ".") }
                return digits >= 9 && others <= 2 ? Redaction.mark : Array(segment)
            }.joined(separator: [UInt8(ascii: "/")]))
    }
}

/// Removes queries from addresses without a scheme, such as `GET /reservations?phone=…`.
enum RedactedQueries {
    static func clean(_ bytes: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var at = 0
        while at < bytes.count {
            kept.append(bytes[at])
            at += 1
            guard kept.last == UInt8(ascii: "?"), at < bytes.count, bytes[at].isWord else { continue }
            var end = at
            while end < bytes.count, !bytes[end].endsValue { end += 1 }
            guard bytes[at..<end].contains(UInt8(ascii: "=")) else { continue }
            kept += Redaction.mark
            at = end
        }
        return kept
    }
}
