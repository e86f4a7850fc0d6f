import AWS
import Fixtures
import Foundation
import Model
import Store
import Testing

@testable import Poll

/// A service whose tasks end as soon as they have begun: ECS lists all of the last hour.
@Suite("A thousand stopped tasks")
struct ManyStoppedTasksTests {
    private static let count = 1_200

    private static func task(_ index: Int) -> String {
        let isKilled = index % 12 == 0
        let reason =
            isKilled ? "OutOfMemoryError: Container killed due to memory usage" : "Essential container in task exited"
        return """
            {"taskArn":"arn:task/\(index)","lastStatus":"STOPPED","desiredStatus":"STOPPED","stoppedReason":"\(reason)",\
            "stopCode":"EssentialContainerExited","stoppedAt":\(1_784_700_000 - index * 3),"containers":[]}
            """
    }

    private static func page(_ body: [String: Any]) -> String {
        guard body["desiredStatus"] as? String == "STOPPED" else { return "{\"taskArns\":[]}" }
        let start = (body["nextToken"] as? String).flatMap { Int($0) } ?? 0
        let arns = (start..<min(start + 100, count)).map { "\"arn:task/\($0)\"" }.joined(separator: ",")
        return "{\"taskArns\":[\(arns)]\(start + 100 < count ? ",\"nextToken\":\"\(start + 100)\"" : "")}"
    }

    private let sender = ScriptedSender { request in
        let body = (try? JSONSerialization.jsonObject(with: Data(request.body))) as? [String: Any] ?? [:]
        switch request.operation {
        case "DescribeServices":
            return """
                {"services":[{"serviceArn":"arn:s","serviceName":"api","status":"ACTIVE","desiredCount":2,"runningCount":0,\
                "pendingCount":2,"deployments":[],"events":[]}],"failures":[]}
                """
        case "ListTasks": return page(body)
        default:
            let indices = (body["tasks"] as? [String] ?? []).compactMap { Int($0.dropFirst("arn:task/".count)) }
            return "{\"tasks\":[\(indices.map(task).joined(separator: ","))],\"failures\":[]}"
        }
    }

    @Test func `are listed once a minute and told in few lines`() async throws {
        let service = ServiceConfiguration(
            name: "api", old: SideConfiguration(autoScalingGroup: "api-asg"),
            new: SideConfiguration(ecs: ECSConfiguration(cluster: "prod", service: "api")))
        let poller = ECSPoller(
            configuration: Configuration(migration: "m", region: "eu-west-1", services: [service]), sender: sender)
        var events: [Event] = []
        for round in 0..<6 {
            let now = Moment(seconds: 1_784_700_010 + Double(round) * 10)
            events += await poller.poll(PollContext(now: now), deadline: .now + .seconds(10)).events
        }
        let calls = Dictionary(grouping: sender.operations) { $0 }.mapValues(\.count)
        #expect(calls["ListTasks"] == 6 + 12 && calls["DescribeTasks"] == 12, "\(calls)")
        let stops = events.filter { $0.kind == .taskStopped }
        #expect(stops.count == Event.mostStopsAtOnce + 1)
        let sum = try #require(stops.first)
        #expect(
            sum.reason
                == "1180 tasks within 58 min: 1082 × Essential container in task exited; 98 × OutOfMemoryError: Container "
                + "killed due to memory usage", "\(sum.reason)")
        #expect(sum.evidence == "1180 tasks, 1199 to 20" && stops.dropFirst().map(\.evidence).contains("0"))
        // A minute later they are listed again, and nothing of them is told twice.
        let later = await poller.poll(
            PollContext(now: Moment(seconds: 1_784_700_071)), deadline: .now + .seconds(10))
        #expect(later.events.isEmpty && sender.operations.count { $0 == "ListTasks" } == 6 + 12 + 1 + 12)
    }
}
