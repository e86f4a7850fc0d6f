import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Why an exchange brought no answer, and whether the other side may have acted on it all the same.
struct ConnectionFailure: Error {
    let kind: AWSError.Kind
    /// Whether bytes of the request may have reached the other side.
    let mayHaveBeenSent: Bool
    /// What is known beyond the kind; may be empty.
    let detail: String

    /// Whether the other side's certificate was refused.
    let isUntrusted: Bool

    private init(_ kind: AWSError.Kind, sent: Bool, _ detail: String = "", isUntrusted: Bool = false) {
        self.kind = kind
        mayHaveBeenSent = sent
        self.detail = detail
        self.isUntrusted = isUntrusted
    }

    /// The same failure with other words for what is known.
    func explained(by detail: String) -> ConnectionFailure {
        ConnectionFailure(kind, sent: mayHaveBeenSent, detail, isUntrusted: isUntrusted)
    }

    /// Makes sense of what the network libraries throw.
    init(_ error: any Error) {
        switch error {
        case is Deadline.Passed: self.init(.network(.timeout), sent: true)
        case is CancellationError: self.init(.cancelled, sent: true)
        case let error as HTTPClientError: self.init(error)
        case let error as NIOConnectionError: self.init(error)
        case let error as IOError: self.init(error)
        case ChannelError.connectTimeout: self.init(.network(.timeout), sent: false, "connecting took too long")
        case is ChannelError: self.init(.network(.reset), sent: true)
        case let error as NIOSSLError: self.init(error)
        case is NIOSSLExtraError, is BoringSSLError:
            self.init(.network(.tls), sent: false, Self.tlsWords(error), isUntrusted: Self.isRefusal(error))
        case HTTPParserError.invalidEOFState:
            self.init(.network(.reset), sent: true, "amid the answer")
        case is HTTPParserError:
            self.init(.malformed, sent: true, "the answer is not HTTP")
        case is NIOTooManyBytesError:
            self.init(.malformed, sent: true, "the answer is longer than \(Connections.bodyLimit >> 20) MiB")
        default: self.init(.network(.reset), sent: true, Self.brief(error))
        }
    }

    /// Of a request whose body never left.
    init(unsent error: any Error) {
        if error is NotReleased {
            self.init(.cancelled, sent: false, "it was not released")
        } else {
            let failure = Self(error)
            self.init(failure.kind, sent: false, failure.detail)
        }
    }

    private init(_ error: HTTPClientError) {
        switch error {
        case .connectTimeout, .getConnectionFromPoolTimeout:
            self.init(.network(.timeout), sent: false, "connecting took too long")
        case .tlsHandshakeTimeout:
            self.init(.network(.timeout), sent: false, "the TLS handshake took too long")
        case .httpProxyHandshakeTimeout, .invalidProxyResponse, .proxyAuthenticationRequired:
            self.init(.network(.proxy), sent: false, error.shortDescription)
        case .deadlineExceeded, .readTimeout, .writeTimeout: self.init(.network(.timeout), sent: true)
        case .cancelled: self.init(.cancelled, sent: true)
        case .remoteConnectionClosed, .uncleanShutdown: self.init(.network(.reset), sent: true)
        default: self.init(.network(.reset), sent: true, error.shortDescription)
        }
    }

    private init(_ error: NIOConnectionError) {
        let codes = error.connectionErrors.compactMap { ($0.error as? IOError)?.errnoCode }
        if codes.contains(ECONNREFUSED) {
            self.init(.network(.refused), sent: false)
        } else if error.connectionErrors.isEmpty {
            self.init(.network(.unreachable), sent: false, "no address is known for \(error.host)")
        } else if codes.contains(ETIMEDOUT) || codes.isEmpty {
            self.init(.network(.timeout), sent: false, "connecting took too long")
        } else {
            self.init(.network(.unreachable), sent: false)
        }
    }

    private init(_ error: IOError) {
        switch error.errnoCode {
        case ECONNREFUSED: self.init(.network(.refused), sent: false)
        case EHOSTUNREACH, ENETUNREACH, ENETDOWN, EADDRNOTAVAIL: self.init(.network(.unreachable), sent: false)
        case ETIMEDOUT: self.init(.network(.timeout), sent: true)
        default: self.init(.network(.reset), sent: true)
        }
    }

    private init(_ error: NIOSSLError) {
        switch error {
        case .uncleanShutdown: self.init(.network(.reset), sent: true)
        default:
            self.init(.network(.tls), sent: false, Self.tlsWords(error), isUntrusted: Self.isRefusal(error))
        }
    }

    /// The libraries' own words hold source paths and numbers; of these a few names say what an operator can mend.
    private static func tlsWords(_ error: any Error) -> String {
        let text = String(describing: error)
        if isRefusal(error) { return "nobody trusted has signed its certificate" }
        if text.contains("failedToValidateHostname") { return "its certificate is for another host" }
        if text.contains("WRONG_VERSION_NUMBER") { return "it does not speak TLS" }
        if text.contains("PEM") || text.contains("ASN.1") { return "the CA bundle is damaged" }
        return "the handshake failed"
    }

    private static func isRefusal(_ error: any Error) -> Bool {
        String(describing: error).contains("CERTIFICATE_VERIFY_FAILED")
    }

    private static func brief(_ error: any Error) -> String { String(String(describing: error).prefix(120)) }
}
