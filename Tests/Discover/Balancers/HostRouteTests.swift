import AWS
import Model
import Testing

@testable import Discover

@Suite("The rules that a host meets")
struct HostRouteTests {
    private func rule(_ priority: Int, _ conditions: [(ConditionField, [String])], to group: String) -> ListenerRule {
        var rule = ListenerRule(arn: "rule-\(priority)")
        rule.priority = priority
        rule.conditions = conditions.map { ListenerRule.Condition(field: $0.0, values: $0.1) }
        var action = ListenerAction(.forward)
        action.targets = [ListenerAction.WeightedTarget(targetGroupARN: group, weight: 1)]
        rule.actions = [action]
        return rule
    }

    private var listener: Listener {
        var listener = Listener(arn: "listener")
        var action = ListenerAction(.forward)
        action.targets = [ListenerAction.WeightedTarget(targetGroupARN: "default", weight: 1)]
        listener.defaultActions = [action]
        (listener.port, listener.protocol) = (443, "HTTPS")
        return listener
    }

    private func groups(_ rules: [ListenerRule]?, host: String = "api.example.com") -> [String] {
        HostRoute.routes(of: listener, rules: rules, host: host).flatMap(\.targets).map(\.targetGroupARN)
    }

    @Test func `the first rule for the host alone ends the list, whatever the order in which AWS gives them`() {
        let rules = [
            rule(30, [("host-header", ["*"])], to: "late"),
            rule(20, [("host-header", ["web.example.com", "api.example.com"])], to: "mine"),
            rule(10, [("host-header", ["web.example.com"])], to: "other"),
        ]
        #expect(groups(rules) == ["mine"])
        #expect(groups(rules, host: "shop.example.net") == ["late"])
    }

    @Test func `a rule with more conditions takes a part, and what is left goes on`() {
        let rules = [
            rule(1, [("path-pattern", ["/img/*"])], to: "images"),
            rule(2, [("host-header", ["api.example.com"]), ("http-header", [])], to: "beta"),
        ]
        let routes = HostRoute.routes(of: listener, rules: rules, host: "api.example.com")
        #expect(routes.map(\.isWhole) == [false, false, true])
        #expect(routes[0].conditions == ["path-pattern /img/*"] && routes[1].conditions == ["http-header"])
        #expect(routes.map(\.title) == ["HTTPS:443 rule 1", "HTTPS:443 rule 2", "HTTPS:443 default action"])
        #expect(groups(rules) == ["images", "beta", "default"])
    }

    @Test func `each condition is printed with its values`() {
        var regular = rule(3, [], to: "regular")
        regular.conditions = [.init(field: "host-header", values: [], expressions: ["^api[0-9]+"])]
        let rules = [
            rule(1, [("http-header", ["X-Env: green", "X-Env: blue"]), ("source-ip", ["10.0.0.0/8"])], to: "a"),
            rule(2, [("query-string", ["v=2"]), ("http-request-method", ["POST"])], to: "b"), regular,
        ]
        let routes = HostRoute.routes(of: listener, rules: rules, host: "api.example.com")
        #expect(
            routes.map(\.conditions) == [
                ["http-header X-Env: green or X-Env: blue", "source-ip 10.0.0.0/8"],
                ["query-string v=2", "http-request-method POST"], ["host-header matching ^api[0-9]+"], [],
            ])
    }

    @Test func `a path pattern for every path is no condition`() {
        #expect(groups([rule(1, [("host-header", ["api.*"]), ("path-pattern", ["/*"])], to: "mine")]) == ["mine"])
    }

    @Test func `a host condition that is not spelt out, such as a regular expression, cannot be ruled out`() {
        #expect(groups([rule(1, [("host-header", [])], to: "perhaps")]) == ["perhaps", "default"])
    }

    @Test func `without rules there is the default action`() {
        #expect(groups([]) == ["default"] && groups(nil) == ["default"])
    }
}
