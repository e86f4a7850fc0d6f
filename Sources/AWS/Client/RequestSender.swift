/// What the clients of single services need beneath them: something that takes a question and brings the answer.
///
/// ``AWSClient`` does so over HTTP; a test or a simulation may answer by itself.
package protocol RequestSender: Sendable {
    /// Sends the request and waits for its answer until the deadline, trying again where that is of use.
    func send(_ request: AWSRequest, deadline: ContinuousClock.Instant) async throws(AWSError) -> AWSResponse

    /// Does everything that takes time before the request can go: waits for its turn, fetches credentials, and signs.
    ///
    /// A sender that passes requests on to another passes this on too. The default is for senders whose ``send`` waits
    /// for nothing.
    func prepare(
        _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> any PreparedRequest
}

/// A request that only has to go.
package protocol PreparedRequest: Sendable {
    /// Sends it once, and waits for its answer. `lastLook` runs when nothing is left to wait for, right before the bytes
    /// leave. It runs again before the request is sent again with other credentials.
    func send(
        deadline: ContinuousClock.Instant, lastLook: @escaping LastLook
    ) async throws(AWSError) -> AWSResponse
}

/// Decides whether a prepared request may still go. It calls `release`, once, or it throws. `release` returns when the
/// bytes have left, or after a tenth of a second.
package typealias LastLook = @Sendable (_ release: @escaping @Sendable () -> Void) async throws(NotReleased) -> Void

/// Thrown by a ``LastLook`` that forbids the request. Nothing was sent then.
package struct NotReleased: Error {
    package init() {}
}

extension AWSClient: RequestSender {}

extension RequestSender {
    package func prepare(
        _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> any PreparedRequest {
        UnpreparedRequest(sender: self, request: request)
    }
}

/// A request to a sender that needs no preparation.
private struct UnpreparedRequest: PreparedRequest {
    let sender: any RequestSender
    let request: AWSRequest

    func send(
        deadline: ContinuousClock.Instant, lastLook: @escaping LastLook
    ) async throws(AWSError) -> AWSResponse {
        do throws(NotReleased) {
            try await lastLook {}
        } catch {
            throw AWSError(.cancelled, of: request, message: "it was not released")
        }
        return try await sender.send(request, deadline: deadline)
    }
}
