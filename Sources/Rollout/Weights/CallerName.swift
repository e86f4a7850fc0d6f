import AWS
import Model
import Synchronization

/// The identity of this process in AWS, once it is known.
final class CallerName: Sendable {
    private let arn = Mutex<String?>(nil)

    /// `as arn:aws:sts::111122223333:assumed-role/deploy/mika`; `nil` while it is unknown.
    var words: String? { arn.withLock { $0 }.map { "as \($0)" } }

    /// Requests it once. Without a response, the work continues without the name.
    func ask(_ context: ControllerContext) async {
        guard context.configuration.services.contains(where: { $0.split != nil }) else { return }
        let identity = try? await STS(context.sender).getCallerIdentity(deadline: .now + context.times.reading)
        if let identity { arn.withLock { $0 = identity.arn } }
    }
}
