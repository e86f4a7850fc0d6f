/// What the clients of single services need beneath them: something that takes a question and brings the answer.
///
/// ``AWSClient`` does so over HTTP; a test or a simulation may answer by itself.
package protocol RequestSender: Sendable {
    /// Sends the request and waits for its answer until the deadline, trying again where that is of use.
    func send(_ request: AWSRequest, deadline: ContinuousClock.Instant) async throws(AWSError) -> AWSResponse
}

extension AWSClient: RequestSender {}
