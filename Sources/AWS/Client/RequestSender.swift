/// What the clients of single services need beneath them: something that takes a question and brings the answer.
///
/// ``AWSClient`` does so over HTTP; a test or a simulation may answer by itself.
package protocol RequestSender: Sendable {
    /// Sends the request and waits for its answer until the deadline, trying again where that is of use.
    func send(_ request: AWSRequest, deadline: ContinuousClock.Instant) async throws(AWSError) -> AWSResponse
}

extension AWSClient: RequestSender {}

/// A sender whose requests wait for their turn, and which can be asked for the turn alone: whoever has to look once more
/// just before sending must not wait after that.
package protocol TurnTaking: RequestSender {
    /// Returns when a request to `service` may be sent. Throws when that would be after `deadline`, or when the task is
    /// cancelled.
    func takeTurn(
        for service: AWSService, before deadline: ContinuousClock.Instant
    ) async throws(CancellationError)

    /// Sends without waiting, after a turn was taken.
    var afterTurn: any RequestSender { get }
}
