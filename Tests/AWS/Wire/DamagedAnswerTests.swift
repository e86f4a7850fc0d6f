import Fixtures
import Model
import Testing

@testable import AWS

@Suite("Answers that were damaged on the way")
struct DamagedAnswerTests {
    private static let rounds = 10_000

    /// What ended the program: a byte that is no UTF-8 in an element's name, weights of 2^63-1, counts below zero, and a
    /// deployment of 10^9 tasks.
    @Test func `ten thousand of them end nothing, and none brings a number beyond its bounds`() async {
        let seeds = (0..<4).map { UInt64($0) }
        let told = await concurrently(seeds) { seed in
            var mutation = AnswerMutation(seed: seed)
            var read = 0
            for _ in 0..<Self.rounds / seeds.count {
                let recorded = mutation.pick()
                let bytes = mutation.damaged(recorded.body)
                if await Self.isRead(recorded.operation, bytes) { read += 1 }
                _ = Self.error(bytes)
            }
            return read
        }
        // Were nearly all refused, or none, this would test little.
        let read = told.reduce(0, +)
        #expect(Self.rounds / 10...Self.rounds * 9 / 10 ~= read, "\(read) of \(Self.rounds) were read")
    }

    @Test func `undamaged, each is read`() async {
        for recorded in RecordedAnswer.all {
            #expect(await Self.isRead(recorded.operation, Array(recorded.body.utf8)), "\(recorded.operation)")
        }
    }

    /// The same bytes as the body of a refusal.
    private static func error(_ bytes: [UInt8]) -> AWSError {
        AWSError(
            Connections.Answer(status: 400, headers: [], body: bytes),
            to: AWSRequest.get(.route53, "GetChange", path: "/", resource: "C1"), now: Moment(milliseconds: 0),
            credentials: nil, mask: SecretMask())
    }

    /// Reads the bytes as the answer of an operation; false when they are refused.
    private static func isRead(_ operation: String, _ bytes: [UInt8]) async -> Bool {
        let sender = BytesSender { _ throws(AWSError) in bytes }
        do throws(AWSError) {
            switch operation {
            case "GetMetricData", "DescribeServices", "DescribeTasks", "DescribeTaskDefinition", "ListTasks",
                "GetQueueAttributes":
                try await readJSON(operation, sender)
            default: try await readXML(operation, sender)
            }
            return true
        } catch {
            #expect(error.kind == .malformed, "\(operation): \(error)")
            return false
        }
    }

    private static let count = 0...1_000_000

    private static func readJSON(_ operation: String, _ sender: BytesSender) async throws(AWSError) {
        switch operation {
        case "GetMetricData":
            let query = MetricQuery(id: "q", namespace: "N", metric: "M", dimensions: [], stat: "Sum")
            let start = Moment(seconds: 1_795_409_400)
            let data = try await sender.cloudWatch.metricData(
                queries: [query], start: start, end: start + 60, deadline: soon)
            #expect(data.results.values.allSatisfy { $0.values.allSatisfy(\.isFinite) })
        case "DescribeServices":
            for service in try await sender.ecs.services(cluster: "c", names: ["api"], deadline: soon).values {
                let numbers =
                    [service.desired, service.running, service.pending]
                    + service.deployments.flatMap { [$0.desired, $0.running, $0.pending, $0.failedTasks] }
                    .compactMap(\.self)
                #expect(numbers.allSatisfy(count.contains))
                _ = (service.movingTargetGroupARNs, service.deploymentState, service.deploymentTrouble)
            }
        case "DescribeTasks": _ = try await sender.ecs.tasks(cluster: "c", arns: ["t"], deadline: soon)
        case "DescribeTaskDefinition": _ = try await sender.ecs.taskDefinition("a", deadline: soon)
        case "ListTasks":
            // A marker for the next page comes again and again, which is refused in words.
            _ = try await sender.ecs.taskARNs(cluster: "c", service: "s", deadline: soon)
        default:
            let queue = try await sender.sqs.queueAttributes(url: "u", deadline: soon)
            #expect([queue.visible, queue.inFlight, queue.delayed].allSatisfy { $0 >= 0 })
        }
    }

    private static func readXML(_ operation: String, _ sender: BytesSender) async throws(AWSError) {
        let balancing = sender.elasticLoadBalancing
        switch operation {
        case "DescribeTargetHealth": _ = try await balancing.targetHealth(targetGroupARN: "t", deadline: soon)
        case "DescribeRules":
            let rules = try await balancing.rules(listenerARN: "l", deadline: soon)
            #expect(rules.flatMap(\.actions).flatMap(\.targets).allSatisfy { (0...999).contains($0.weight) })
        case "DescribeListeners": _ = try await balancing.listeners(loadBalancerARN: "l", deadline: soon)
        case "DescribeLoadBalancers": _ = try await balancing.loadBalancers(names: ["a"], deadline: soon)
        case "DescribeTargetGroups": _ = try await balancing.targetGroups(names: ["a"], deadline: soon)
        case "DescribeAutoScalingGroups":
            for group in try await sender.autoScaling.groups(names: ["a"], deadline: soon).values {
                #expect([group.minimum, group.maximum, group.desired].allSatisfy(count.contains))
            }
        case "DescribeAutoScalingInstances":
            _ = try await sender.autoScaling.groupedInstances(ids: ["i-1"], deadline: soon)
        case "DescribeInstances": _ = try await sender.ec2.instances(ids: ["i-1"], deadline: soon)
        case "ListResourceRecordSets":
            let records = try await sender.route53.recordSets(zone: "Z1", name: "api.example.com", deadline: soon)
            #expect(records.allSatisfy { $0.weight.map((0...255).contains) ?? true })
        case "ListHostedZonesByName": _ = try await sender.route53.hostedZones(named: "example.com", deadline: soon)
        case "GetChange": _ = try await sender.route53.change("C1", deadline: soon)
        default: _ = try await STS(sender).getCallerIdentity(deadline: soon)
        }
    }
}
