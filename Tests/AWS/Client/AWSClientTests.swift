import Fixtures
import Foundation
import Model
import Testing
import World

@testable import AWS

/// The client over real HTTP on loopback: what is sent, what is asked again, and when it gives up.
@Suite struct AWSClientTests {
    private static let keys = [
        "AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": "topsecret", "AWS_EC2_METADATA_DISABLED": "true",
        "HOME": "/nonexistent",
    ]
    private static let throttled = LoopbackServer.Reply.answer(
        400, [], "<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>"
    )
    private static let expired = LoopbackServer.Reply.answer(
        403, [], "<ErrorResponse><Error><Code>ExpiredToken</Code><Message>old</Message></Error></ErrorResponse>")

    /// Waits that let a test run in a moment.
    private static var quick: Retry {
        var retry = Retry()
        retry.base = .milliseconds(1)
        retry.throttledBase = .milliseconds(2)
        return retry
    }

    private func client(
        _ endpoint: String, _ environment: [String: String] = [:], retry: Retry = quick, now: Moment? = nil
    ) throws -> AWSClient {
        let settings = AWSSettings(
            region: "eu-west-1", endpoint: endpoint, environment: Self.keys.merging(environment) { $1 },
            userAgent: "abreast/test")
        return try AWSClient(settings: settings, retry: retry, clock: TestClock { now ?? MachineClock().now() })
    }

    private let form = AWSRequest.form(
        .elbv2, "DescribeTargetHealth", version: "2015-12-01", [("TargetGroupArn", "a b/c")], resource: "api-old")

