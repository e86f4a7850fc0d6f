import AWS
import Fixtures
import Model
import Testing

@testable import Discover

@Suite("The search for an ECS service")
struct ECSSearchTests {
    private static let group = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/amber/0a1b"

    /// Five clusters of a hundred services each; in `c3` one task has the address, and its service names the target group.
    private static func answer(_ request: AWSRequest) -> String {
        let arn = "arn:aws:ecs:eu-west-1:123456789012"
        switch request.operation {
        case "ListClusters":
            return #"{"clusterArns": [\#((1...5).map { "\"\(arn):cluster/c\($0)\"" }.joined(separator: ","))]}"#
        case "DescribeClusters":
            let clusters = (1...5).map {
                #"{"clusterArn": "\#(arn):cluster/c\#($0)", "clusterName": "c\#($0)", "activeServicesCount": 100, "#
                    + #""runningTasksCount": 60}"#
            }
            return #"{"clusters": [\#(clusters.joined(separator: ","))], "failures": []}"#
        case "ListTasks": return #"{"taskArns": ["\#(arn):task/x/1"]}"#
        case "DescribeTasks":
            let address = request.mentions("cluster/c3") ? "10.0.0.7" : "10.0.0.8"
            return #"""
                {"tasks": [{"taskArn": "\#(arn):task/x/1", "group": "service:zebra", "attachments": [
                    {"details": [{"name": "privateIPv4Address", "value": "\#(address)"}]}]}]}
                """#
        case "DescribeServices":
            let names = request.mentions("cluster/c3") && request.mentions("zebra")
            return names
                ? #"""
                {"services": [{"serviceArn": "\#(arn):service/c3/zebra", "serviceName": "zebra", "clusterArn":
                    "\#(arn):cluster/c3", "desiredCount": 1, "runningCount": 1, "pendingCount": 0, "loadBalancers":
                    [{"targetGroupArn": "\#(group)"}]}]}
                """# : #"{"services": []}"#
        case "ListServices":
            return #"{"serviceArns": [\#((1...100).map { "\"\(arn):service/c/s\($0)\"" }.joined(separator: ","))]}"#
        default: return ""
        }
    }

    private func search(
        addresses: [String], hints: Hints = Hints(), denying denied: String = ""
    ) async throws -> (found: [String: [FleetFinding]], doubts: [String], asked: [String]) {
        let sender = ScriptedSender { Self.answer($0) }
        let walk = Walk(region: "eu-west-1", hints: hints, deadline: .now + .seconds(5)) { _ throws(AWSError) in
            DenyingSender(sender: sender, denied: [denied])
        }
        let wanted = GroupFinding(
            group: TargetGroup(arn: Self.group, name: "amber"), region: "eu-west-1",
            targets: addresses.map { TargetHealth(id: $0, state: "healthy") })
        var search = ECSSearch(walk: walk, region: "eu-west-1", words: ["api.example.com"], wanted: [wanted])
        return (try await search.find(), search.doubts, sender.actions)
    }

    @Test func `among hundreds of services the task behind a target's address names the one`() async throws {
        let (found, doubts, asked) = try await search(addresses: ["10.0.0.7"])
        #expect(found[Self.group]?.map(\.title) == ["ECS service c3/zebra"] && doubts.isEmpty)
        #expect(!asked.contains("ecs:ListServices") && asked.count == 9, "\(asked)")
    }

    @Test func `what can't be looked at with the calls there are is counted, and said how to name`() async throws {
        let (found, doubts, asked) = try await search(addresses: ["10.9.9.9"])
        #expect(found.isEmpty && asked.count <= 22, "\(asked)")
        #expect(doubts.count == 1 && doubts[0].contains("ECS services in eu-west-1 were looked at"), "\(doubts)")
        #expect(doubts[0].contains("--ecs CLUSTER/SERVICE"))
    }

    @Test(arguments: ["ecs:DescribeServices", "ecs:ListServices"])
    func `services that may not be described or listed are not taken for looked at`(_ action: String) async throws {
        let (found, doubts, _) = try await search(addresses: [], denying: action)
        #expect(found.isEmpty && doubts.count == 1 && doubts[0].contains("without \(action)"), "\(doubts)")
    }

    @Test func `a service that the person names is looked at first, and nothing else then`() async throws {
        let hints = Hints(
            ecs: ECSConfiguration(cluster: "arn:aws:ecs:eu-west-1:123456789012:cluster/c3", service: "zebra"))
        let (found, _, asked) = try await search(addresses: [], hints: hints)
        #expect(found[Self.group]?.count == 1 && asked == ["ecs:DescribeServices"])
    }
}
