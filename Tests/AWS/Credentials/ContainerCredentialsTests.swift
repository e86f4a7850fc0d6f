import Fixtures
import Foundation
import Model
import Testing

@testable import AWS

@Suite struct ContainerCredentialsTests {
    private static let keys =
        #"{"RoleArn":"arn:r","AccessKeyId":"ASIATASK","SecretAccessKey":"s","Token":"t","#
        + #""Expiration":"2099-01-01T00:00:00Z"}"#

    private func fetch(_ environment: [String: String]) async throws -> Credentials {
        let settings = AWSSettings(environment: environment)
        let connections = try Connections(proxies: Proxies(settings), caBundle: nil)
        return try await ContainerCredentials(settings: settings, connections: connections)
            .credentials(deadline: .now + .seconds(10))
    }

    private func refusal(_ environment: [String: String]) async throws -> AWSError {
        let error = await #expect(throws: AWSError.self) { try await fetch(environment) }
        return try #require(error)
    }

    @Test func `keys and token`() async throws {
        let server = try LoopbackServer(always: .ok(Self.keys))
        let environment = [
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url + "/v2/credentials/1",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": "plain",
        ]
        let found = try await fetch(environment)
        #expect(found.accessKeyID == "ASIATASK" && found.sessionToken == "t" && found.expiration != nil)
        #expect(server.requests[0].target == "/v2/credentials/1")
        #expect(server.requests[0].header("authorization") == "plain")
    }

    @Test func `token of the file goes first and is read anew`() async throws {
        let server = try LoopbackServer(always: .ok(Self.keys))
        let folder = try TemporaryFolder()
        let environment = [
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url, "AWS_CONTAINER_AUTHORIZATION_TOKEN": "plain",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": try folder.write("one", to: "token"),
        ]
        _ = try await fetch(environment)
        try folder.write("two", to: "token")
        _ = try await fetch(environment)
        #expect(server.requests.map { $0.header("authorization") } == ["one", "two"])
    }

    @Test(arguments: ["/v2/credentials/?task=a%2Fb&x=1", "/v2/", "/?q", "/a//b/"])
    func `path, query and slash are asked for as they stand`(target: String) async throws {
        let server = try LoopbackServer(always: .ok(Self.keys))
        _ = try await fetch(["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url + target])
        #expect(server.requests.map(\.target) == [target])
    }

    @Test func `an expiration in the short form is one`() async throws {
        let keys = Self.keys.replacing("2099-01-01T00:00:00Z", with: "20991128T210054Z")
        let server = try LoopbackServer(always: .ok(keys))
        let found = try await fetch(["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url])
        #expect(found.expiration?.iso8601 == "2099-11-28T21:00:54Z")
    }

    @Test func `failure is asked again`() async throws {
        let server = try LoopbackServer { _, number in number == 0 ? .answer(500) : .ok(Self.keys) }
        let found = try await fetch(["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url])
        #expect(found.accessKeyID == "ASIATASK" && server.requests.count == 2)
    }

    @Test func `refusal is final`() async throws {
        let server = try LoopbackServer(always: .answer(404))
        let error = try await refusal(["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url])
        #expect(error.kind == .noCredentials && error.sentence.contains("HTTP 404"))
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [
        "http://192.0.2.1/x", "http://example.com/x", "http://169.254.170.3/x", "http://127.0.0.1.example.com/",
        "http://u:p@127.0.0.1/", "nonsense",
    ])
    func `other hosts are not asked`(address: String) async throws {
        let error = try await refusal(["AWS_CONTAINER_CREDENTIALS_FULL_URI": address])
        #expect(error.kind == .configuration)
    }

    @Test(arguments: ["a\nb", "a\rb"])
    func `line break in the token is refused`(token: String) async throws {
        let server = try LoopbackServer(always: .ok(Self.keys))
        let error = try await refusal([
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url, "AWS_CONTAINER_AUTHORIZATION_TOKEN": token,
        ])
        #expect(error.kind == .configuration && error.sentence.contains("line break"))
        #expect(server.requests.isEmpty)
    }
}
