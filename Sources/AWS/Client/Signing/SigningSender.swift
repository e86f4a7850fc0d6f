import Model
import Synchronization

/// Sends requests to their endpoints, signed by whatever credentials it is handed, and asks again where that helps.
final class SigningSender: Sendable {
    /// Whose signature a request bears.
    enum Signature: Sendable {
        case none
        case fixed(Credentials, origin: CredentialOrigin)
        case kept(CredentialKeeper)
    }

    private let connections: Connections
    private let endpoints: Endpoints
    private let userAgent: String
    private let retry: Retry
    private let clock: any WallClock
    private let counts = Mutex<[String: Int]>([:])

    init(
        connections: Connections, endpoints: Endpoints, userAgent: String, retry: Retry = Retry(),
        clock: any WallClock
    ) {
        self.connections = connections
        self.endpoints = endpoints
        self.userAgent = userAgent
        self.retry = retry
        self.clock = clock
    }

    /// How many HTTP requests were sent for each action, those sent again among them.
    func calls() -> [String: Int] { counts.withLock { $0 } }

    /// Sends until an answer comes, the error is final, or no time is left before the deadline.
    func send(
        _ request: AWSRequest, signature: Signature, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> AWSResponse {
        var attempt = 0
        var isRenewed = false
        var last: AWSError?
        while true {
            attempt += 1
            let credentials = try await credentials(signature, for: request, deadline: deadline)
            var error: AWSError
            do {
                return try await sendOnce(request, credentials: credentials, deadline: deadline)
            } catch let failure {
                error = failure
            }
            error.attempts = attempt
            // The deadline cut the last try short: what the tries before it were told says more.
            if error.kind == .network(.timeout), ContinuousClock.now >= deadline, var last {
                last.attempts = attempt
                last.mayHaveTakenEffect = last.mayHaveTakenEffect || error.mayHaveTakenEffect
                throw last
            }
            if !isRenewed, let used = credentials?.0, case .kept(let keeper) = signature, error.blamesCredentials {
                isRenewed = true
                if await keeper.renew(insteadOf: used, deadline: deadline) { continue }
            }
            if let most = request.maximumAttempts, attempt >= most { throw error }
            let wait = retry.delay(after: error, attempt: attempt, isIdempotent: request.isIdempotent)
            guard let wait, ContinuousClock.now + wait < deadline else { throw error }
            last = error
            do {
                try await Task.sleep(for: wait, tolerance: .milliseconds(5), clock: .continuous)
            } catch {
                throw AWSError(.cancelled, of: request, message: "")
            }
        }
    }

    private func credentials(
        _ signature: Signature, for request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> CredentialKeeper.Sourced? {
        switch signature {
        case .none: return nil
        case .fixed(let credentials, let origin): return (credentials, origin)
        case .kept(let keeper):
            do {
                return try await keeper.current(deadline: deadline)
            } catch {
                throw error.hindering(request)
            }
        }
    }

    /// Signs with the keeper's credentials, so that nothing is left to wait for but the connection.
    func prepare(
        _ request: AWSRequest, keeper: CredentialKeeper, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> SignedRequest {
        let credentials = try await credentials(.kept(keeper), for: request, deadline: deadline)
        return SignedRequest(sender: self, keeper: keeper, signed: try signed(request, credentials))
    }

    private func sendOnce(
        _ request: AWSRequest, credentials: CredentialKeeper.Sourced?, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> AWSResponse {
        try await transmit(signed(request, credentials), deadline: deadline)
    }

    func signed(
        _ request: AWSRequest, _ credentials: CredentialKeeper.Sourced?
    ) throws(AWSError) -> SignedExchange {
        guard let endpoint = endpoints[request.service] else {
            throw .configuration("\(request.service.rawValue) has no endpoint")
        }
        return SignedExchange(
            request: request, credentials: credentials, origin: endpoint.address.origin,
            exchange: exchange(request, at: endpoint, credentials: credentials?.0))
    }

    /// Sends it once, and makes an error of an answer without a status of 2xx.
    func transmit(
        _ signed: SignedExchange, deadline: ContinuousClock.Instant, lastLook: LastLook? = nil
    ) async throws(AWSError) -> AWSResponse {
        let request = signed.request
        counts.withLock { $0[request.action, default: 0] += 1 }
        let answer: Connections.Answer
        do {
            answer = try await connections.send(signed.exchange, deadline: deadline, lastLook: lastLook)
        } catch {
            var failed = AWSError(error.kind, of: request, message: error.detail)
            failed.mayHaveTakenEffect = error.mayHaveBeenSent
            failed.endpoint = signed.origin
            throw failed
        }
        guard (200..<300).contains(answer.status) else {
            var failed = AWSError(
                answer, to: request, now: clock.now(), credentials: signed.credentials?.1,
                mask: SecretMask(signed.credentials?.0))
            failed.endpoint = signed.origin
            throw failed
        }
        return AWSResponse(
            status: answer.status, headers: answer.headers, body: answer.body, requestID: answer.headers.requestID)
    }

    private func exchange(
        _ request: AWSRequest, at endpoint: Endpoints.Endpoint, credentials: Credentials?
    ) -> Connections.Exchange {
        let address = endpoint.address
        var headers = request.headers + [("host", address.authority)]
        if let credentials {
            let signer = Signer(
                credentials: credentials, region: endpoint.signingRegion, service: request.service.signingName)
            let message = Signer.Message(
                method: request.method, path: address.path + request.path, query: request.query, headers: headers,
                body: request.body)
            headers = signer.sign(message, at: clock.now()).headers
        }
        // Not signed, for proxies may rewrite them.
        headers.append(("user-agent", userAgent))
        headers.append(("accept-encoding", "identity"))
        let query = request.query.isEmpty ? "" : "?" + String(decoding: Form.encode(request.query), as: UTF8.self)
        return Connections.Exchange(
            method: request.method, address: address, target: request.path + query, headers: headers,
            body: request.body)
    }
}

extension AWSError {
    /// Whether other credentials might be taken where these were not.
    var blamesCredentials: Bool { kind == .expired || kind == .invalidCredentials }

    /// The same error about the request that could not be asked because of it.
    fileprivate func hindering(_ request: AWSRequest) -> AWSError {
        var error = self
        if service == nil {
            error.service = request.service
            error.operation = request.operation
            error.resource = request.resource
        }
        return error
    }
}
