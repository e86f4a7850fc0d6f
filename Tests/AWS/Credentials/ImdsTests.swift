import Fixtures
import Foundation
import Model
import Testing
import World

@testable import AWS

@Suite struct ImdsTests {
    private static let keys =
        #"{"Code":"Success","AccessKeyId":"ASIAIMDS","SecretAccessKey":"s","Token":"t","#
        + #""Expiration":"2099-01-01T00:00:00Z"}"#
    private static let roles = "/latest/meta-data/iam/security-credentials/"

    private func fetch(
        _ server: LoopbackServer, _ environment: [String: String] = [:], at now: Moment = MachineClock().now()
    ) async throws -> Credentials {
        var environment = environment
        environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = server.url
        environment["HTTP_PROXY"] = "http://127.0.0.1:1"
        let settings = AWSSettings(environment: environment)
        let connections = try Connections(proxies: Proxies(settings), caBundle: nil)
        return try await Imds(settings: settings, connections: connections, clock: TestClock { now })
            .credentials(deadline: .now + .seconds(10))
    }

    private func refusal(_ server: LoopbackServer, _ environment: [String: String] = [:]) async throws -> AWSError {
        let error = await #expect(throws: AWSError.self) { try await fetch(server, environment) }
        return try #require(error)
    }

    /// A service of version 2 as AWS documents it.
    private static func answer(_ request: LoopbackServer.Request) -> LoopbackServer.Reply {
        if request.method == "PUT" { return request.path == "/latest/api/token" ? .ok("token-1") : .answer(404) }
        guard request.header("x-aws-ec2-metadata-token") == "token-1" else { return .answer(401) }
        switch request.path {
        case roles: return .ok("watcher\n")
        case roles + "watcher": return .ok(keys)
        default: return .answer(404)
        }
    }

    @Test func `version two`() async throws {
        let server = try LoopbackServer { request, _ in Self.answer(request) }
        let found = try await fetch(server)
        #expect(found.accessKeyID == "ASIAIMDS" && found.sessionToken == "t")
        #expect(found.expiration == Moment(iso8601: "2099-01-01T00:00:00Z"))
        #expect(server.requests.map(\.method) == ["PUT", "GET", "GET"])
        #expect(server.requests[0].header("x-aws-ec2-metadata-token-ttl-seconds") == "21600")
    }

    @Test(arguments: [403, 404, 405])
    func `version one where there is no token`(status: Int) async throws {
        let server = try LoopbackServer { request, _ in
            if request.method == "PUT" { return .answer(status) }
            return request.path == Self.roles ? .ok("watcher") : .ok(Self.keys)
        }
        #expect(try await fetch(server).accessKeyID == "ASIAIMDS")
        let error = try await refusal(server, ["AWS_EC2_METADATA_V1_DISABLED": "true"])
        #expect(error.kind == .noCredentials && error.sentence.contains("version 1 is turned off"))
    }

    @Test func `version one where the token hangs`() async throws {
        let server = try LoopbackServer { request, _ in
            if request.method == "PUT" { return .hang }
            return request.path == Self.roles ? .ok("watcher") : .ok(Self.keys)
        }
        let found = try await fetch(server, ["AWS_METADATA_SERVICE_TIMEOUT": "0.2"])
        #expect(found.accessKeyID == "ASIAIMDS")
    }

    @Test(arguments: [0, 1, 2])
    func `a service that is busy is asked again, whichever of its answers failed`(place: Int) async throws {
        let server = try LoopbackServer { request, number in
            number == place ? .answer(503) : Self.answer(request)
        }
        #expect(try await fetch(server).accessKeyID == "ASIAIMDS")
    }

    @Test func `a service that stays busy is given up in words`() async throws {
        let server = try LoopbackServer(always: .answer(503))
        let error = try await refusal(server)
        #expect(error.kind == .noCredentials && error.sentence.contains("HTTP 503"))
        #expect(server.requests.count == 3)
    }

    @Test func `refused token ends it`() async throws {
        let server = try LoopbackServer(always: .answer(400))
        #expect(try await refusal(server).sentence.contains("HTTP 400"))
        #expect(server.requests.count == 1)
    }

    @Test func `instance without role`() async throws {
        let server = try LoopbackServer { request, _ in request.method == "PUT" ? .ok("t") : .answer(404) }
        #expect(try await refusal(server).sentence.contains("names no role"))
    }

    @Test func `role without keys`() async throws {
        let server = try LoopbackServer { request, _ in
            if request.method == "PUT" { return .ok("t") }
            return request.path == Self.roles
                ? .ok("watcher") : .ok(#"{"Code":"AssumeRoleUnauthorizedAccess","Message":"not trusted"}"#)
        }
        #expect(try await refusal(server).sentence.contains("AssumeRoleUnauthorizedAccess: not trusted"))
    }

    @Test func `keys past their date are used on`() async throws {
        let server = try LoopbackServer { request, _ in Self.answer(request) }
        let now = try #require(Moment(iso8601: "2099-06-01T00:00:00Z"))
        let left = try #require(try await fetch(server, at: now).expiration).seconds(since: now)
        #expect((17 * 60.0...25 * 60.0).contains(left))
    }

    @Test func `absent service is no credentials`() async throws {
        let port = try LoopbackServer.closedPort()
        let settings = AWSSettings(environment: ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:\(port)"])
        let connections = try Connections(proxies: Proxies(settings), caBundle: nil)
        let imds = Imds(settings: settings, connections: connections, clock: MachineClock())
        let error = await #expect(throws: AWSError.self) { try await imds.credentials(deadline: .now + .seconds(5)) }
        #expect(error?.kind == .noCredentials && error?.sentence.contains("does not answer") == true)
    }
}
