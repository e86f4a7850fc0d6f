/// A listener of a load balancer, with what it does when no rule fits.
package struct Listener: Sendable, Equatable {
    /// The listener's ARN.
    package let arn: String
    /// The load balancer it belongs to.
    package var loadBalancerARN: String?
    /// The port it listens on.
    package var port: Int?
    /// `HTTP` or `HTTPS`, or one of a network load balancer's.
    package var `protocol`: String?
    /// What it does with requests that no rule takes.
    package var defaultActions: [ListenerAction] = []

    /// Makes a listener that does nothing.
    package init(arn: String) {
        self.arn = arn
    }
}

/// A rule of a listener.
package struct ListenerRule: Sendable, Equatable {
    /// One condition of a rule.
    package struct Condition: Sendable, Equatable {
        /// `host-header`, `path-pattern`, `http-header`, …
        package let field: String
        /// What it must match, for hosts and paths; empty for other fields.
        package let values: [String]

        /// Makes a condition.
        package init(field: String, values: [String]) {
            self.field = field
            self.values = values
        }
    }

    /// The rule's ARN.
    package let arn: String
    /// Nil for the listener's default rule.
    package var priority: Int?
    /// Whether it takes what no other rule takes.
    package var isDefault = false
    /// All of them must hold.
    package var conditions: [Condition] = []
    /// What it does, in order.
    package var actions: [ListenerAction] = []

    /// Makes a rule that does nothing.
    package init(arn: String) {
        self.arn = arn
    }
}

extension Listener: Decodable {
    private enum CodingKeys: String, CodingKey {
        case arn = "ListenerArn"
        case loadBalancerARN = "LoadBalancerArn"
        case port = "Port"
        case `protocol` = "Protocol"
        case defaultActions = "DefaultActions"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(arn: try fields.decode(String.self, forKey: .arn))
        loadBalancerARN = try fields.text(.loadBalancerARN)
        port = try fields.number(.port)
        `protocol` = try fields.text(.protocol)
        defaultActions = try fields.list(of: ListenerAction.self, .defaultActions)
    }
}

extension ListenerRule: Decodable {
    private enum CodingKeys: String, CodingKey {
        case arn = "RuleArn"
        case priority = "Priority"
        case isDefault = "IsDefault"
        case conditions = "Conditions"
        case actions = "Actions"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(arn: try fields.decode(String.self, forKey: .arn))
        let priority = try fields.text(.priority)
        isDefault = try fields.decodeIfPresent(Bool.self, forKey: .isDefault) ?? (priority == "default")
        self.priority = priority == "default" ? nil : try fields.number(.priority)
        conditions = try fields.list(of: Condition.self, .conditions)
        actions = try fields.list(of: ListenerAction.self, .actions)
    }
}

extension ListenerRule.Condition: Decodable {
    private enum CodingKeys: String, CodingKey {
        case field = "Field"
        case values = "Values"
        case hostHeader = "HostHeaderConfig"
        case pathPattern = "PathPatternConfig"
    }

    private enum ConfigKeys: String, CodingKey {
        case values = "Values"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        // AWS writes hosts and paths twice, in an old place and in a newer one; some endpoints write only the newer.
        var values = try fields.list(of: String.self, .values)
        for key in [CodingKeys.hostHeader, .pathPattern] where values.isEmpty && fields.contains(key) {
            values = try fields.nestedContainer(keyedBy: ConfigKeys.self, forKey: key).list(of: String.self, .values)
        }
        self.init(field: try fields.decode(String.self, forKey: .field), values: values)
    }
}
