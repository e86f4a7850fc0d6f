/// The address of an HTTP server: scheme, host, port and base path.
struct HTTPAddress: Sendable, Equatable {
    let isEncrypted: Bool
    /// The host's name or address in lower case, without brackets.
    let host: String
    /// The port; nil when the text names none.
    let port: Int?
    /// The path without a trailing slash; empty for the root.
    let path: String
    /// `user:password` as written before the host; nil when there is none. Only proxies may have it.
    let userInfo: String?

    /// Reads `http://host:port/path`, or the same with `https`; nil when the text has another form.
    init?(_ text: String) {
        guard let mark = text.firstRange(of: "://") else { return nil }
        switch text[..<mark.lowerBound].lowercased() {
        case "http": isEncrypted = false
        case "https": isEncrypted = true
        default: return nil
        }
        guard !text.contains(where: { $0.isWhitespace || $0 == "?" || $0 == "#" }) else { return nil }
        let rest = text[mark.upperBound...]
        var authority = rest.prefix { $0 != "/" }
        var path = rest[authority.endIndex...]
        while path.hasSuffix("/") { path = path.dropLast() }
        self.path = String(path)
        if let at = authority.lastIndex(of: "@") {
            userInfo = String(authority[..<at])
            authority = authority[authority.index(after: at)...]
        } else {
            userInfo = nil
        }
        guard let (host, port) = Self.hostAndPort(authority) else { return nil }
        self.host = host.lowercased()
        self.port = port
    }

    /// Splits `host`, `host:port`, `[v6]` or `[v6]:port`; nil when the text has another form.
    private static func hostAndPort(_ authority: Substring) -> (String, Int?)? {
        var host = authority
        var after: Substring = ""
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<close]
            after = authority[authority.index(after: close)...]
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            after = authority[colon...]
        }
        guard !host.isEmpty else { return nil }
        if after.isEmpty { return (String(host), nil) }
        guard after.first == ":", let port = Int(after.dropFirst()), (1...65535).contains(port) else { return nil }
        return (String(host), port)
    }

    /// The port to connect to: the written one, else 443 or 80.
    var effectivePort: Int { port ?? (isEncrypted ? 443 : 80) }

    /// Host and port as in the `Host` header, without the scheme's default port.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        guard let port, port != (isEncrypted ? 443 : 80) else { return name }
        return "\(name):\(port)"
    }

    /// Scheme, host and port.
    var origin: String { (isEncrypted ? "https://" : "http://") + authority }

    /// Whether the host is this machine.
    var isLoopback: Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
    }
}
