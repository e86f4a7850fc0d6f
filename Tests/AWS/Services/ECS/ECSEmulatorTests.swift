import Foundation
import Model
import Testing
import World

@testable import AWS

@Suite("ECS over HTTP (ministack, for its services start tasks)")
struct ECSEmulatorTests {
    private struct Service: Decodable {
        let desired: Int
        let running: Int
        let definition: String
        let tasks: [String: String]
    }

    @Test func `services, their tasks and their task definitions, as boto3 sees them`() async throws {
        let aws = try await EmulatedAWS.shared()
        let expected = try aws.world.boto3(
            [String: Service].self,
            """
            services = {}
            for name in sorted(names["services"]):
                one = aws.ecs.describe_services(cluster=names["cluster"], services=[name])["services"][0]
                arns = aws.ecs.list_tasks(cluster=names["cluster"], serviceName=name)["taskArns"]
                tasks = aws.ecs.describe_tasks(cluster=names["cluster"], tasks=arns)["tasks"]
                services[name] = {
                    "desired": one["desiredCount"], "running": one["runningCount"], "definition": one["taskDefinition"],
                    "tasks": {task["taskArn"]: task["lastStatus"] + " " + task["taskDefinitionArn"] for task in tasks},
                }
            services
            """)
        let ecs = aws.client.ecs
        let cluster = aws.names.cluster
        let answer = try await ecs.services(
            cluster: cluster, names: expected.keys.sorted() + ["nowhere"], deadline: soon)
        #expect(!expected.isEmpty && answer.values.map(\.name).sorted() == expected.keys.sorted())
        #expect(answer.failures.map(\.reason) == ["MISSING"])
        #expect(answer.failures.first?.arn.flatMap { ARN($0)?.name } == "nowhere")
        for service in answer.values {
            let wanted = try #require(expected[service.name])
            #expect((service.desired, service.running) == (wanted.desired, wanted.running))
            #expect(service.status == "ACTIVE")
            #expect(service.taskDefinitionARN == wanted.definition)
            #expect(
                service.deployments.contains { $0.status == "PRIMARY" && $0.taskDefinitionARN == wanted.definition })
            let arns = try await ecs.taskARNs(cluster: cluster, service: service.name, deadline: soon)
            let tasks = try await ecs.tasks(cluster: cluster, arns: arns, deadline: soon)
            #expect(tasks.failures.isEmpty)
            let seen = tasks.values.map { ($0.arn, "\($0.lastStatus?.rawValue ?? "") \($0.taskDefinitionARN ?? "")") }
            #expect(Dictionary(uniqueKeysWithValues: seen) == wanted.tasks)
            #expect(
                tasks.values.allSatisfy { abs(Date().timeIntervalSince1970 - ($0.startedAt?.seconds ?? 0)) < 86_400 })
            let definition = try await ecs.taskDefinition(wanted.definition, deadline: soon)
            #expect(definition.arn == wanted.definition)
            #expect(definition.family == service.name)
            #expect(definition.containers.map(\.name) == ["app"])
            #expect(definition.containers[0].image?.isEmpty == false)
        }
    }

    @Test func `a task that is not there is a failure in the answer; a cluster that is not is an error`() async throws {
        let aws = try await EmulatedAWS.shared()
        let arn = aws.names.clusterARN.replacingOccurrences(of: ":cluster/", with: ":task/") + "/00000000"
        let answer = try await aws.client.ecs.tasks(cluster: aws.names.cluster, arns: [arn], deadline: soon)
        #expect(answer.values.isEmpty)
        #expect(answer.failures.map(\.reason) == ["MISSING"])
        let error = await #expect(throws: AWSError.self) {
            try await aws.client.ecs.services(cluster: "nowhere", names: ["api"], deadline: soon)
        }
        #expect(error?.kind == .notFound)
    }

    @Test func `stopped tasks are listed apart`() async throws {
        let aws = try await EmulatedAWS.shared()
        let cluster = aws.names.cluster
        let running = try await aws.client.ecs.taskARNs(cluster: cluster, service: "api", deadline: soon)
        let stopped = try await aws.client.ecs.taskARNs(
            cluster: cluster, service: "api", desiredStatus: .stopped, deadline: soon)
        let expected = try aws.world.boto3(
            [String].self,
            #"aws.ecs.list_tasks(cluster=names["cluster"], serviceName="api", desiredStatus="STOPPED")["taskArns"]"#)
        #expect(stopped.sorted() == expected.sorted())
        #expect(Set(running).isDisjoint(with: stopped))
    }
}
