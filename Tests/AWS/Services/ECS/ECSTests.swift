import Model
import Testing

@testable import AWS

@Suite("ECS: services, tasks and task definitions")
struct ECSTests {
    @Test func `a service in the midst of a deployment, with times as numbers and as text`() async throws {
        let sender = CannedSender(
            """
            {"services":[{"serviceArn":"arn:aws:ecs:eu-west-1:111122223333:service/prod/shop","serviceName":"shop",
              "clusterArn":"arn:c",
              "status":"ACTIVE","desiredCount":6,"runningCount":5,"pendingCount":1,
                "taskDefinition":"arn:td/shop:43","launchType":"FARGATE",
              "createdAt":1795409574.595,"healthCheckGracePeriodSeconds":30,"somethingNew":{"x":[1]},
              "loadBalancers":[{"targetGroupArn":"tg-1","containerName":"app","containerPort":80}],
              "deployments":[{"id":"ecs-svc/2","status":"PRIMARY","taskDefinition":"arn:td/shop:43",
                "desiredCount":6,"pendingCount":1,"runningCount":2,
                "failedTasks":3,"rolloutState":"IN_PROGRESS","rolloutStateReason":"in progress",
                  "createdAt":"2026-11-23T13:52:54.5+09:00","updatedAt":1795409600},
                {"id":"ecs-svc/1","status":"ACTIVE","taskDefinition":"arn:td/shop:42","desiredCount":0,
                  "pendingCount":0,"runningCount":3}],
              "events":[{"id":"e-1","createdAt":1795409580.25,"message":"(service shop) has started 1 tasks."}]}],
             "failures":[{"arn":"arn:aws:ecs:eu-west-1:111122223333:service/prod/gone","reason":"MISSING"}]}
            """)
        let answer = try await sender.ecs.services(cluster: "prod", names: ["shop", "gone"], deadline: soon)
        let shop = try #require(answer.values.first)
        #expect((shop.name, shop.status, shop.launchType) == ("shop", "ACTIVE", "FARGATE"))
        #expect((shop.desired, shop.running, shop.pending) == (6, 5, 1))
        #expect(shop.createdAt == Moment(seconds: 1_795_409_574.595))
        #expect(shop.taskDefinitionARN == "arn:td/shop:43")
        #expect(shop.healthCheckGracePeriod == 30)
        #expect(shop.loadBalancers.map(\.targetGroupARN) == ["tg-1"])
        #expect(shop.deployments.map(\.failedTasks) == [3, nil])
        #expect(shop.deployments.map(\.rolloutState) == ["IN_PROGRESS", nil])
        #expect(shop.deployments.map(\.createdAt) == [Moment(seconds: 1_795_409_574.5), nil])
        #expect(shop.deployments.map(\.running) == [2, 3])
        #expect(
            shop.events == [
                .init(
                    id: "e-1", createdAt: Moment(seconds: 1_795_409_580.25),
                    message: "(service shop) has started 1 tasks.")
            ])
        #expect(
            answer.failures == [.init(arn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/gone", reason: "MISSING")])
        #expect(sender.bodies == [#"{"cluster":"prod","services":["shop","gone"]}"#])
        let request = sender.requests[0]
        #expect(
            request.headers.contains { $0 == ("x-amz-target", "AmazonEC2ContainerServiceV20141113.DescribeServices") })
        #expect(request.headers.contains { $0 == ("content-type", "application/x-amz-json-1.1") })
        #expect(request.resource == "services shop, gone in cluster prod")
    }

