package import AWS
import Synchronization

/// Sends each AWS request once and remembers the response as long as this object lives.
///
/// Several names share zones, load balancers and clusters. The warnings too are computed from responses that the walk
/// has read already. With this cache, no caller has to know what another one has requested. Use it for one search
/// through things that do not change, not to watch.
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

    /// Everything in a request that determines its response.
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
