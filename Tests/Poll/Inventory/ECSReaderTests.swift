import AWS
import Foundation
import Model
import Store
import Testing

@testable import Poll

@Suite("ECS services and tasks")
struct ECSReaderTests {
    private static let definition = "arn:aws:ecs:ap-northeast-1:123456789012:task-definition/api:218"

    private func container(_ name: String, digest: String? = nil, image: String? = "r/api:218") -> ECSContainer {
        var container = ECSContainer(name: name)
        (container.image, container.imageDigest) = (image, digest)
        return container
    }

    private func task(_ id: String, _ containers: [ECSContainer]) -> ECSTask {
        var task = ECSTask(arn: "arn:aws:ecs:ap-northeast-1:123456789012:task/prod/\(id)")
        (task.taskDefinitionARN, task.containers, task.lastStatus) = (Self.definition, containers, "RUNNING")
        return task
    }

    private var service: ECSService {
        var service = ECSService(arn: "arn:aws:ecs:r:a:service/prod/api", name: "api")
        (service.desired, service.running) = (6, 6)
        return service
    }

    private func reader(_ service: ECSService? = nil, _ definitions: [String: TaskDefinition] = [:]) -> ECSReader {
        ECSReader(side: PollFixture.newAPI, service: service ?? self.service, definitions: definitions)
    }

    @Test func `a version is definition and digest, or tag, or definition alone`() {
        func version(_ container: ECSContainer) -> String {
            TaskVersion(of: task("t", [container]), container: container).text
        }
        #expect(version(container("app", digest: "sha256:9f2c0e7d0e7d0e7d0e7d")) == "api:218 @9f2c0e7d0e7d")
        #expect(version(container("app")) == "api:218 218")
        #expect(version(container("app", image: "r/api@sha256:aaaabbbbccccdddd")) == "api:218 @aaaabbbbcccc")
        #expect(version(container("app", image: nil)) == "api:218")
        #expect(TaskVersion(of: task("t", []), container: container("app")).detail == "api:218")
    }

    @Test func `the container behind the load balancer counts, else the first essential one`() throws {
        let both = task("t", [container("fluentd", digest: "sha256:ffff"), container("app", digest: "sha256:aaaa")])
        var balanced = service
        let balancing = Data(#"{ "containerName": "app" }"#.utf8)
        balanced.loadBalancers = [try JSONDecoder().decode(ECSService.LoadBalancing.self, from: balancing)]
        #expect(reader(balanced).part(tasks: [both]).tasks?.first?.version == "api:218 @aaaa")
        #expect(
            TaskVersion.needsDefinition(both, service: service) && !TaskVersion.needsDefinition(both, service: balanced)
        )
        var definition = TaskDefinition(arn: Self.definition, family: "api", revision: 218)
        definition.containers = [.init(name: "app")]
        let read = reader(nil, [Self.definition: definition]).part(tasks: [both])
        #expect(read.tasks?.first?.version == "api:218 @aaaa")
    }

    @Test func `a task without a digest yet takes that of its siblings`() {
        let tasks = [task("t1", [container("app", digest: "sha256:aaaa")]), task("t2", [container("app")])]
        #expect(reader().part(tasks: tasks).tasks?.map(\.version) == ["api:218 @aaaa", "api:218 @aaaa"])
    }