    @Test func `ten services and a hundred tasks a call, each failure kept`() async throws {
        let services = CannedSender(#"{"services":[],"failures":[{"arn":"a","reason":"MISSING"}]}"#)
        let answer = try await services.ecs.services(cluster: "c", names: (0..<21).map { "s\($0)" }, deadline: soon)
        #expect(services.requests.count == 3)
        #expect(answer.failures.count == 3)
        let tasks = CannedSender(#"{"tasks":[]}"#)
        _ = try await tasks.ecs.tasks(cluster: "c", arns: (0..<250).map { "t\($0)" }, deadline: soon)
        #expect(tasks.requests.count == 3)
        _ = try await tasks.ecs.tasks(cluster: "c", arns: [], deadline: soon)
        #expect(tasks.requests.count == 3)
    }

    @Test func `task ARNs over pages, stopped ones too`() async throws {
        let sender = CannedSender(#"{"taskArns":["t1","t2"],"nextToken":"n"}"#, #"{"taskArns":["t3"]}"#)
        let arns = try await sender.ecs.taskARNs(cluster: "c", service: "s", desiredStatus: .stopped, deadline: soon)
        #expect(arns == ["t1", "t2", "t3"])
        #expect(
            sender.bodies == [
                #"{"cluster":"c","desiredStatus":"STOPPED","maxResults":100,"serviceName":"s"}"#,
                #"{"cluster":"c","desiredStatus":"STOPPED","maxResults":100,"nextToken":"n","serviceName":"s"}"#,
            ])
    }

    @Test func `a stopped task with its times, code, reason, container and addresses`() async throws {
        let sender = CannedSender(
            """
            {"tasks":[{"taskArn":"arn:aws:ecs:eu-west-1:1:task/prod/4c1f","taskDefinitionArn":"arn:td/shop:43",
              "lastStatus":"STOPPED","desiredStatus":"STOPPED",
              "healthStatus":"UNHEALTHY","availabilityZone":"eu-west-1a","startedBy":"ecs-svc/2",
                "group":"service:shop","launchType":"FARGATE","cpu":"256","memory":512,
              "createdAt":1795409500.5,"pullStartedAt":1795409501,"pullStoppedAt":1795409507,"startedAt":1795409508,
                "stoppingAt":1795409600,"stoppedAt":1795409630,
              "executionStoppedAt":"2026-11-23T04:53:45Z","stopCode":"EssentialContainerExited",
                "stoppedReason":"Essential container in task exited",
              "attachments":[{"type":"ElasticNetworkInterface","details":[{"name":"subnetId","value":"subnet-1"},
                {"name":"privateIPv4Address","value":"10.0.1.9"}]},{"type":"other"}],
              "containers":[{"name":"app","image":"registry.example/shop:43","imageDigest":"sha256:9f2c",
                "lastStatus":"STOPPED","exitCode":137,"reason":"OutOfMemoryError",
                "healthStatus":"UNHEALTHY","networkInterfaces":[{"attachmentId":"x",
                  "privateIpv4Address":"10.0.1.9"},{"privateIpv4Address":"10.0.1.10"}]},
                {"name":"sidecar"}]}],"failures":[{"arn":"t9","reason":"MISSING","detail":"gone"}]}
            """)
        let answer = try await sender.ecs.tasks(cluster: "prod", arns: ["4c1f", "t9"], deadline: soon)
        var task = ECSTask(arn: "arn:aws:ecs:eu-west-1:1:task/prod/4c1f")
        task.taskDefinitionARN = "arn:td/shop:43"
        (task.lastStatus, task.desiredStatus, task.healthStatus) = ("STOPPED", "STOPPED", "UNHEALTHY")
        (task.zone, task.startedBy, task.group, task.launchType) = (
            "eu-west-1a", "ecs-svc/2", "service:shop", "FARGATE"
        )
        (task.cpu, task.memory) = ("256", "512")
        let base = Moment(seconds: 1_795_409_500)
        (task.createdAt, task.pullStartedAt, task.pullStoppedAt) = (base + 0.5, base + 1, base + 7)
        (task.startedAt, task.stoppingAt, task.stoppedAt) = (base + 8, base + 100, base + 130)
        task.executionStoppedAt = base + 125
        (task.stopCode, task.stoppedReason) = ("EssentialContainerExited", "Essential container in task exited")
        task.attachments = [
            ECSAttachment([
                .init(name: "subnetId", value: "subnet-1"), .init(name: "privateIPv4Address", value: "10.0.1.9"),
            ]), ECSAttachment([]),
        ]
        var app = ECSContainer(name: "app")
        (app.image, app.imageDigest, app.lastStatus) = ("registry.example/shop:43", "sha256:9f2c", "STOPPED")
        (app.exitCode, app.reason, app.healthStatus) = (137, "OutOfMemoryError", .unhealthy)
        app.networkInterfaces = [.init(address: "10.0.1.9"), .init(address: "10.0.1.10")]
        task.containers = [app, ECSContainer(name: "sidecar")]
        #expect(answer.values == [task])
        #expect(task.id == "4c1f")
        #expect(task.privateAddresses == ["10.0.1.9", "10.0.1.10"])
        #expect(answer.failures == [.init(arn: "t9", reason: "MISSING", detail: "gone")])
        #expect(sender.bodies == [#"{"cluster":"prod","tasks":["4c1f","t9"]}"#])
    }

    @Test func `a task of which little is known, empty texts and nulls being nothing`() async throws {
        let sender = CannedSender(
            #"{"tasks":[{"taskArn":"t","stoppedReason":"","startedAt":null,"cpu":null,"containers":[],"overrides":{}}]}"#
        )
        #expect(try await sender.ecs.tasks(cluster: "c", arns: ["t"], deadline: soon).values == [ECSTask(arn: "t")])
    }

    @Test func `a task definition`() async throws {
        let sender = CannedSender(
            """
            {"taskDefinition":{"taskDefinitionArn":"arn:td/shop:43","family":"shop","revision":43,"cpu":"256",
              "memory":"512","status":"ACTIVE","registeredAt":1795409000.1,
             "containerDefinitions":[{"name":"app","image":"registry.example/shop:43","cpu":256},{"name":"log",
               "image":"fluent:1","essential":false}]},"tags":[]}
            """)
        var definition = TaskDefinition(arn: "arn:td/shop:43", family: "shop", revision: 43)
        (definition.cpu, definition.memory, definition.status) = ("256", "512", "ACTIVE")
        definition.registeredAt = Moment(seconds: 1_795_409_000.1)
        var log = TaskDefinition.Container(name: "log", image: "fluent:1")
        log.isEssential = false
        var app = TaskDefinition.Container(name: "app", image: "registry.example/shop:43")
        app.cpu = 256
        definition.containers = [app, log]
        #expect(try await sender.ecs.taskDefinition("shop:43", deadline: soon) == definition)
        #expect(sender.bodies == [#"{"taskDefinition":"shop:43"}"#])
    }
}
