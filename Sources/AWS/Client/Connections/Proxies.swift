/// The HTTP proxies that the environment names. Chooses the proxy for a host.
struct Proxies: Sendable {
    private let plain: HTTPAddress?
    private let encrypted: HTTPAddress?
    private let exceptions: [Substring]

    /// Reads HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in lower or upper case. Throws a configuration error when one of the
    /// first two is not the address of an HTTP proxy.
    init(_ settings: AWSSettings) throws(AWSError) {
        plain = try Self.proxy(settings, "http_proxy", "HTTP_PROXY")
        encrypted = try Self.proxy(settings, "https_proxy", "HTTPS_PROXY")
        let exempt = settings.variable("no_proxy", "NO_PROXY") ?? ""
        exceptions = exempt.lowercased().split { $0 == "," || $0.isWhitespace }
    }

    private static func proxy(
        _ settings: AWSSettings, _ lower: String, _ upper: String
    ) throws(AWSError) -> HTTPAddress? {
        guard let text = settings.variable(lower, upper) else { return nil }
        guard let address = HTTPAddress(text.contains("://") ? text : "http://" + text), !address.isEncrypted else {
            throw .configuration("\(upper) is not the address of an HTTP proxy; write http://HOST:PORT")
        }
        return address
    }

    /// The proxy for requests to `target`; nil for a direct connection. Loopback is always direct.
    func proxy(before target: HTTPAddress) -> HTTPAddress? {
        guard !target.isLoopback, !exceptions.contains(where: { matches($0, target) }) else { return nil }
        return target.isEncrypted ? encrypted : plain
    }

    /// `*` matches every host. A name matches itself and its subdomains. If it has a port, the port must match too.
    private func matches(_ exception: Substring, _ target: HTTPAddress) -> Bool {
        if exception == "*" { return true }
        var name = exception
        if !target.host.contains(":"), let colon = name.lastIndex(of: ":") {
            guard Int(name[name.index(after: colon)...]) == target.effectivePort else { return false }
            name = name[..<colon]
        }
        while let first = name.first, first == "*" || first == "." { name = name.dropFirst() }
        while let first = name.first, first == "[" { name = name.dropFirst() }
        if name.last == "]" { name = name.dropLast() }
        return !name.isEmpty && (target.host == name || target.host.hasSuffix("." + name))
    }
}
