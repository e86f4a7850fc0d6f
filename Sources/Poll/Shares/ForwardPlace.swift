import AWS

/// A listener's default action or one of its rules, as it was read: the routing that a split by weights stands in.
struct PlacedActions {
    var listener: String
    var rule: ListenerRule?
    var actions: [ListenerAction]
}

extension ListenerPoller.Place {
    /// What stands at this one place; nil when there is no such listener or rule.
    func action(
        _ sender: any RequestSender, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> PlacedActions? {
        let balancing = sender.elasticLoadBalancing
        switch self {
        case .listener(let arn):
            let found = try await balancing.listeners(arns: [arn], deadline: deadline).values.first
            return found.map { PlacedActions(listener: arn, actions: $0.defaultActions) }
        case .rule(let arn):
            let found = try await balancing.rules(arns: [arn], deadline: deadline).values.first
            return found.map { PlacedActions(listener: arn, rule: $0, actions: $0.actions) }
        case .priority(let listener, let priority):
            let found = try await balancing.rules(listenerARN: listener, deadline: deadline)
                .first { $0.priority == priority }
            return found.map { PlacedActions(listener: listener, rule: $0, actions: $0.actions) }
        }
    }
}