    @Test func `a stopped task tells its code, its reason and the exits`() {
        var task = task("4c1f", [container("app"), container("fluentd")])
        (task.stopCode, task.stoppedReason) = ("EssentialContainerExited", "Essential container in task exited")
        (task.containers[0].exitCode, task.containers[0].reason) = (137, "OutOfMemoryError")
        task.containers[1].exitCode = 0
        task.stoppedAt = Moment(seconds: 1_700_000_000)
        let event = reader().stopped(task, at: PollFixture.noon)
        #expect(event.cause == nil)
        #expect(
            event.reason
                == "exit 137 (app) OutOfMemoryError · Essential container in task exited")
        #expect(event.at == Moment(seconds: 1_700_000_000) && event.evidence == "4c1f" && event.kind == .taskStopped)
    }

    @Test(arguments: [
        ("ServiceSchedulerInitiated", "Scaling activity initiated by (deployment ecs-svc/1)", true),
        ("UserInitiated", "Task stopped by user", true),
        ("ServiceSchedulerInitiated", "Task failed ELB health checks", false),
    ])
    func `a task that was to stop is told apart`(code: String, reason: String, isWanted: Bool) {
        var task = task("4c1f", [container("app")])
        (task.stopCode, task.stoppedReason) = (ECSStopCode(code), reason)
        #expect(reader().stopped(task, at: PollFixture.noon).cause == (isWanted ? .wanted : nil))
    }

    @Test func `a task that never ran has no exit, and its code is told where the reason does not say it`() {
        var task = task("4c1f", [container("app")])
        (task.stopCode, task.stoppedReason) = ("TaskFailedToStart", "Task failed to start")
        task.containers[0].reason = "CannotPullContainerError: not found"
        #expect(
            ECSReader.stopReason(task)
                == "TaskFailedToStart: Task failed to start · CannotPullContainerError: not found")
        #expect(ECSReader.stopReason(self.task("4c1f", [container("app")])) == "no reason given")
        task.containers[0] = container("app")
        (task.stopCode, task.stoppedReason) = ("EssentialContainerExited", nil)
        task.containers[0].exitCode = 1
        #expect(ECSReader.stopReason(task) == "exit 1 · EssentialContainerExited")
    }

    @Test func `messages are told without the ids that fill a line, and keep their own as evidence`() {
        var service = service
        let group = "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:targetgroup/api-new/0a1b2c3d4e5f6071"
        let task = "0123456789abcdef0123456789abcdef"
        service.events = [
            .init(
                id: "c", createdAt: Moment(seconds: 20),
                message: "(service api) registered 2 targets in (target-group \(group))"),
            .init(
                id: "b", createdAt: Moment(seconds: 10),
                message: "(service api) has started 2 tasks: (task \(task)) (task \(String(task.reversed())))."),
            .init(
                id: "a", createdAt: Moment(seconds: 5),
                message: "(service api) (instance i-0f76ade12345678) is unhealthy"),
        ]
        let messages = reader(service).messages(after: [], since: Moment(milliseconds: 0))
        #expect(
            messages.map(\.reason) == [
                "(service api) registered 2 targets in (target-group api-new)",
                "(service api) has started 2 tasks: (task 01234567) (task fedcba98).",
                "(service api) (instance i-0f76ade12345678) is unhealthy",
            ])
        #expect(messages.map(\.evidence) == ["c", "b", "a"])
    }

    @Test func `messages are taken by their ids, and at first only those of the last hour`() {
        var service = service
        let now = PollFixture.noon
        service.events = [
            .init(id: "c", createdAt: now - 5, message: "(service api) has reached a steady state."),
            .init(id: "b", createdAt: now - 60, message: "(service api) has started 2 tasks"),
            .init(id: "a", createdAt: now - 7200, message: "old"),
        ]
        #expect(reader(service).messages(after: [], since: now - 3600).map(\.evidence) == ["c", "b"])
        #expect(reader(service).messages(after: ["a", "b"], since: Moment(milliseconds: 0)).map(\.evidence) == ["c"])
    }

    @Test func `of several deployments the primary one's state, and the most failures of all`() {
        var service = service
        var primary = ECSService.Deployment(id: "d2")
        (primary.status, primary.rolloutState, primary.failedTasks) = ("PRIMARY", "IN_PROGRESS", 3)
        var active = ECSService.Deployment(id: "d1")
        (active.status, active.rolloutState) = ("ACTIVE", "COMPLETED")
        service.deployments = [active, primary]
        let part = reader(service).part(tasks: nil)
        #expect(part.deployments == 2 && part.deployment == "d2" && part.deploymentState == "IN_PROGRESS")
        #expect(part.failedTasks == 3 && part.tasks == nil)
    }
}
