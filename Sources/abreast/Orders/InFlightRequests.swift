import AWS
import Dispatch
import Synchronization

/// What AWS was asked and has not answered yet, by all senders of one command.
///
/// A command without a screen would else be silent for as long as one API hangs; and that API would use up the time of all
/// the others.
final class InFlightRequests: Sendable {
    /// Seconds that one question gets.
    private let patience: Int
    private let actions = Mutex<[String: Int]>([:])

    /// Seconds after which a person begins to wonder, and wonders again.
    private static let wonder = 5

    /// - Parameter patience: Enough, if nothing is said, for a throttled question to be asked again as often as it may.
    init(patience: Int = 20) { self.patience = patience }

    /// The same sender, whose questions are counted while they are open and given up in their own time.
    func timed(_ sender: any RequestSender) -> any RequestSender { TimedSender(sender: sender, questions: self) }

    /// Runs `body` to its end, and says on stderr every few seconds what it waits for.
    func waited<Value: Sendable>(for body: @escaping @Sendable () async throws -> Value) throws -> Value {
        let teller = DispatchSource.makeTimerSource(queue: .global())
        teller.setEventHandler { self.words.map(say) }
        teller.schedule(deadline: .now() + .seconds(Self.wonder), repeating: .seconds(Self.wonder))
        teller.activate()
        defer { teller.cancel() }
        return try waiting(for: body)
    }

    /// `nil` when nothing is open: then something else takes the time, or it is over.
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
    }
}
