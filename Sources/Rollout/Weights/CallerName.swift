import AWS
import Model
import Synchronization

/// Who AWS takes this process for, once it has said so.
final class CallerName: Sendable {
    private let arn = Mutex<String?>(nil)

    /// `as arn:aws:sts::111122223333:assumed-role/deploy/mika`; `nil` while nobody knows.
    var words: String? { arn.withLock { $0 }.map { "as \($0)" } }

    /// Asks once; without an answer things go on without the name.
    func ask(_ means: ControllerContext) async {
        guard means.configuration.services.contains(where: { $0.split != nil }) else { return }
        let identity = try? await STS(means.sender).getCallerIdentity(deadline: .now + means.times.reading)
        if let identity { arn.withLock { $0 = identity.arn } }
    }
}
