import AWS
import Dispatch
import Synchronization

/// The unanswered requests to AWS of all senders of one command.
///
/// Without it, a command without a screen would print nothing as long as one API does not respond. That API would also
/// use up the time for all the others.
final class InFlightRequests: Sendable {
    /// The time limit of one request in seconds.
    private let patience: Int
    private let actions = Mutex<[String: Int]>([:])

    /// Seconds after which a message says what it waits for, and again.
    private static let wonder = 5

    /// - Parameter patience: In seconds. The default suffices for all retries of a throttled request.
    init(patience: Int = 20) { self.patience = patience }

    /// The same sender with counting of unanswered requests and a time limit for each.
    func timed(_ sender: any RequestSender) -> any RequestSender { TimedSender(sender: sender, questions: self) }

    /// Runs `body` to its end. Every few seconds prints on stderr what it waits for.
    func waited<Value: Sendable>(for body: @escaping @Sendable () async throws -> Value) throws -> Value {
        let teller = DispatchSource.makeTimerSource(queue: .global())
        teller.setEventHandler { self.words.map(say) }
        teller.schedule(deadline: .now() + .seconds(Self.wonder), repeating: .seconds(Self.wonder))
        teller.activate()
        defer { teller.cancel() }
        return try waiting(for: body)
    }

    /// `nil` when no request is unanswered: then something else takes the time, or it has ended.
    var words: String? {
        let open = actions.withLock { $0.keys.sorted() }
        guard !open.isEmpty else { return nil }
        return "no answer yet from \(open.joined(separator: ", ")); each question is given up after \(patience) s"
    }

    private struct TimedSender: RequestSender {
        let sender: any RequestSender
        let questions: InFlightRequests

        func send(
            _ request: AWSRequest, deadline: ContinuousClock.Instant
        ) async throws(AWSError) -> AWSResponse {
            questions.actions.withLock { $0[request.action, default: 0] += 1 }
            defer {
                questions.actions.withLock { actions in
                    let left = (actions[request.action] ?? 1) - 1
                    actions[request.action] = left > 0 ? left : nil
                }
            }
            return try await sender.send(request, deadline: min(deadline, .now + .seconds(questions.patience)))
        }

        func prepare(
            _ request: AWSRequest, deadline: ContinuousClock.Instant
        ) async throws(AWSError) -> any PreparedRequest {
            try await sender.prepare(request, deadline: deadline)
        }
    }
}
