/// A question to AWS that went unanswered: what was asked, of whom, and why there is no answer.
package struct AWSError: Error, Sendable, Equatable {
    /// Why there is no answer; decides whether to ask again and what to tell the operator.
    package enum Kind: Sendable, Hashable {
        /// Too many requests; asked again within the deadline.
        case throttled
        /// The caller's policies do not allow the action.
        case accessDenied
        /// The credentials were good once and have run out.
        case expired
        /// The key, the token or the signature is not one AWS knows.
        case invalidCredentials
        /// This machine's clock and AWS's are too far apart.
        case clockSkew
        /// The resource does not exist.
        case notFound
        /// A parameter is wrong.
        case validation
        /// AWS refused for a reason that its code names and abreast does not know.
        case rejected
        /// AWS failed; asked again within the deadline.
        case server
        /// No answer came.
        case network(NetworkFault)
        /// An answer came that does not make sense.
        case malformed
        /// No source of credentials has any.
        case noCredentials
        /// The settings contradict themselves or name what is not there.
        case configuration
        /// The task that asked was cancelled.
        case cancelled
    }

    /// Why no answer came over the network.
    package enum NetworkFault: String, Sendable, Hashable {
        /// Nobody listens at the address.
        case refused
        /// Nothing came within the time there was.
        case timeout
        /// The connection was closed amid the exchange.
        case reset
        /// No encrypted connection could be agreed upon.
        case tls
        /// The host's name or address leads nowhere.
        case unreachable
        /// The proxy of the environment would not let it through.
        case proxy
    }

    /// Why there is no answer.
    package var kind: Kind
    /// The service, unless the error came before any was asked.
    package var service: AWSService?
    /// The operation, as the IAM action spells it.
    package var operation: String
    /// The resource, as the request named it.
    package var resource: String
    /// The error code of AWS without namespace, or a short word of our own.
    package var code: String
    /// The message of AWS, or words of our own; never holds a secret of ours.
    package var message: String
    /// The id by which AWS support finds the request.
    package var requestID: String?
    /// The HTTP status, when an answer came.
    package var httpStatus: Int?
    /// How often the question was sent, or was tried to be.
    package var attempts: Int
    /// By how many seconds this machine's clock is ahead of AWS's, when the answer tells.
    package var clockOffset: Double?
    /// Whether AWS may have acted on the request although no good answer came; a change must then be read back.
    package var mayHaveTakenEffect = false
    /// How long AWS asks to wait before the next try.
    var retryAfter: Duration?
    /// Where the credentials came from.
    package var credentials: CredentialOrigin?
    /// The address that was asked, in words, when the network is at fault.
    package var endpoint: String?

    /// Makes an error part by part.
    package init(
        _ kind: Kind, service: AWSService? = nil, operation: String = "", resource: String = "", code: String = "",
        message: String, requestID: String? = nil, httpStatus: Int? = nil, attempts: Int = 0
    ) {
        self.kind = kind
        self.service = service
        self.operation = operation
        self.resource = resource
        self.code = code
        self.message = message
        self.requestID = requestID
        self.httpStatus = httpStatus
        self.attempts = attempts
    }

    /// The error about a request.
    init(_ kind: Kind, of request: AWSRequest, code: String = "", message: String) {
        self.init(
            kind, service: request.service, operation: request.operation, resource: request.resource, code: code,
            message: message)
    }

    /// A request was answered with 2xx and a body that does not make sense; `why` says what is missing in it.
    package static func malformed(_ request: AWSRequest, _ why: String) -> AWSError {
        AWSError(.malformed, of: request, message: why)
    }

    /// The settings are wrong; `message` says which and what to write.
    package static func configuration(_ message: String) -> AWSError { AWSError(.configuration, message: message) }

    /// The operation as an IAM policy names it.
    package var action: String {
        guard let service else { return operation }
        return "\(service.iamPrefix):\(operation)"
    }

    /// Whether the same question may be answered when asked again soon.
    package var isTransient: Bool {
        switch kind {
        case .throttled, .server: true
        case .network(let fault): fault != .tls && fault != .proxy
        default: false
        }
    }
}