    private func failure(
        _ client: AWSClient, _ request: AWSRequest? = nil, within: Duration = .seconds(5)
    ) async throws -> AWSError {
        let error = await #expect(throws: AWSError.self) {
            try await client.send(request ?? form, deadline: .now + within)
        }
        return try #require(error)
    }

    @Test func `request as it goes over the wire`() async throws {
        let server = try LoopbackServer(always: .answer(200, [("x-amzn-RequestId", "r-1")], "<ok/>"))
        let now = try #require(Moment(basicISO8601: "20261123T050911Z"))
        let client = try client(server.url + "/base/", ["AWS_SESSION_TOKEN": "TOKEN"], now: now)
        let response = try await client.send(form, deadline: .now + .seconds(5))
        #expect(response.status == 200 && response.requestID == "r-1" && response.body == Array("<ok/>".utf8))

        let sent = try #require(server.requests.first)
        #expect(sent.method == "POST" && sent.target == "/base/")
        #expect(sent.body == "Action=DescribeTargetHealth&Version=2015-12-01&TargetGroupArn=a%20b%2Fc")
        #expect(sent.header("host") == "127.0.0.1:\(server.port)" && sent.header("user-agent") == "abreast/test")
        let message = Signer.Message(
            method: "POST", path: "/base/", query: [],
            headers: [
                ("host", "127.0.0.1:\(server.port)"), ("content-type", try #require(sent.header("content-type"))),
            ], body: Array(sent.body.utf8))
        let credentials = Credentials(accessKeyID: "AKIATEST", secretAccessKey: "topsecret", sessionToken: "TOKEN")
        let signer = Signer(credentials: credentials, region: "eu-west-1", service: "elasticloadbalancing")
        #expect(sent.header("authorization") == signer.sign(message, at: now).authorization)
        await client.shutdown()
    }

    @Test func `path and query`() async throws {
        let server = try LoopbackServer(always: .ok(""))
        let client = try client(server.url)
        let request = AWSRequest.get(
            .route53, "ListResourceRecordSets", path: "/2013-04-01/hostedzone/Z1/rrset",
            query: [("name", "例.example."), ("type", "A")], resource: "Z1")
        _ = try await client.send(request, deadline: .now + .seconds(5))
        #expect(
            server.requests.first?.target == "/2013-04-01/hostedzone/Z1/rrset?name=%E4%BE%8B.example.&type=A")
        await client.shutdown()
    }

    @Test func `one connection is kept open`() async throws {
        let server = try LoopbackServer(always: .ok(""))
        let client = try client(server.url)
        for _ in 0..<5 { _ = try await client.send(form, deadline: .now + .seconds(5)) }
        #expect(server.requests.map(\.connection) == [0, 0, 0, 0, 0])
        await client.shutdown()
    }

    @Test func `throttling is asked again and counted`() async throws {
        let server = try LoopbackServer { _, number in number < 3 ? Self.throttled : .ok("done") }
        let client = try client(server.url)
        _ = try await client.send(form, deadline: .now + .seconds(5))
        #expect(server.requests.count == 4)
        #expect(client.calls() == ["elasticloadbalancing:DescribeTargetHealth": 4])
        await client.shutdown()
    }

    @Test func `five tries are all`() async throws {
        let server = try LoopbackServer(always: .answer(503))
        let client = try client(server.url)
        let error = try await failure(client)
        #expect(error.kind == .server && error.attempts == 5 && server.requests.count == 5)
        await client.shutdown()
    }

    @Test func `throttling ends with the deadline`() async throws {
        let server = try LoopbackServer(always: Self.throttled)
        let client = try client(server.url, retry: Retry())
        let start = ContinuousClock.now
        let error = try await failure(client, within: .milliseconds(600))
        #expect(error.kind == .throttled && ContinuousClock.now - start < .milliseconds(900))
        await client.shutdown()
    }

    @Test(arguments: [
        (403, "AccessDenied", AWSError.Kind.accessDenied), (400, "LoadBalancerNotFound", .notFound),
        (400, "ValidationError", .validation), (400, "PriorityInUse", .rejected),
    ])
    func `final answers are not asked again`(status: Int, code: String, kind: AWSError.Kind) async throws {
        let server = try LoopbackServer(
            always: .answer(status, [], "<ErrorResponse><Error><Code>\(code)</Code></Error></ErrorResponse>"))
        let client = try client(server.url)
        let error = try await failure(client)
        #expect(error.kind == kind && error.attempts == 1 && server.requests.count == 1)
        await client.shutdown()
    }

    @Test func `closed port is refused`() async throws {
        let port = try LoopbackServer.closedPort()
        let client = try client("http://127.0.0.1:\(port)")
        let start = ContinuousClock.now
        let error = try await failure(client)
        #expect(error.kind == .network(.refused) && error.attempts == 5 && !error.mayHaveTakenEffect)
        #expect(error.sentence.contains("nobody listens at http://127.0.0.1:\(port)"))
        #expect(ContinuousClock.now - start < .seconds(2))
        await client.shutdown()
    }

    @Test func `hanging port ends at the deadline`() async throws {
        let server = try LoopbackServer(always: .hang)
        let client = try client(server.url)
        let start = ContinuousClock.now
        let error = try await failure(client, within: .milliseconds(400))
        #expect(error.kind == .network(.timeout) && error.mayHaveTakenEffect)
        let took = ContinuousClock.now - start
        #expect(took >= .milliseconds(400) && took < .milliseconds(700))
        await client.shutdown()
    }

    @Test func `body that never ends is given up at the deadline`() async throws {
        let server = try LoopbackServer(always: .begin("HTTP/1.1 200 X\r\nContent-Length: 999\r\n\r\nshort"))
        let client = try client(server.url)
        let start = ContinuousClock.now
        let error = try await failure(client, within: .milliseconds(400))
        #expect(error.kind == .network(.timeout))
        #expect(ContinuousClock.now - start < .milliseconds(700))
        await client.shutdown()
    }

    @Test func `answer that breaks off is asked again`() async throws {
        let server = try LoopbackServer { _, number in
            number == 0 ? .raw("HTTP/1.1 200 X\r\nContent-Length: 999\r\n\r\nshort") : .ok("whole")
        }
        let client = try client(server.url)
        #expect(try await client.send(form, deadline: .now + .seconds(5)).body == Array("whole".utf8))
        await client.shutdown()
    }

    @Test func `garbage is named so`() async throws {
        let server = try LoopbackServer(always: .raw("220 mail.example ESMTP\r\n"))
        let client = try client(server.url)
        let error = try await failure(client)
        #expect(error.kind == .malformed && error.attempts == 1)
        #expect(error.sentence.contains("not HTTP"))
        await client.shutdown()
    }

    @Test func `closed connection is asked again`() async throws {
        let server = try LoopbackServer { _, number in number == 0 ? .close : .ok("") }
        let client = try client(server.url)
        _ = try await client.send(form, deadline: .now + .seconds(5))
        #expect(server.requests.count == 2)
        await client.shutdown()
    }

    @Test func `change that may have arrived is not sent again`() async throws {
        let server = try LoopbackServer(always: .close)
        let client = try client(server.url)
        var change = form
        change.isIdempotent = false
        let error = try await failure(client, change)
        #expect(error.kind == .network(.reset) && error.mayHaveTakenEffect && server.requests.count == 1)
        await client.shutdown()
    }

    @Test func `redirect is not followed`() async throws {
        let elsewhere = try LoopbackServer(always: .ok("secret place"))
        let server = try LoopbackServer(always: .answer(302, [("Location", elsewhere.url)]))
        let client = try client(server.url)
        let error = try await failure(client)
        #expect(error.kind == .malformed && error.httpStatus == 302 && elsewhere.requests.isEmpty)
        await client.shutdown()
    }

    @Test func `recovers by itself`() async throws {
        let server = try LoopbackServer { _, number in number < 5 ? .answer(500) : .ok("back") }
        let client = try client(server.url)
        _ = try await failure(client)
        #expect(try await client.send(form, deadline: .now + .seconds(5)).body == Array("back".utf8))
        await client.shutdown()
    }

    @Test func `renewed keys are taken once`() async throws {
        let folder = try TemporaryFolder()
        let write = { (id: String) in
            _ = try folder.write(
                "[sre]\naws_access_key_id = \(id)\naws_secret_access_key = topsecret\n", to: ".aws/credentials")
        }
        try write("AKIAOLD")
        let server = try LoopbackServer { request, _ in
            request.header("authorization")?.contains("AKIANEW") == true ? .ok("") : Self.expired
        }
        let settings = AWSSettings(
            region: "eu-west-1", profile: "sre", endpoint: server.url, environment: ["HOME": folder.path])
        let client = try AWSClient(settings: settings, retry: Self.quick, clock: MachineClock())
        let error = try await failure(client)
        #expect(error.kind == .expired && server.requests.count == 1)
        #expect(error.sentence.contains("profile sre of ~/.aws/credentials"))
        #expect(!error.sentence.contains("topsecret"))
        try write("AKIANEW")
        _ = try await client.send(form, deadline: .now + .seconds(5))
        #expect(server.requests.count == 3)
        await client.shutdown()
    }

    @Test func `role is assumed on top of the chain`() async throws {
        let answer = """
            <AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>\
            <SecretAccessKey>s</SecretAccessKey><SessionToken>role-token</SessionToken>\
            <Expiration>2099-01-01T00:00:00.5Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
            """
        let server = try LoopbackServer { request, _ in
            request.body.contains("Action=AssumeRole&") ? .ok(answer) : .ok("<ok/>")
        }
        let settings = AWSSettings(
            region: "eu-west-1", assumeRole: "arn:aws:iam::111122223333:role/watch", endpoint: server.url,
            environment: Self.keys)
        let client = try AWSClient(settings: settings, retry: Self.quick, clock: MachineClock())
        _ = try await client.send(form, deadline: .now + .seconds(5))
        _ = try await client.send(form, deadline: .now + .seconds(5))
        let sent = server.requests
        #expect(sent.count == 3)
        #expect(
            sent[0].body.contains("RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fwatch&RoleSessionName=abreast-"))
        #expect(sent[0].header("authorization")?.contains("Credential=AKIATEST/") == true)
        #expect(sent[0].header("authorization")?.contains("/eu-west-1/sts/aws4_request") == true)
        #expect(sent[1].header("authorization")?.contains("Credential=ASIAROLE/") == true)
        #expect(sent[1].header("x-amz-security-token") == "role-token")
        #expect(client.calls()["sts:AssumeRole"] == 1)
        #expect(try client.credentialSource().hasSuffix("assuming role arn:aws:iam::111122223333:role/watch"))
        await client.shutdown()
    }

    @Test func `denied role is said so`() async throws {
        let server = try LoopbackServer(
            always: .answer(
                403, [],
                "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>"))
        let settings = AWSSettings(
            region: "eu-west-1", assumeRole: "arn:role/x", endpoint: server.url, environment: Self.keys)
        let client = try AWSClient(settings: settings, retry: Self.quick, clock: MachineClock())
        let error = try await failure(client)
        #expect(error.kind == .accessDenied)
        #expect(error.sentence.hasPrefix("sts:AssumeRole of arn:role/x was denied"))
        await client.shutdown()
    }

    @Test func `web identity is not signed`() async throws {
        let answer = """
            <AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>\
            <AccessKeyId>ASIAWEB</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>\
            <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>\
            </AssumeRoleWithWebIdentityResponse>
            """
        let server = try LoopbackServer { request, _ in
            request.body.contains("Action=AssumeRoleWithWebIdentity&") ? .ok(answer) : .ok("<ok/>")
        }
        let folder = try TemporaryFolder()
        let settings = AWSSettings(
            region: "eu-west-1", endpoint: server.url,
            environment: [
                "HOME": folder.path, "AWS_WEB_IDENTITY_TOKEN_FILE": try folder.write("jwt\n", to: "token"),
                "AWS_ROLE_ARN": "arn:role/w", "AWS_ROLE_SESSION_NAME": "night",
            ])
        let client = try AWSClient(settings: settings, retry: Self.quick, clock: MachineClock())
        _ = try await client.send(form, deadline: .now + .seconds(5))
        #expect(server.requests[0].header("authorization") == nil)
        #expect(server.requests[0].body.hasSuffix("RoleArn=arn%3Arole%2Fw&RoleSessionName=night&WebIdentityToken=jwt"))
        #expect(server.requests[1].header("authorization")?.contains("ASIAWEB") == true)
        await client.shutdown()
    }

    @Test func `without credentials nothing is sent`() async throws {
        let server = try LoopbackServer(always: .ok(""))
        let settings = AWSSettings(
            region: "eu-west-1", endpoint: server.url,
            environment: ["HOME": "/nonexistent", "AWS_EC2_METADATA_DISABLED": "true"])
        let client = try AWSClient(settings: settings)
        let error = try await failure(client)
        #expect(error.kind == .noCredentials && server.requests.isEmpty)
        #expect(error.sentence.contains("AWS_ACCESS_KEY_ID"))
        await client.shutdown()
    }

    @Test func `cancelled task ends at once`() async throws {
        let server = try LoopbackServer(always: .hang)
        let client = try client(server.url)
        let task = Task { try await failure(client, within: .seconds(20)) }
        try await Task.sleep(for: .milliseconds(100))
        let start = ContinuousClock.now
        task.cancel()
        #expect(try await task.value.kind == .cancelled)
        #expect(ContinuousClock.now - start < .seconds(1))
        await client.shutdown()
    }

    @Test func `caller identity`() async throws {
        let server = try LoopbackServer(
            always: .ok(
                "<GetCallerIdentityResponse xmlns=\"urn:x\"><GetCallerIdentityResult><UserId>AIDA</UserId>"
                    + "<Account>111122223333</Account><Arn>arn:user/ops</Arn></GetCallerIdentityResult>"
                    + "</GetCallerIdentityResponse>"))
        let client = try client(server.url)
        let caller = try await STS(client).getCallerIdentity(deadline: .now + .seconds(5))
        #expect(caller == STS.CallerIdentity(account: "111122223333", arn: "arn:user/ops", userID: "AIDA"))
        await client.shutdown()
    }

    @Test func `port without TLS is named so`() async throws {
        let server = try LoopbackServer(greeting: "HTTP/1.1 400 X\r\n\r\n") { _, _ in .close }
        let client = try client("https://127.0.0.1:\(server.port)")
        let error = try await failure(client)
        #expect(error.kind == .network(.tls) && error.attempts == 1 && !error.mayHaveTakenEffect)
        await client.shutdown()
    }

    @Test func `broken CA bundle is refused`() throws {
        let folder = try TemporaryFolder()
        for (path, words) in [
            (folder.path + "/absent.pem", "cannot be read"), (try folder.write("", to: "e"), "holds no PEM"),
        ] {
            let error = #expect(throws: AWSError.self) {
                try client("https://127.0.0.1:1", ["AWS_CA_BUNDLE": path])
            }
            #expect(error?.kind == .configuration && error?.sentence.contains(words) == true)
        }
    }
}
