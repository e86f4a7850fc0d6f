import Foundation
import Model
import Testing
import World

@testable import AWS

/// Who asks, against ministack: it checks signatures, clocks and policies in each protocol's own shape, which moto
/// does not, and it plays IMDSv2.
@Suite struct IdentityEmulatorTests {
    /// One question in each protocol: query, rest-xml, JSON 1.1 and JSON 1.0.
    private static let questions = [
        AWSRequest.form(.sts, "GetCallerIdentity", version: STS.version, resource: "the caller"),
        AWSRequest.get(.route53, "ListHostedZones", path: "/2013-04-01/hostedzone", resource: "all zones"),
        AWSRequest.json(
            .ecs, "ListClusters", target: "AmazonEC2ContainerServiceV20141113.ListClusters", body: Array("{}".utf8),
            resource: "all clusters"),
        AWSRequest.json(
            .cloudWatch, "ListMetrics", target: "GraniteServiceVersion20100801.ListMetrics",
            contentType: "application/x-amz-json-1.0", body: Array(#"{"MetricName":"RequestCount"}"#.utf8),
            resource: "RequestCount", extraHeaders: [("x-amzn-query-mode", "true")]),
    ]

    private func environment(_ changes: [String: String?] = [:]) async throws -> [String: String] {
        var environment = try await EmulatedWorld.shared().environment
        for (name, value) in changes { environment[name] = value }
        return environment
    }

    private func failures(
        _ environment: [String: String], of questions: [AWSRequest] = questions, at offset: TimeInterval = 0
    ) async throws -> [AWSError] {
        let client = try AWSClient(
            settings: AWSSettings(environment: environment), retry: Retry(),
            clock: TestClock { MachineClock().now() + offset })
        var errors: [AWSError] = []
        for question in questions {
            let error = await #expect(throws: AWSError.self, "\(question.action)") {
                try await client.send(question, deadline: .now + .seconds(10))
            }
            errors.append(try #require(error))
        }
        await client.shutdown()
        return errors
    }

    private func caller(_ settings: AWSSettings) async throws -> STS.CallerIdentity {
        let client = try AWSClient(settings: settings)
        let caller = try await STS(client).getCallerIdentity(deadline: .now + .seconds(10))
        for question in Self.questions { _ = try await client.send(question, deadline: .now + .seconds(10)) }
        await client.shutdown()
        return caller
    }

    @Test func `right keys are taken everywhere`() async throws {
        let caller = try await caller(AWSSettings(environment: environment()))
        #expect(caller.arn.hasSuffix(":user/watcher"))
        #expect(caller.account == (try await EmulatedWorld.shared().names.account))
    }

    @Test func `wrong secret is refused`() async throws {
        let errors = try await failures(environment(["AWS_SECRET_ACCESS_KEY": "wrong"]))
        #expect(errors.map(\.kind) == Self.questions.map { _ in .invalidCredentials })
    }

    @Test func `unknown key is refused`() async throws {
        let errors = try await failures(environment(["AWS_ACCESS_KEY_ID": "AKIAABREASTUNKNOWN00"]))
        #expect(errors.map(\.kind) == Self.questions.map { _ in .invalidCredentials })
    }

    @Test(arguments: [-20.0, 20.0])
    func `wrong clock is measured`(minutes: Double) async throws {
        let errors = try await failures(environment(), at: minutes * 60)
        #expect(errors.count == Self.questions.count)
        for error in errors {
            #expect(error.kind == .clockSkew && error.attempts == 1)
            #expect(abs(try #require(error.clockOffset) - minutes * 60) < 5)
            #expect(error.sentence.contains("20 min \(minutes < 0 ? "behind" : "ahead of") AWS's"))
        }
    }

    @Test func `who may do nothing is told the action`() async throws {
        let powerless = try await EmulatedWorld.shared().names.powerless
        let environment = try await environment([
            "AWS_ACCESS_KEY_ID": powerless["accessKeyID"], "AWS_SECRET_ACCESS_KEY": powerless["secretAccessKey"],
        ])
        // AWS lets everybody ask who he is, so that this question is left out.
        let questions = Array(Self.questions.dropFirst())
        let errors = try await failures(environment, of: questions)
        #expect(errors.map(\.kind) == questions.map { _ in .accessDenied })
        for (error, question) in zip(errors, questions) {
            #expect(error.sentence.contains("allow the action \(question.action)"))
            #expect(error.sentence.contains("user/powerless"))
        }
    }

    @Test func `assumed role asks`() async throws {
        let role = try await EmulatedWorld.shared().names.roleARN
        let caller = try await caller(AWSSettings(assumeRole: role, environment: environment()))
        #expect(caller.arn.contains(":assumed-role/abreast/abreast-"))
    }

    @Test func `instances role is found`() async throws {
        let address = try await EmulatedWorld.shared().description.imdsEndpoint
        let settings = AWSSettings(
            environment: try await environment([
                "AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil, "AWS_EC2_METADATA_DISABLED": nil,
                "AWS_EC2_METADATA_SERVICE_ENDPOINT": address,
            ]))
        let connections = try Connections(proxies: Proxies(settings), caBundle: nil)
        let found = try await Imds(settings: settings, connections: connections, clock: MachineClock())
            .credentials(deadline: .now + .seconds(10))
        #expect(!found.accessKeyID.isEmpty && found.sessionToken != nil)
        #expect(try #require(found.expiration) > MachineClock().now())
        await connections.shutdown()
    }
}
