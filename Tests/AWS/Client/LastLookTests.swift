import Fixtures
import Foundation
import Model
import Synchronization
import Testing

@testable import AWS

/// The look that decides, right before the bytes leave, whether a prepared request goes.
@Suite("The last look") struct LastLookTests {
    private static let request = AWSRequest(
        service: .route53, operation: "ChangeWeights", path: "/2013-04-01/hostedzone/Z1/rrset/",
        headers: [("content-type", "text/xml")], body: Array("<weights/>".utf8), resource: "Z1", isIdempotent: false)
    private static let expired = LoopbackServer.Reply.answer(
        403, [], "<ErrorResponse><Error><Code>ExpiredToken</Code><Message>old</Message></Error></ErrorResponse>")

    private func client(_ url: String, _ environment: [String: String]) throws -> AWSClient {
        let base = ["AWS_EC2_METADATA_DISABLED": "true", "HOME": "/nonexistent"]
        return try AWSClient(
            settings: AWSSettings(
                region: "eu-west-1", endpoint: url, environment: base.merging(environment) { $1 },
                userAgent: "abreast/test"))
    }

    private static let keys = ["AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": "topsecret"]

    @Test func `sends whole what it releases`() async throws {
        let server = try LoopbackServer(always: .ok("<ok/>"))
        let client = try client(server.url, Self.keys)
        let prepared = try await client.prepare(Self.request, deadline: .now + .seconds(5))
        #expect(server.requests.isEmpty)
        let answer = try await prepared.send(deadline: .now + .seconds(5)) { $0() }
        #expect(answer.body == Array("<ok/>".utf8))
        let sent = try #require(server.requests.first)
        #expect(sent.body == "<weights/>" && sent.header("content-length") == "10")
        #expect(sent.header("transfer-encoding") == nil && sent.header("authorization") != nil)
        await client.shutdown()
    }

    @Test func `has the bytes gone when release returns`() async throws {
        let server = try LoopbackServer(always: .ok(""))
        let client = try client(server.url, Self.keys)
        let took = Mutex<[Duration]>([])
        for _ in 0..<20 {
            let prepared = try await client.prepare(Self.request, deadline: .now + .seconds(5))
            _ = try await prepared.send(deadline: .now + .seconds(5)) { release in
                let began = ContinuousClock.now
                release()
                took.withLock { $0.append(.now - began) }
            }
        }
        // If nobody told it, its patience would end each of them; a busy machine delays a few.
        #expect(took.withLock { $0.sorted()[10] } < .milliseconds(100))
        #expect(server.requests.count == 20)
        await client.shutdown()
    }

    @Test func `holds back what it forbids, and says that nothing took effect`() async throws {
        let server = try LoopbackServer(always: .ok(""))
        let client = try client(server.url, Self.keys)
        let prepared = try await client.prepare(Self.request, deadline: .now + .seconds(5))
        let error = await #expect(throws: AWSError.self) {
            try await prepared.send(deadline: .now + .seconds(5)) { _ throws(NotReleased) in throw NotReleased() }
        }
        #expect(error?.mayHaveTakenEffect == false && error?.kind == .cancelled)
        try await Task.sleep(for: .milliseconds(20))
        // The head may have come, but never a whole request.
        #expect(server.requests.isEmpty)
        await client.shutdown()
    }

    @Test func `comes again before it is sent with fresh credentials`() async throws {
        let server = try LoopbackServer { request, _ in
            request.header("authorization")?.contains("AKIA1/") == true ? Self.expired : .ok("")
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("look-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appendingPathComponent("keys").path
        try """
        #!/bin/sh
        echo x >> \(folder.path)/calls
        echo '{"Version":1,"AccessKeyId":"AKIA'$(wc -l < \(folder.path)/calls)'","SecretAccessKey":"s","SessionToken":"t"}'
        """.write(toFile: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
        let file = folder.appendingPathComponent("config").path
        try "[default]\ncredential_process = \(program)\n".write(toFile: file, atomically: true, encoding: .utf8)

        for forbidden in [nil, 2] {
            try? FileManager.default.removeItem(atPath: "\(folder.path)/calls")
            let before = server.requests.count
            let client = try client(server.url, ["AWS_CONFIG_FILE": file])
            let looks = Mutex(0)
            let prepared = try await client.prepare(Self.request, deadline: .now + .seconds(5))
            let look: LastLook = { release throws(NotReleased) in
                let count = looks.withLock { looks in
                    looks += 1
                    return looks
                }
                if count == forbidden { throw NotReleased() }
                release()
            }
            let answer = try? await prepared.send(deadline: .now + .seconds(5), lastLook: look)
            #expect(looks.withLock { $0 } == 2 && (answer == nil) == (forbidden == 2))
            #expect(server.requests.count - before == (forbidden == 2 ? 1 : 2))
            await client.shutdown()
        }
    }
}
