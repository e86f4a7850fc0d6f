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
        let finding = told(route("HTTP", 80, to: "old", "new"), route("HTTPS", 443, to: "old"))
        #expect(finding.problems.count == 1, "\(finding.problems)")
        #expect(
            finding.problems.first?.hasPrefix(
                "HTTPS:443 default action sends all its requests to targetgroup/old/0a, which the weights of "
                    + "HTTP:80 default action do not move") == true, "\(finding.problems)")
        #expect(throws: DraftRefusal.self) { try finding.draft(Hints(old: "targetgroup/old/0a")) }
    }

    @Test func `so is plain HTTP that goes whole to one side beside HTTPS that splits; a redirect is not`() {
        #expect(told(route("HTTPS", 443, to: "old", "new"), route("HTTP", 80, to: "old")).problems.count == 1)
        let redirected = told(route("HTTPS", 443, to: "old", "new"), route("HTTP", 80))
        #expect(redirected.problems.isEmpty && redirected.remarks.isEmpty)
    }

    @Test(arguments: [("HTTPS", 443, "HTTPS", 8443), ("HTTP", 80, "HTTPS", 8443), ("HTTP", 80, "HTTP", 8081)])
    func `a listener for tests is said and hinders nothing`(
        _ scheme: String, _ port: Int, _ other: String, _ number: Int
    ) {
        let finding = told(route(scheme, port, to: "old", "new"), route(other, number, to: "new"))
        #expect(finding.problems.isEmpty)
        #expect(
            finding.remarks.contains { $0.hasPrefix("\(other):\(number) default action sends all") },
            "\(finding.remarks)")
    }

    @Test func `the split of a listener for tests is not taken for the clients'`() {
        let split = told(route("HTTP", 80, to: "old", "new"), route("HTTPS", 8443, to: "blue", "green"))
        #expect(
            split.place
                == .forward(
                    listener: "\(Self.place):listener/app/api/0b/80", rule: nil, title: "HTTP:80 default action"))
        #expect(split.ways.map(\.name) == ["targetgroup/old/0a", "targetgroup/new/0a"])
        #expect(split.remarks.contains { $0.hasPrefix("HTTPS:8443 default action forwards by weights of its own") })
        let whole = told(route("HTTPS", 443, to: "old"), route("HTTPS", 8443, to: "old", "new"))
        #expect(whole.place == nil && whole.problems.count == 1, "\(whole.problems)")
        #expect(whole.remarks.contains { $0.contains("which move no client") })
    }

    @Test func `where no usual port forwards, the others are the clients'`() {
        let finding = told(route("HTTP", 80), route("HTTPS", 8443, to: "old", "new"))
        #expect(finding.place != nil && finding.problems.isEmpty)
    }

    /// The listener on 8081 is ECS's for the tests of a blue/green deployment.
    @Test func `a side of records is what its clients' ports lead to`() throws {
        let balancer = LoadBalancer(arn: "\(Self.place):loadbalancer/app/api/0b", name: "api")
        let found = BalancerFinding(
            balancer: balancer, region: "eu-west-1",
            routes: [
                route("HTTP", 80), route("HTTPS", 443, to: "blue"), route("HTTP", 8081, to: "green"),
            ], anyGroups: [])
        let blue = "\(Self.place):targetgroup/blue/0a"
        #expect(found.mainGroups == [blue] && found.watchedGroups == [blue])
        let dns = try #require(BalancerDNS("api-1.eu-west-1.elb.amazonaws.com"))
        var record = RecordSet(name: "api.example.com", type: "A")
        (record.setIdentifier, record.weight) = ("ecs", 10)
        let path = NamePath(
            name: RecordName("api.example.com"), zone: HostedZone(id: "Z1", name: "example.com"),
            branches: [.init(record: record, lead: .balancer(dns))])
        var finding = ServiceFinding(name: "api")
        RecordSplit(path, balancers: [dns: found]).tell(&finding)
        #expect(
            finding.remarks == [
                "HTTP:8081 default action of app/api/0b leads to targetgroup/green/0a, which is not watched; the ports "
                    + "that clients use, 80 and 443, decide"
            ], "\(finding.remarks)")
    }
}
