package import AWS
import Synchronization

/// Passes questions on and keeps the bodies of the answers, so that what a typed reader leaves out is not lost.
package final class ResponseRecorder: RequestSender {
    private let sender: any RequestSender
    private let bodies = Mutex<[[UInt8]]>([])

    package init(_ sender: any RequestSender) { self.sender = sender }

    package func send(
        _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> AWSResponse {
        let answer = try await sender.send(request, deadline: deadline)
        bodies.withLock { $0.append(answer.body) }
        return answer
    }

    /// The roots of all answers, in the order they came. The typed readers have refused what is not XML.
    package var roots: [XMLElement] { bodies.withLock { $0 }.compactMap { XMLElement(document: $0) } }
}
