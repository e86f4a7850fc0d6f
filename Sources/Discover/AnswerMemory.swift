package import AWS
import Synchronization

/// A sender that asks the same question once: what comes of it is remembered for as long as it lives.
///
/// Several names share zones, load balancers and clusters, and warnings are computed from what the walk has read already;
/// none of them needs to know what another has asked. For one look at things that stand still, not for watching.
package final class AnswerMemory: RequestSender {
    private let sender: any RequestSender
    private let answers = Mutex<[Question: AWSResponse]>([:])

    package init(_ sender: any RequestSender) { self.sender = sender }

    package func send(
        _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> AWSResponse {
        let question = Question(request)
        if let known = answers.withLock({ $0[question] }) { return known }
        let answer = try await sender.send(request, deadline: deadline)
        answers.withLock { $0[question] = answer }
        return answer
    }

    /// All that decides what is answered.
    private struct Question: Hashable {
        let action: String
        let path: String
        let query: [String]
        let body: [UInt8]

        init(_ request: AWSRequest) {
            action = request.action
            path = request.path
            query = request.query.map { "\($0.0)=\($0.1)" }
            body = request.body
        }
    }
}
