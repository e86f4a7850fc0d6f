import AWS
import Model

/// A listener's default action or one of its rules as read: the place of a weighted split.
struct OwnedActions {
    var listener: String
    var rule: ListenerRule?
    var actions: [ListenerAction]
}

extension ListenerPoller.ActionOwner {
    /// The action of this listener or rule; `nil` when there is none.
    func action(
        _ sender: any RequestSender, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> OwnedActions? {
        let balancing = sender.elasticLoadBalancing
        switch self {
        case .listener(let arn):
            let found = try await balancing.listeners(arns: [arn], deadline: deadline).values.first
            return found.map { OwnedActions(listener: arn, actions: $0.defaultActions) }
        case .rule(let arn):
            let found = try await balancing.rules(arns: [arn], deadline: deadline).values.first
            return found.map { OwnedActions(listener: arn, rule: $0, actions: $0.actions) }
        case .priority(let listener, let priority):
            let found = try await balancing.rules(listenerARN: listener, deadline: deadline)
                .first { $0.priority == priority }
            return found.map { OwnedActions(listener: listener, rule: $0, actions: $0.actions) }
        }
    }
}

extension [ListenerRule] {
    /// The priorities that are there, behind a sentence that misses one.
    var present: String { PresentNames.words(map { $0.priority.map(String.init) ?? "default" }) }
}
