import AWS
import Fixtures
import Model
import Store
import Testing

@testable import Poll

/// A service whose tasks ECS, CodeDeploy or somebody's own controller moves between two target groups.
@Suite("ECS deployments between target groups")
struct ECSDeploymentTests {
    private static let new = PollFixture.newAPI
    private static let blue =
        "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:targetgroup/api-new/0a1b2c3d4e5f6071"
    private static let green =
        "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:targetgroup/api-new-alt/1b2c3d4e5f607182"

    private static func health(_ targets: [(String, String)]) -> String {
        let members = targets.map { id, state in
            "<member><Target><Id>\(id)</Id><Port>80</Port></Target><TargetHealth><State>\(state)</State>"
                + "</TargetHealth></member>"
        }
        return """
            <DescribeTargetHealthResponse><DescribeTargetHealthResult><TargetHealthDescriptions>\(members.joined())
            </TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>
            """
    }

    /// The configured group, which is asked for by its name.
    private static let group = """
        <DescribeTargetGroupsResponse><DescribeTargetGroupsResult><TargetGroups><member>
        <TargetGroupArn>\(blue)</TargetGroupArn><TargetGroupName>api-new</TargetGroupName>
        </member></TargetGroups></DescribeTargetGroupsResult></DescribeTargetGroupsResponse>
        """

    /// AWS with one ECS service, and targets in the group whose name the request holds.
    private static func aws(_ service: RecordedAnswer, blue: String, green: String) -> ScriptedSender {
        ScriptedSender { request throws(AWSError) in
            let body = String(decoding: request.body, as: UTF8.self)
            switch request.operation {
            case "DescribeServices": return service.body
            case "ListTasks": return #"{"taskArns": []}"#
            case "DescribeTargetHealth": return body.contains("api-new-alt") ? green : blue
            case "DescribeTargetGroups": return Self.group
            default: return ""
            }
        }
    }

    /// The configuration with the ECS side alone.
    private static var configuration: Configuration {
        var configuration = PollFixture.configuration
        configuration.services = [configuration.services[0]]
        configuration.services[0].old = SideConfiguration()
        return configuration
    }

    /// The new side's counts after ECS and the targets were polled so often.
    private func counts(
        _ service: RecordedAnswer, blue: [(String, String)], green: [(String, String)], isECSSeen: Bool = true
    ) async throws -> Counts {
        let configuration = Self.configuration
        let sender = Self.aws(service, blue: Self.health(blue), green: Self.health(green))
        let resolution = BalancerResolution(configuration: configuration, sender: sender)
        let ecs = ECSPoller(configuration: configuration, sender: sender)
        let targets = TargetHealthPoller(configuration: configuration, sender: sender, resolution: resolution)
        let ledger = ChangeTracker(configuration: configuration, board: nil)
        let now = PollFixture.noon
        var counts: Counts?
        let pollers: [any SourcePoller] = isECSSeen ? [ecs, targets] : [targets]
        for poller in pollers {
            let answer = await poller.poll(ledger.context(at: now), deadline: .now + .seconds(10))
            #expect(answer.problems.isEmpty, "\(answer.problems)")
            let tick = ledger.tick(of: answer, from: poller.source, began: now, ended: now)
            counts = tick.inventories.first { $0.of == Self.new }?.inventory.counts ?? counts
        }
        return try #require(counts)
    }

    private static let shifted: [RecordedAnswer] = [
        .blueGreenDone, .canaryShifting, .linearShifting, .codeDeployShifting, .codeDeployDone,
    ]

    @Test(arguments: shifted.indices)
    func `tasks that are healthy in the other group count, whoever moved them there`(index: Int) async throws {
        let counts = try await counts(
            Self.shifted[index], blue: [], green: [("10.0.0.1", "healthy"), ("10.0.0.2", "healthy")])
        #expect(counts.healthy == 2 && counts.unhealthy == 0)
        #expect(counts.targetGroups == ["api-new", "api-new-alt"])
    }

    @Test(arguments: shifted.indices)
    func `before the shift they count in the first group`(index: Int) async throws {
        let counts = try await counts(
            Self.shifted[index], blue: [("10.0.0.1", "healthy")], green: [("10.0.0.2", "initial")])
        #expect(counts.healthy == 1)
    }

    @Test func `no healthy target in either group is none`() async throws {
        let counts = try await counts(.blueGreenDone, blue: [], green: [("10.0.0.1", "unhealthy")])
        #expect(counts.healthy == 0 && counts.unhealthy == 1)
    }

