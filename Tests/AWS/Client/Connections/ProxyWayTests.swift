import Fixtures
import Foundation
import Testing

@testable import AWS

/// The way through a proxy. Targets are names that no resolver knows, so that only the proxy can have answered.
@Suite struct ProxyWayTests {
    private func send(_ environment: [String: String], to endpoint: String) async throws -> AWSResponse {
        let keys = ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "s", "HOME": "/nonexistent"]
        let client = try AWSClient(
            settings: AWSSettings(
                region: "eu-west-1", endpoint: endpoint, environment: keys.merging(environment) { $1 }))
        do {
            let request = AWSRequest.form(.ec2, "DescribeInstances", version: "1", resource: "x")
            let response = try await client.send(request, deadline: .now + .seconds(2))
            await client.shutdown()
            return response
        } catch {
            await client.shutdown()
            throw error
        }
    }

    @Test func `tunnel is asked for and used`() async throws {
        let proxy = try LoopbackServer { request, _ in request.method == "CONNECT" ? .answer(200) : .ok("through") }
        let response = try await send(
            ["HTTP_PROXY": "http://ops:p%40ss@127.0.0.1:\(proxy.port)"], to: "http://ec2.abreast.invalid:8080")
        #expect(response.body == Array("through".utf8))
        #expect(proxy.requests.map(\.method) == ["CONNECT", "POST"])
        #expect(proxy.requests[0].target == "ec2.abreast.invalid:8080")
        let basic = Data("ops:p@ss".utf8).base64EncodedString()
        #expect(proxy.requests[0].header("proxy-authorization") == "Basic \(basic)")
        #expect(proxy.requests[1].header("host") == "ec2.abreast.invalid:8080")
    }

    @Test func `refusal of the proxy is named`() async throws {
        let proxy = try LoopbackServer(always: .answer(407))
        let error = await #expect(throws: AWSError.self) {
            try await send(["HTTPS_PROXY": proxy.url], to: "https://ec2.abreast.invalid")
        }
        #expect(error?.kind == .network(.proxy) && error?.attempts == 1)
        #expect(error?.sentence.contains("HTTPS_PROXY") == true)
    }

    @Test func `loopback goes past the proxy`() async throws {
        let proxy = try LoopbackServer(always: .answer(502))
        let target = try LoopbackServer(always: .ok("direct"))
        let response = try await send(["HTTP_PROXY": proxy.url], to: target.url)
        #expect(response.body == Array("direct".utf8) && proxy.requests.isEmpty)
    }
}
