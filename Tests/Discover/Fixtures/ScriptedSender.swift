import AWS
import Synchronization

/// Responds by a script, and records the requests.
final class ScriptedSender: RequestSender {
    private let script: @Sendable (AWSRequest) -> String
    private let log = Mutex<[String]>([])

    init(_ script: @escaping @Sendable (AWSRequest) -> String) { self.script = script }

    /// The requested actions, in order.
    var asked: [String] { log.withLock { $0 } }

    func send(_ request: AWSRequest, deadline: ContinuousClock.Instant) async throws(AWSError) -> AWSResponse {
        log.withLock { $0.append(request.action) }
        return AWSResponse(status: 200, headers: [], body: Array(script(request).utf8), requestID: nil)
    }
}

extension AWSRequest {
    /// Whether a text is in the query or the body of a request.
    func mentions(_ text: String) -> Bool {
        query.contains { $0.1 == text } || String(decoding: body, as: UTF8.self).contains(text) || path.contains(text)
    }
}
