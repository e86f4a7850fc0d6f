package import AWS

/// What a listener does with requests for a host: one rule that may take them, or its default action.
package struct HostRoute: Sendable, Equatable {
    package let listener: Listener
    /// `nil` for the default action, or where the rules could not be read.
    package let rule: ListenerRule?
    /// Whether it takes every request for the host that no earlier route took. Otherwise it takes only those that meet
    /// `conditions`.
    package let isWhole: Bool
    /// What the rule requires besides the host, in words.
    package let conditions: [String]

    /// The action that decides where the request goes. The actions before it only authenticate.
    package var action: ListenerAction? {
        let actions = rule?.actions ?? listener.defaultActions
        return actions.sorted { $0.order ?? 0 < $1.order ?? 0 }.last
    }

    /// The target groups that it forwards to, with their weights.
    package var targets: [ListenerAction.WeightedTarget] { action?.targets ?? [] }

    /// `HTTPS:443`.
    package var port: String {
        "\(listener.protocol ?? "?"):\(listener.port.map(String.init) ?? "?")"
    }

    /// `HTTPS:443 rule 10`, `HTTP:80 default action`.
    package var title: String {
        guard let rule, !rule.isDefault else { return "\(port) default action" }
        return "\(port) rule \(rule.priority.map(String.init) ?? rule.arn)"
    }

    /// Returns the routes of a listener that requests for a host may take, in the order in which they are tried. The
    /// last one takes all remaining requests.
    ///
    /// - Parameter rules: The listener's rules; `nil` if they could not be read.
    static func routes(of listener: Listener, rules: [ListenerRule]?, host: String) -> [HostRoute] {
        var routes: [HostRoute] = []
        let ordered = (rules ?? []).filter { !$0.isDefault }.sorted { $0.priority ?? .max < $1.priority ?? .max }
        for rule in ordered {
            guard let conditions = rule.conditions(beside: host) else { continue }
            let route = HostRoute(
                listener: listener, rule: rule, isWhole: conditions.isEmpty, conditions: conditions)
            routes.append(route)
            if route.isWhole { return routes }
        }
        return routes + [HostRoute(listener: listener, rule: nil, isWhole: true, conditions: [])]
    }
}

extension ListenerRule {
    /// What the rule requires besides the host, in words; `nil` when the rule does not match the host.
    fileprivate func conditions(beside host: String) -> [String]? {
        var rest: [String] = []
        for condition in conditions {
            switch condition.field {
            case .host where !condition.values.isEmpty:
                guard condition.values.contains(where: { HostPattern.matches($0, host) }) else { return nil }
            case .path where condition.values.contains { $0 == "*" || $0 == "/*" }:
                break
            default:
                // The host name alone does not decide conditions on header, query, source address or regular
                // expression.
                rest.append(condition.title)
            }
        }
        return rest
    }

    /// The hosts it names.
    var hosts: [String] { conditions.filter { $0.field == .host }.flatMap(\.values) }
}
