import AWS
import Model
import Synchronization

/// The identity of this process in AWS, once it is known.
final class CallerName: Sendable {
    private enum State {
        case unasked, asked
        case answered(STS.CallerIdentity?)
    }

    private let state = Mutex(State.unasked)

    private var identity: STS.CallerIdentity? {
        if case .answered(let identity) = state.withLock({ $0 }) { identity } else { nil }
    }

    /// `as arn:aws:sts::111122223333:assumed-role/deploy/mika`; `nil` while it is unknown.
    var words: String? { identity.map { "as \($0.arn)" } }

    /// The account's twelve digits; `nil` while they are unknown.
    var account: String? { identity?.account }

    /// ``ask(_:)`` is about to be called.
    func expect() { state.withLock { $0 = .asked } }

    /// Requests it once. Without a response, the work continues without the name.
    func ask(_ context: ControllerContext) async {
        var identity: STS.CallerIdentity?
        if context.configuration.services.contains(where: { $0.split != nil }) {
            identity = try? await STS(context.sender).getCallerIdentity(deadline: .now + context.times.reading)
        }
        state.withLock { [identity] in $0 = .answered(identity) }
    }

    /// Waits for the response to a request that was sent, at most so long.
    func answered(within patience: Duration) async {
        let end = ContinuousClock.now + patience
        while case .asked = state.withLock({ $0 }), ContinuousClock.now < end, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(10))
        }
    }
}
