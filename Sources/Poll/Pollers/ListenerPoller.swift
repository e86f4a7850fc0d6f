package import AWS
package import Model

/// Reads the weighted forwards of all services that a load balancer splits: one call for all default actions, one for
/// all rules that are named by ARN, and one for each listener whose rules are named by priority.
package struct ListenerPoller: SourcePoller {
    package let source = Source.listeners
    private let sender: any RequestSender
    private let splits: [(service: String, owner: ActionOwner, reader: ForwardReader)]

    /// The listener or rule that has the action.
    enum ActionOwner: Hashable {
        case listener(String)
        case rule(String)
        case priority(listener: String, Int)
    }

    package init(configuration: Configuration, sender: any RequestSender) {
        self.sender = sender
        splits = configuration.services.compactMap { service in
            guard case .alb(let listener, let rule, let old, let new) = service.split else { return nil }
            return (service.name, Self.owner(listener, rule), ForwardReader(old: old, new: new))
        }
    }

    static func owner(_ listener: String, _ rule: String?) -> ActionOwner {
        guard let rule, rule != "default" else { return .listener(listener) }
        return Int(rule).map { .priority(listener: listener, $0) } ?? .rule(rule)
    }

    package func poll(_ context: PollContext, deadline: ContinuousClock.Instant) async -> PollResult {
        var answer = PollResult()
        var actions: [ActionOwner: [ListenerAction]] = [:]
        await askListeners(deadline, &actions, &answer)
        await askRules(deadline, &actions, &answer)
        await askPriorities(deadline, &actions, &answer)
        for (service, owner, reader) in splits {
            guard let found = actions[owner] else { continue }
            answer.shares[service] = reader.reading(of: found)
            answer.answered = true
        }
        return answer
    }

    private func askListeners(
        _ deadline: ContinuousClock.Instant, _ actions: inout [ActionOwner: [ListenerAction]],
        _ answer: inout PollResult
    ) async {
        let arns = splits.compactMap { split in if case .listener(let arn) = split.owner { arn } else { nil } }
        guard !arns.isEmpty else { return }
        do throws(AWSError) {
            let found = try await sender.elasticLoadBalancing.listeners(arns: arns, deadline: deadline)
            for listener in found.values { actions[.listener(listener.arn)] = listener.defaultActions }
            for odd in found.odd { answer.add(problem: "listener \(odd.sentence)") }
            for arn in found.missing { answer.add(problem: "listener \(arn) does not exist; check the configuration") }
        } catch {
            answer.add(problem: error.sentence)
        }
    }

    private func askRules(
        _ deadline: ContinuousClock.Instant, _ actions: inout [ActionOwner: [ListenerAction]],
        _ answer: inout PollResult
    ) async {
        let arns = splits.compactMap { split in if case .rule(let arn) = split.owner { arn } else { nil } }
        guard !arns.isEmpty else { return }
        do throws(AWSError) {
            let found = try await sender.elasticLoadBalancing.rules(arns: arns, deadline: deadline)
            for rule in found.values { actions[.rule(rule.arn)] = rule.actions }
            for odd in found.odd { answer.add(problem: "rule \(odd.sentence)") }
            for arn in found.missing { answer.add(problem: "rule \(arn) does not exist; check the configuration") }
        } catch {
            answer.add(problem: error.sentence)
        }
    }

    private func askPriorities(
        _ deadline: ContinuousClock.Instant, _ actions: inout [ActionOwner: [ListenerAction]],
        _ answer: inout PollResult
    ) async {
        let wanted = splits.compactMap { split -> (String, Int)? in
            if case .priority(let listener, let priority) = split.owner { (listener, priority) } else { nil }
        }
        for listener in wanted.map(\.0).withoutRepeats() {
            do throws(AWSError) {
                let rules = try await sender.elasticLoadBalancing.rules(listenerARN: listener, deadline: deadline)
                for (arn, priority) in wanted where arn == listener {
                    if let rule = rules.first(where: { $0.priority == priority }) {
                        actions[.priority(listener: listener, priority)] = rule.actions
                    } else {
                        answer.add(
                            problem: "listener \(listener) has no rule with priority \(priority)\(rules.present)")
                    }
                }
            } catch {
                answer.add(problem: error.sentence)
            }
        }
    }
}
