import FoundationEssentials

/// Gets credentials from the endpoint of an ECS task or an EKS pod (AWS SDKs and Tools Reference, "Container credential
/// provider").
struct ContainerCredentials: Sendable {
    let settings: AWSSettings
    let connections: Connections

    /// The number of requests, the limit of each, and the pause between two.
    private static let attempts = 3
    private static let patience = Duration.seconds(2)
    private static let pause = Duration.seconds(1)

    /// Requests the keys. Throws a configuration error if the token must not be sent to the address, and
    /// ``AWSError/Kind/noCredentials`` if the endpoint returns no keys.
    func credentials(deadline: ContinuousClock.Instant) async throws(AWSError) -> Credentials {
        let (address, target) = try address()
        let authorization = try authorization().map { [("authorization", $0)] } ?? []
        var exchange = Connections.Exchange(
            method: "GET", address: address, target: target,
            headers: authorization + [
                ("host", address.authority), ("accept", "application/json"), ("user-agent", settings.userAgent),
            ])
        exchange.mayUseProxy = false
        var why = ""
        for attempt in 1...Self.attempts {
            do {
                let answer = try await connections.send(exchange, deadline: min(deadline, .now + Self.patience))
                if answer.status == 200, let found = CredentialDocument(answer.body)?.credentials { return found }
                why = "answered HTTP \(answer.status) without keys"
                if (400..<500).contains(answer.status) { break }
            } catch {
                why = "did not answer"
                if error.kind == .cancelled { throw AWSError(.cancelled, message: "") }
            }
            guard attempt < Self.attempts, ContinuousClock.now + Self.pause < deadline else { break }
            try? await Task.sleep(for: Self.pause)
        }
        throw AWSError(.noCredentials, message: "the container's credentials endpoint \(address.origin) \(why)")
    }

    /// The agent's address, with path and query exactly as in the variable, because an agent may use them to tell tasks
    /// apart.
    private func address() throws(AWSError) -> (HTTPAddress, target: String) {
        if let path = settings.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
            guard path.hasPrefix("/"), let found = Self.split("http://169.254.170.2" + path) else {
                throw .configuration("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is “\(path)”, which is no path")
            }
            return found
        }
        let text = settings.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") ?? ""
        guard let (address, target) = Self.split(text), address.userInfo == nil else {
            throw .configuration("AWS_CONTAINER_CREDENTIALS_FULL_URI is “\(text)”, which is no address")
        }
        let agents = ["169.254.170.2", "169.254.170.23", "fd00:ec2::23"]
        guard address.isEncrypted || address.isLoopback || agents.contains(address.host) else {
            throw .configuration(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI leads to \(address.host) without TLS; only https, loopback and the"
                    + " agents' own addresses are asked")
        }
        return (address, target)
    }

    /// Splits the text into scheme with host, and path with query, which stay unchanged. Returns nil if the text is no
    /// address.
    private static func split(_ text: String) -> (HTTPAddress, target: String)? {
        guard let mark = text.firstRange(of: "://"), !text.contains(where: { $0.isWhitespace || $0 == "#" }) else {
            return nil
        }
        let end = text[mark.upperBound...].firstIndex { $0 == "/" || $0 == "?" } ?? text.endIndex
        guard let address = HTTPAddress(String(text[..<end])) else { return nil }
        let target = text[end...]
        return (address, (target.first == "?" ? "/" : "") + target)
    }

    private func authorization() throws(AWSError) -> String? {
        var token = settings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN")
        if let path = settings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
            guard let bytes = FileManager.default.contents(atPath: path) else {
                throw .configuration("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE \(path) cannot be read")
            }
            token = String(decoding: bytes, as: UTF8.self)
        }
        // With a line break, the token could add further headers.
        if let token, token.utf8.contains(where: { $0 == 10 || $0 == 13 }) {
            throw .configuration("the container's authorization token holds a line break")
        }
        return token
    }
}
