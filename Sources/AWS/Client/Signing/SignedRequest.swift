/// A request with its signature, as it goes over the wire.
struct SignedExchange: Sendable {
    let request: AWSRequest
    let credentials: CredentialKeeper.Sourced?
    /// The endpoint's scheme, host and port.
    let origin: String
    let exchange: Connections.Exchange
}

/// A signed request that waits only for a connection and for its last look.
struct SignedRequest: PreparedRequest {
    let sender: SigningSender
    let keeper: CredentialKeeper
    let signed: SignedExchange

    /// Sends it once. Where AWS refuses the credentials, others are fetched, and it is sent once more: AWS refuses before
    /// it does anything.
    func send(
        deadline: ContinuousClock.Instant, lastLook: @escaping LastLook
    ) async throws(AWSError) -> AWSResponse {
        do throws(AWSError) {
            return try await sender.transmit(signed, deadline: deadline, lastLook: lastLook)
        } catch {
            guard let used = signed.credentials?.0, error.blamesCredentials,
                let fresh = await keeper.renewed(insteadOf: used, deadline: deadline)
            else { throw error }
            return try await sender.transmit(
                sender.signed(signed.request, fresh), deadline: deadline, lastLook: lastLook)
        }
    }
}
