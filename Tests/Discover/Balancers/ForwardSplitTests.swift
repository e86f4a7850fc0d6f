import AWS
import Testing

@testable import Discover

@Suite("The split of a load balancer's forwards")
struct ForwardSplitTests {
    private static let place = "arn:aws:elasticloadbalancing:eu-west-1:123456789012"

    /// A listener's default action, to target groups of these names with equal weights.
    private func route(_ scheme: String, _ port: Int, to names: String...) -> HostRoute {
        var listener = Listener(arn: "\(Self.place):listener/app/api/0b/\(port)")
        (listener.protocol, listener.port) = (scheme, port)
        var action = ListenerAction(names.isEmpty ? .redirect : .forward)
        action.targets = names.map {
            ListenerAction.WeightedTarget(targetGroupARN: "\(Self.place):targetgroup/\($0)/0a", weight: 1)
        }
        listener.defaultActions = [action]
        return HostRoute(listener: listener, rule: nil, isWhole: true, conditions: [])
    }

    private func told(_ routes: HostRoute...) -> ServiceFinding {
        let balancer = LoadBalancer(arn: "\(Self.place):loadbalancer/app/api/0b", name: "api")
        var finding = ServiceFinding(name: "api")
        ForwardSplit([BalancerFinding(balancer: balancer, region: "eu-west-1", routes: routes, anyGroups: [])])
            .tell(&finding)
        return finding
    }

    @Test func `HTTPS that goes whole to one side is a problem, not a reason to take HTTP's split`() {
        for port in [443, 8443] {
            let finding = told(route("HTTP", 80, to: "old", "new"), route("HTTPS", port, to: "old"))
            #expect(finding.problems.count == 1, "\(finding.problems)")
            #expect(
                finding.problems.first?.hasPrefix(
                    "HTTPS:\(port) default action sends all its requests to targetgroup/old/0a, which the weights of "
                        + "HTTP:80 default action do not move") == true, "\(finding.problems)")
            #expect(throws: DraftRefusal.self) { try finding.draft(Hints(old: "targetgroup/old/0a")) }
        }
    }

    @Test func `so is plain HTTP that goes whole to one side beside HTTPS that splits; a redirect is not`() {
        #expect(told(route("HTTPS", 443, to: "old", "new"), route("HTTP", 80, to: "old")).problems.count == 1)
        let redirected = told(route("HTTPS", 443, to: "old", "new"), route("HTTP", 80))
        #expect(redirected.problems.isEmpty && redirected.remarks.isEmpty)
    }

    @Test func `a port of another number, such as one for tests, is said and hinders nothing`() {
        let finding = told(route("HTTPS", 443, to: "old", "new"), route("HTTPS", 8443, to: "new"))
        #expect(finding.problems.isEmpty)
        #expect(finding.remarks.contains { $0.hasPrefix("HTTPS:8443 default action sends all") })
    }
}
