import AsyncHTTPClient
import Dispatch
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// The open connections to AWS: one pool for the direct way and one for each proxy, on one thread.
final class Connections: Sendable {
    /// One request as it goes over the wire.
    struct Exchange: Sendable {
        var method: String
        var address: HTTPAddress
        /// Path and query behind the address's own path.
        var target: String
        var headers: [(String, String)]
        var body: [UInt8] = []
        /// Whether a proxy may stand between; the metadata services are this machine's own.
        var mayUseProxy = true
    }

    /// What came back.
    struct Answer: Sendable {
        var status: Int
        var headers: [(String, String)]
        var body: [UInt8]
    }

    /// The most bytes of a body that are taken in.
    static let bodyLimit = 32 * 1024 * 1024

    private let group: MultiThreadedEventLoopGroup
    private let direct: HTTPClient
    private let proxies: Proxies
    private let proxied = Mutex<[String: HTTPClient]>([:])
    private let trustRoots: NIOSSLTrustRoots?

    /// Makes the pools; `caBundle` is the path of a PEM file that is trusted in place of the system's. Throws a
    /// configuration error when that file holds no certificate.
    init(proxies: Proxies, caBundle: String?) throws(AWSError) {
        self.proxies = proxies
        trustRoots = try caBundle.map(Self.trustRoots(in:))
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        direct = HTTPClient(
            eventLoopGroupProvider: .shared(group), configuration: Self.configuration(trustRoots, proxy: nil))
    }

    deinit {
        let group = group
        for client in proxied.withLock({ Array($0.values) }) { client.shutdown { _ in } }
        direct.shutdown { _ in group.shutdownGracefully { _ in } }
    }

    /// Certificates are parsed only when a TLS connection needs them; the usual mistakes are told at once.
    private static func trustRoots(in path: String) throws(AWSError) -> NIOSSLTrustRoots {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw .configuration("the CA bundle \(path) cannot be read; check AWS_CA_BUNDLE or ca_bundle")
        }
        guard bytes.firstRange(of: Array("-----BEGIN CERTIFICATE-----".utf8)) != nil else {
            throw .configuration("the CA bundle \(path) holds no PEM certificate; check AWS_CA_BUNDLE or ca_bundle")
        }
        return .file(path)
    }

    private static func configuration(
        _ trustRoots: NIOSSLTrustRoots?, proxy: HTTPAddress?
    ) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.timeout = .init(connect: .seconds(3))
        // Shorter than a minute, after which the services themselves close what is idle.
        configuration.connectionPool.idleTimeout = .seconds(45)
        // A refused connection must be told at once; what is tried again is decided by `Retry`.
        configuration.connectionPool.retryConnectionEstablishment = false
        if let trustRoots {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = trustRoots
            configuration.tlsConfiguration = tls
        }
        if let proxy {
            configuration.proxy = .server(host: proxy.host, port: proxy.effectivePort)
            if let (user, password) = proxy.userAndPassword {
                configuration.proxy?.authorization = .basic(username: user, password: password)
            }
        }
        return configuration
    }

    private func proxy(before exchange: Exchange) -> HTTPAddress? {
        exchange.mayUseProxy ? proxies.proxy(before: exchange.address) : nil
    }

    private func client(for exchange: Exchange) -> HTTPClient {
        guard let proxy = proxy(before: exchange) else { return direct }
        return proxied.withLock { clients in
            if let client = clients[proxy.origin] { return client }
            let client = HTTPClient(
                eventLoopGroupProvider: .shared(group), configuration: Self.configuration(trustRoots, proxy: proxy))
            clients[proxy.origin] = client
            return client
        }
    }

    /// Sends the request and reads the whole answer, whatever its status; gives up at the deadline.
    ///
    /// - Parameter lastLook: Decides whether the body leaves, when the connection stands.
    func send(
        _ exchange: Exchange, deadline: ContinuousClock.Instant, lastLook: LastLook? = nil
    ) async throws(ConnectionFailure) -> Answer {
        var request = HTTPClientRequest(url: exchange.address.origin + exchange.address.path + exchange.target)
        request.method = HTTPMethod(rawValue: exchange.method)
        request.headers = HTTPHeaders(exchange.headers)
        let held = lastLook.map { ReleasedBody(exchange.body, group: group, look: $0) }
        if let held {
            request.body = .stream(held, length: .known(Int64(exchange.body.count)))
        } else if !exchange.body.isEmpty {
            request.body = .bytes(ByteBuffer(bytes: exchange.body))
        }
        let client = client(for: exchange)
        do {
            return try await Deadline.race(deadline) { [request] in
                let response = try await client.execute(request, deadline: .distantFuture)
                var body = try await response.body.collect(upTo: Self.bodyLimit)
                return Answer(
                    status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) },
                    body: body.readBytes(length: body.readableBytes) ?? [])
            }
        } catch {
            if let held, !held.isReleased { throw ConnectionFailure(unsent: error) }
            let failure = ConnectionFailure(error)
            guard failure.isUntrusted, proxy(before: exchange) == nil, ContinuousClock.now < deadline,
                let trouble = await CertificateProbe.trouble(
                    at: exchange.address, on: group, now: MachineClock().now())
            else { throw failure }
            throw failure.explained(by: trouble)
        }
    }

    /// Closes all connections; nothing can be sent afterwards.
    func shutdown() async {
        for client in proxied.withLock({ Array($0.values) }) + [direct] { try? await client.shutdown() }
        try? await group.shutdownGracefully()
    }
}

extension HTTPAddress {
    /// The two halves of the user information, percent-decoded.
    fileprivate var userAndPassword: (String, String)? {
        guard let userInfo else { return nil }
        let parts = userInfo.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let decoded = parts.map { Form.unescape(String($0)) }
        return (decoded[0], decoded.count > 1 ? decoded[1] : "")
    }
}
