import Synchronization
import Testing

@testable import AWS

/// Answers questions from a script and remembers what was asked.
final class CannedSender: RequestSender {
    private let asked = Mutex<[AWSRequest]>([])
    private let answer: @Sendable (AWSRequest) throws(AWSError) -> String

    init(_ answer: @escaping @Sendable (AWSRequest) throws(AWSError) -> String) {
        self.answer = answer
    }

    /// Answers each question in turn, the last answer again and again.
    convenience init(_ answers: String...) {
        let turn = Mutex(0)
        self.init { _ throws(AWSError) in
            let index = turn.withLock { turn in
                defer { turn += 1 }
                return turn
            }
            return answers[min(index, answers.count - 1)]
        }
    }

    func send(_ request: AWSRequest, deadline: ContinuousClock.Instant) async throws(AWSError) -> AWSResponse {
        asked.withLock { $0.append(request) }
        return AWSResponse(status: 200, headers: [], body: Array(try answer(request).utf8))
    }

    var requests: [AWSRequest] { asked.withLock { $0 } }

    /// The bodies of all questions as text, in the order asked.
    var bodies: [String] { requests.map { String(decoding: $0.body, as: UTF8.self) } }

    /// Path and query of all questions, in the order asked, the query not encoded.
    var targets: [String] {
        requests.map { $0.path + "?" + $0.query.map { "\($0.0)=\($0.1)" }.joined(separator: "&") }
    }
}

/// Far enough for any question that never leaves the process.
var soon: ContinuousClock.Instant { .now + .seconds(30) }

/// A refusal as AWS makes it.
func refusal(_ kind: AWSError.Kind, code: String, message: String) -> AWSError {
    AWSError(kind, code: code, message: message)
}
