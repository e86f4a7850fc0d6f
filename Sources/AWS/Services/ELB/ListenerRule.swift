/// A listener of a load balancer, with what it does when no rule fits.
package struct Listener: Sendable, Equatable {
    /// The listener's ARN.
    package let arn: String
    /// The load balancer it belongs to.
    @Answered<Wire.Text> package var loadBalancerARN: String? = nil
    /// The port it listens on.
    @Answered<Wire.Number> package var port: Int? = nil
    /// `HTTP` or `HTTPS`, or one of a network load balancer's.
    @Answered<Wire.Text> package var `protocol`: String? = nil
    /// What it does with requests that no rule takes.
    @Answered<Wire.WholeList<ListenerAction>> package var defaultActions: [ListenerAction] = []

    /// Makes a listener that does nothing.
    package init(arn: String) {
        self.arn = arn
    }
}

/// A rule of a listener.
package struct ListenerRule: Sendable, Equatable {
    /// One condition of a rule.
    package struct Condition: Sendable, Equatable {
        /// What it looks at.
        package let field: ConditionField
        /// One of them must match; of a header `name: value`, of a query `key=value`.
        package let values: [String]
        /// Regular expressions, in the place of values; of a header `name: expression`.
        package let expressions: [String]

        /// Makes a condition.
        package init(field: ConditionField, values: [String], expressions: [String] = []) {
            self.field = field
            self.values = values
            self.expressions = expressions
        }

        /// The field in ELBv2's word, and all that may match: `path-pattern /a/* or /b`, `http-header X-Env: green`,
        /// `host-header matching ^api`.
        package var title: String {
            let all = values + expressions.map { "matching \($0)" }
            return all.isEmpty ? field.rawValue : "\(field.rawValue) \(all.joined(separator: " or "))"
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
}

extension ListenerRule: Decodable {
    private enum CodingKeys: String, CodingKey {
        case arn = "RuleArn"
        case priority = "Priority"
        case isDefault = "IsDefault"
        case conditions = "Conditions"
        case actions = "Actions"
    }

    /// Written by hand: the default rule has a word in the place of its priority, and not all endpoints mark it.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(arn: try fields.decode(String.self, forKey: .arn))
        let priority = try fields.answer(Wire.Text.self, .priority)
        isDefault = try fields.decodeIfPresent(Bool.self, forKey: .isDefault) ?? (priority == "default")
        self.priority = try fields.answer(Wire.Number.self, .priority)
        conditions = try fields.answer(Wire.WholeList<Condition>.self, .conditions)
        actions = try fields.answer(Wire.WholeList<ListenerAction>.self, .actions)
    }
}

extension ListenerRule.Condition: Decodable {
    private enum CodingKeys: String, CodingKey {
        case field = "Field"
        case values = "Values"
        case expressions = "RegexValues"
        case host = "HostHeaderConfig"
        case path = "PathPatternConfig"
        case header = "HttpHeaderConfig"
        case query = "QueryStringConfig"
        case source = "SourceIpConfig"
        case method = "HttpRequestMethodConfig"
    }

    /// Written by hand: AWS writes hosts and paths twice, in an old place and in a newer one, and each field's values in
    /// a shape of its own.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        var values = try fields.answer(Wire.WholeList<String>.self, .values)
        var expressions = try fields.answer(Wire.WholeList<String>.self, .expressions)
        for key in [CodingKeys.host, .path, .source, .method] {
            guard let part = try fields.answer(Wire.Part<Values>.self, key) else { continue }
            if values.isEmpty { values = part.values }
            if expressions.isEmpty { expressions = part.expressions }
        }
        if let header = try fields.answer(Wire.Part<Header>.self, .header) {
            values = header.values.map { "\(header.name ?? "?"): \($0)" }
            expressions = header.expressions.map { "\(header.name ?? "?"): \($0)" }
        }
        if let query = try fields.answer(Wire.Part<Query>.self, .query) {
            values = query.values.map { [$0.key, $0.value].compactMap(\.self).joined(separator: "=") }
        }
        self.init(
            field: try fields.answer(Wire.NeededWord<ConditionField>.self, .field), values: values,
            expressions: expressions)
    }

    private struct Values: Decodable {
        @Answered<Wire.WholeList<String>> var values: [String]
        @Answered<Wire.WholeList<String>> var expressions: [String]

        enum CodingKeys: String, CodingKey {
            case values = "Values"
            case expressions = "RegexValues"
        }
    }

    private struct Header: Decodable {
        @Answered<Wire.Text> var name: String?
        @Answered<Wire.WholeList<String>> var values: [String]
        @Answered<Wire.WholeList<String>> var expressions: [String]

        enum CodingKeys: String, CodingKey {
            case name = "HttpHeaderName"
            case values = "Values"
            case expressions = "RegexValues"
        }
    }

    private struct Query: Decodable {
        struct Pair: Decodable {
            @Answered<Wire.Text> var key: String?
            @Answered<Wire.Text> var value: String?

            enum CodingKeys: String, CodingKey {
                case key = "Key"
                case value = "Value"
            }
        }

        @Answered<Wire.WholeList<Pair>> var values: [Pair]

        enum CodingKeys: String, CodingKey {
            case values = "Values"
        }
    }
}
