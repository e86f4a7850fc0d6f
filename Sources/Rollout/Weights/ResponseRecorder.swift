package import AWS
import Synchronization

/// Passes requests on and keeps the bodies of the responses, so that what a typed reader omits is not lost.
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

    package func prepare(
        _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> any PreparedRequest {
        try await sender.prepare(request, deadline: deadline)
    }

    /// The root elements of all responses, in their order. The typed readers have refused what is not XML.
    package var roots: [XMLElement] { bodies.withLock { $0 }.compactMap { XMLElement(document: $0) } }
}
