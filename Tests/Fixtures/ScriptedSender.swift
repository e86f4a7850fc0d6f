package import AWS
import Synchronization

/// Answers requests by a script, and remembers what was asked.
package final class ScriptedSender: RequestSender {
    private let asked = Mutex<[AWSRequest]>([])
    private let delay: Duration
    private let answer: @Sendable (AWSRequest) throws(AWSError) -> String

    /// - Parameters:
    ///   - delay: Before each answer.
    ///   - answer: The body that a request is answered with.
    package init(
        delay: Duration = .zero, _ answer: @escaping @Sendable (AWSRequest) throws(AWSError) -> String
    ) {
        self.delay = delay
        self.answer = answer
    }

    /// Answers by operation; an operation that is not there is denied.
    package convenience init(_ answers: [String: String]) {
        self.init { request throws(AWSError) in
            if let answer = answers[request.operation] { return answer }
            throw AWSError(
                .accessDenied, service: request.service, operation: request.operation, resource: request.resource,
                code: "AccessDenied", message: "User: arn:aws:iam::111122223333:user/mika is not authorized")
        }
    }

    package func send(_ request: AWSRequest, deadline: ContinuousClock.Instant) async throws(AWSError) -> AWSResponse {
        asked.withLock { $0.append(request) }
        if delay > .zero { try? await Task.sleep(for: delay) }
        return AWSResponse(status: 200, headers: [], body: Array(try answer(request).utf8))
    }

    /// The body that the request is answered with, as if another sender answered by the same script.
    package func text(_ request: AWSRequest) throws(AWSError) -> String { try answer(request) }

    /// What was asked for, in order: operations, and actions as IAM calls them.
    package var operations: [String] { asked.withLock { $0 }.map(\.operation) }
    package var actions: [String] { asked.withLock { $0 }.map(\.action) }
}