    @Test func `where the tasks are registered cannot be known, so that no healthy target is unknown`() async throws {
        let counts = try await counts(.externalHidden, blue: [], green: [])
        #expect(counts.healthy == nil && counts.running == 2)
        let seen = try await self.counts(.externalHidden, blue: [("10.0.0.1", "healthy")], green: [])
        #expect(seen.healthy == 1)
    }

    @Test func `a second group in which all tasks are registered at once is no place where they move`() async throws {
        let counts = try await counts(
            .describeServices, blue: [("10.0.0.1", "healthy")], green: [("10.0.0.1", "unhealthy")])
        #expect(counts.healthy == 1 && counts.unhealthy == 0 && counts.targetGroups == nil)
    }

    @Test func `before ECS was read, no healthy target is unknown`() async throws {
        let counts = try await counts(.blueGreenDone, blue: [], green: [], isECSSeen: false)
        #expect(counts.healthy == nil)
    }

    @Test(arguments: [
        (RecordedAnswer.blueGreenDone.body, DeploymentState.completed, 1),
        (RecordedAnswer.canaryShifting.body, .inProgress, 2), (RecordedAnswer.linearShifting.body, .inProgress, 2),
        (RecordedAnswer.codeDeployShifting.body, .inProgress, 2), (RecordedAnswer.codeDeployDone.body, .completed, 1),
    ])
    func `how far a deployment is, also of services that have task sets instead`(
        body: String, state: DeploymentState, count: Int
    ) async throws {
        let recorded = RecordedAnswer(operation: "DescribeServices", body: body)
        let counts = try await counts(recorded, blue: [], green: [])
        #expect(counts.deploymentState == state && counts.deployments == count)
    }

    @Test func `a roll back of the circuit breaker is told with ECS's reason`() async throws {
        let counts = try await counts(.breakerRollsBack, blue: [], green: [])
        #expect(counts.deploymentTrouble == "ECS deployment circuit breaker: tasks failed to start.")
        var before = Inventory()
        before.counts.deploymentState = .inProgress
        let events = InventoryEvents(
            side: Self.new, configuration: Self.configuration.services[0].new, source: .ecs, at: PollFixture.noon)
        let told = events.fleet(from: before, to: Inventory(counts: counts)).filter { $0.kind == .ecs }
        #expect(
            told.map(\.reason) == ["deployment IN_PROGRESS: ECS deployment circuit breaker: tasks failed to start."])
        // Told once, not at each poll.
        #expect(
            !events.fleet(from: Inventory(counts: counts), to: Inventory(counts: counts)).contains { $0.kind == .ecs })
    }

    @Test func `CloudWatch counts the requests of both groups`() {
        let whole = Self.configuration.adding([Self.new: [Self.blue, Self.green]])
        #expect(whole.services[0].new.targetGroups == ["targetgroup/api-new/0a1b2c3d4e5f6071", Self.green])
        let plan = MetricQueryPlan(configuration: whole, balancers: PollFixture.balancers)
        let groups = plan.queries.filter { $0.metric == "RequestCount" }.flatMap(\.dimensions)
            .filter { $0.0 == "TargetGroup" }.map(\.1)
        #expect(
            groups == ["targetgroup/api-new/0a1b2c3d4e5f6071", "targetgroup/api-new-alt/1b2c3d4e5f607182"])
    }

    @Test(arguments: [
        (
            #"{"services": [], "failures": [{"arn": "arn:aws:ecs:r:1:service/prod/api", "reason": "MISSING"}]}"#,
            "found no such thing"
        ),
        (
            #"{"services": [], "failures": [{"arn": "arn:aws:ecs:r:1:service/prod/api", "reason": "ACCESS_DENIED", "detail": "not yours"}]}"#,
            "was denied (ACCESS_DENIED); allow the action ecs:DescribeServices"
        ),
        (
            #"{"services": [], "failures": [{"arn": "arn:aws:ecs:r:1:service/prod/api", "reason": "THROTTLED"}]}"#,
            "was refused (THROTTLED)"
        ),
        (#"{"services": []}"#, "left it out of its answer"),
        (RecordedAnswer.blueGreenDone.body.replacing("ACTIVE", with: "INACTIVE"), "it was deleted and is INACTIVE"),
        (RecordedAnswer.blueGreenDone.body.replacing("ACTIVE", with: "DRAINING"), "it was deleted and is DRAINING"),
    ])
    func `a service that is not there says why`(body: String, words: String) async {
        let sender = ScriptedSender(["DescribeServices": body])
        let poller = ECSPoller(configuration: Self.configuration, sender: sender)
        let answer = await poller.poll(PollContext(now: PollFixture.noon), deadline: .now + .seconds(10))
        #expect(answer.parts.isEmpty && !answer.answered)
        #expect(answer.problems.count == 1 && answer.problems[0].contains(words), "\(answer.problems)")
    }
}
