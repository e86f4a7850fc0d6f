import Foundation
import Model
import Testing

@testable import AWS

/// What abreast makes of answers that are not 2xx: the code decides, in whichever shape it comes.
@Suite struct ErrorAnswerTests {
    /// An answer and what is to be made of it.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var service: AWSService
        var status: Int
        var headers: [(String, String)] = []
        var body: String
        var kind: AWSError.Kind
        var code: String
        var isTransient = false

        var testDescription: String { name }
    }

    private static func query(_ code: String, _ message: String = "words", type: String = "Sender") -> String {
        "<ErrorResponse xmlns=\"http://example.amazonaws.com/doc/\">\n  <Error><Type>\(type)</Type><Code>\(code)</Code>"
            + "<Message>\(message)</Message></Error>\n  <RequestId>req-q-1</RequestId></ErrorResponse>"
    }

    private static func ec2(_ code: String, _ message: String = "words") -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>\(code)</Code>"
            + "<Message>\(message)</Message></Error></Errors><RequestID>req-e-1</RequestID></Response>"
    }

    private static func json(_ type: String, _ message: String = "words") -> String {
        #"{"__type":"\#(type)","message":"\#(message)"}"#
    }

    private static let late =
        "Signature expired: 20260301T100000Z is now earlier than 20260301T101500Z"
        + " (20260301T102000Z - 5 min.)"
    private static let early =
        "Signature not yet current: 20260301T103000Z is still later than 20260301T102500Z"
        + " (20260301T102000Z + 5 min.)"

    static let cases: [Case] = [
        // The query protocol.
        Case(
            name: "query throttled", service: .elbv2, status: 400, body: query("Throttling"),
            kind: .throttled, code: "Throttling", isTransient: true),
        Case(
            name: "query throttled, other name", service: .elbv2, status: 400, body: query("ThrottlingException"),
            kind: .throttled, code: "ThrottlingException", isTransient: true),
        Case(
            name: "query denied", service: .elbv2, status: 403, body: query("AccessDenied"),
            kind: .accessDenied, code: "AccessDenied"),
        Case(
            name: "query not found", service: .elbv2, status: 400, body: query("TargetGroupNotFound"),
            kind: .notFound, code: "TargetGroupNotFound"),
        Case(
            name: "query validation", service: .autoScaling, status: 400, body: query("ValidationError"),
            kind: .validation, code: "ValidationError"),
        Case(
            name: "query expired", service: .sts, status: 403, body: query("ExpiredToken"),
            kind: .expired, code: "ExpiredToken"),
        Case(
            name: "query unknown key", service: .sts, status: 403, body: query("InvalidClientTokenId"),
            kind: .invalidCredentials, code: "InvalidClientTokenId"),
        Case(
            name: "query clock behind", service: .sts, status: 403, body: query("SignatureDoesNotMatch", late),
            kind: .clockSkew, code: "SignatureDoesNotMatch"),
        Case(
            name: "query clock ahead", service: .sts, status: 403, body: query("SignatureDoesNotMatch", early),
            kind: .clockSkew, code: "SignatureDoesNotMatch"),
        Case(
            name: "query bad signature", service: .sts, status: 403, body: query("SignatureDoesNotMatch"),
            kind: .invalidCredentials, code: "SignatureDoesNotMatch"),
        Case(
            name: "query failure", service: .elbv2, status: 500, body: query("InternalFailure", type: "Receiver"),
            kind: .server, code: "InternalFailure", isTransient: true),
        Case(
            name: "query unknown code", service: .elbv2, status: 400, body: query("PriorityInUse"),
            kind: .rejected, code: "PriorityInUse"),
        Case(
            name: "query provider busy", service: .sts, status: 400, body: query("IDPCommunicationError"),
            kind: .server, code: "IDPCommunicationError", isTransient: true),
        Case(
            name: "query errors in a list", service: .elbv2, status: 403,
            body: "<ErrorResponse><Errors><Error><Code>AccessDenied</Code><Message>m</Message></Error></Errors>"
                + "</ErrorResponse>",
            kind: .accessDenied, code: "AccessDenied"),
        Case(
            name: "HTML at 503", service: .elbv2, status: 503, headers: [("Content-Type", "text/html")],
            body: "<html><body><h1>Service Unavailable</h1></body></html>", kind: .server, code: "",
            isTransient: true),
        Case(
            name: "unclosed HTML at 502", service: .elbv2, status: 502, body: "<html><body>Bad Gateway<br>",
            kind: .server, code: "", isTransient: true),
        Case(
            name: "nothing at 502", service: .elbv2, status: 502, body: "", kind: .server, code: "",
            isTransient: true),
        // The ec2 protocol.
        Case(
            name: "ec2 throttled", service: .ec2, status: 503, body: ec2("RequestLimitExceeded"),
            kind: .throttled, code: "RequestLimitExceeded", isTransient: true),
        Case(
            name: "ec2 expired", service: .ec2, status: 400, body: ec2("RequestExpired"),
            kind: .expired, code: "RequestExpired"),
        Case(
            name: "ec2 expired by clock", service: .ec2, status: 400,
            headers: [("Date", "Sun, 01 Mar 2026 10:40:00 GMT")], body: ec2("RequestExpired"),
            kind: .clockSkew, code: "RequestExpired"),
        Case(
            name: "ec2 unknown key", service: .ec2, status: 401, headers: [("Date", "Sun, 01 Mar 2026 10:20:01 GMT")],
            body: ec2("AuthFailure"), kind: .invalidCredentials, code: "AuthFailure"),
        Case(
            name: "ec2 refused by clock", service: .ec2, status: 401,
            headers: [("Date", "Sun, 01 Mar 2026 10:00:00 GMT")], body: ec2("AuthFailure"),
            kind: .clockSkew, code: "AuthFailure"),
        Case(
            name: "ec2 denied", service: .ec2, status: 403, body: ec2("UnauthorizedOperation"),
            kind: .accessDenied, code: "UnauthorizedOperation"),
        Case(
            name: "ec2 not found", service: .ec2, status: 400, body: ec2("InvalidInstanceID.NotFound"),
            kind: .notFound, code: "InvalidInstanceID.NotFound"),
        Case(
            name: "ec2 malformed id", service: .ec2, status: 400, body: ec2("InvalidInstanceID.Malformed"),
            kind: .validation, code: "InvalidInstanceID.Malformed"),
        // Route 53 with its three roots.
        Case(
            name: "route53 throttled", service: .route53, status: 400, body: query("Throttling"),
            kind: .throttled, code: "Throttling", isTransient: true),
        Case(
            name: "route53 busy", service: .route53, status: 400, body: query("PriorRequestNotComplete"),
            kind: .throttled, code: "PriorRequestNotComplete", isTransient: true),
        Case(
            name: "route53 no zone", service: .route53, status: 404, body: query("NoSuchHostedZone"),
            kind: .notFound, code: "NoSuchHostedZone"),
        Case(
            name: "route53 batch", service: .route53, status: 400, body: query("InvalidChangeBatch"),
            kind: .validation, code: "InvalidChangeBatch"),
        Case(
            name: "route53 batch as root", service: .route53, status: 400,
            body: "<InvalidChangeBatch xmlns=\"urn:x\"><Messages><Message>it exists</Message><Message>it differs"
                + "</Message></Messages><RequestId>r</RequestId></InvalidChangeBatch>",
            kind: .validation, code: "InvalidChangeBatch"),
        Case(
            name: "route53 old root", service: .route53, status: 400, body: ec2("Throttling"),
            kind: .throttled, code: "Throttling", isTransient: true),
        Case(
            name: "error as root", service: .route53, status: 403,
            body: "<Error><Code>AccessDenied</Code><Message>m</Message><RequestId>r</RequestId></Error>",
            kind: .accessDenied, code: "AccessDenied"),
        // JSON.
        Case(
            name: "json throttled", service: .ecs, status: 400, body: json("ThrottlingException"),
            kind: .throttled, code: "ThrottlingException", isTransient: true),
        Case(
            name: "json namespace", service: .ecs, status: 400, body: json("com.example.thing#ThrottlingException"),
            kind: .throttled, code: "ThrottlingException", isTransient: true),
        Case(
            name: "json address behind the name", service: .ecs, status: 400,
            body: json("AccessDeniedException:http://internal.example/coral/"),
            kind: .accessDenied, code: "AccessDeniedException"),
        Case(
            name: "json code key", service: .ecs, status: 400,
            body: #"{"code":"ns.x#ClusterNotFoundException:http://internal.example/"}"#,
            kind: .notFound, code: "ClusterNotFoundException"),
        Case(
            name: "json header only", service: .ecs, status: 500,
            headers: [("X-Amzn-ErrorType", "ServerException:http://internal.example/")], body: "",
            kind: .server, code: "ServerException", isTransient: true),
        Case(
            name: "json header only, refused", service: .ecs, status: 400,
            headers: [("x-amzn-errortype", "ExpiredTokenException")], body: "{}",
            kind: .expired, code: "ExpiredTokenException"),
        Case(
            name: "json capital message", service: .ecs, status: 400,
            body: #"{"__type":"AccessDeniedException","Message":"words"}"#,
            kind: .accessDenied, code: "AccessDeniedException"),
        Case(
            name: "json unknown key", service: .ecs, status: 400, body: json("UnrecognizedClientException"),
            kind: .invalidCredentials, code: "UnrecognizedClientException"),
        Case(
            name: "json skew", service: .ecs, status: 400, body: json("InvalidSignatureException", late),
            kind: .clockSkew, code: "InvalidSignatureException"),
        Case(
            name: "json code that is a number", service: .ecs, status: 400, body: #"{"code":7,"message":"m"}"#,
            kind: .malformed, code: ""),
        Case(
            name: "json 413 in HTML", service: .ecs, status: 413, headers: [("Content-Type", "text/html")],
            body: "<html>Request Entity Too Large</html>", kind: .malformed, code: ""),
        Case(
            name: "json nothing at 429", service: .cloudWatch, status: 429, body: "", kind: .throttled, code: "",
            isTransient: true),
        Case(
            name: "json old code wins", service: .cloudWatch, status: 400,
            headers: [("x-amzn-query-error", "Throttling;Sender")],
            body: json("com.amazonaws.cloudwatch.v2010_08_01#LimitExceeded"),
            kind: .throttled, code: "Throttling", isTransient: true),
        Case(
            name: "sqs throttled at 403", service: .sqs, status: 403, body: json("RequestThrottled"),
            kind: .throttled, code: "RequestThrottled", isTransient: true),
        Case(
            name: "sqs no queue", service: .sqs, status: 400,
            headers: [("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender")],
            body: json("com.amazonaws.sqs#QueueDoesNotExist"), kind: .notFound,
            code: "AWS.SimpleQueueService.NonExistentQueue"),
        Case(
            name: "cbor with an old code", service: .cloudWatch, status: 400,
            headers: [("Content-Type", "application/cbor"), ("x-amzn-query-error", "Throttling;Sender")],
            body: "\u{1}f__type", kind: .throttled, code: "Throttling", isTransient: true),
        Case(
            name: "another server's 404", service: .ecs, status: 404, headers: [("Content-Type", "text/html")],
            body: "<!doctype html><title>404 Not Found</title>", kind: .malformed, code: ""),
        Case(name: "broken json", service: .ecs, status: 400, body: #"{"__type":"Thrott"#, kind: .malformed, code: ""),
        Case(
            name: "redirect", service: .ecs, status: 302, headers: [("Location", "http://127.0.0.1/")], body: "",
            kind: .malformed, code: ""),
    ]

    @Test(arguments: cases)
    func `verdict`(of given: Case) throws {
        let error = try Self.error(given)
        #expect(error.kind == given.kind)
        #expect(error.code == given.code)
        #expect(error.isTransient == given.isTransient)
        #expect(error.httpStatus == given.status)
        #expect(error.sentence.contains("\(given.service.iamPrefix):Ask of thing-1"))
        let delay = Retry().delay(after: error, attempt: 1, isIdempotent: true)
        #expect((delay != nil) == given.isTransient)
    }

    private static func error(_ given: Case) throws -> AWSError {
        let answer = Connections.Answer(status: given.status, headers: given.headers, body: Array(given.body.utf8))
        let now = try #require(Moment(iso8601: "2026-03-01T10:20:00Z"))
        return AWSError(
            answer, to: .form(given.service, "Ask", version: "1", resource: "thing-1"), now: now,
            credentials: .file(profile: "sre", file: "~/.aws/credentials"), mask: SecretMask())
    }

    @Test func `messages and ids`() throws {
        let query = ErrorBody(headers: [], body: Array(Self.query("X", "a &lt; b").utf8))
        #expect(query.message == "a < b" && query.requestID == "req-q-1")
        let ec2 = ErrorBody(headers: [("X-Amzn-RequestId", "from-header")], body: Array(Self.ec2("X").utf8))
        #expect(ec2.message == "words" && ec2.requestID == "from-header")
        let own = Self.cases.first { $0.name == "route53 batch as root" }
        let batch = ErrorBody(headers: [], body: Array(try #require(own).body.utf8))
        #expect(batch.message == "it exists; it differs")
        let capital = ErrorBody(headers: [], body: Array(#"{"__type":"X","Message":"Big"}"#.utf8))
        #expect(capital.message == "Big")
    }

    @Test(arguments: [
        ("query clock behind", -1200.0), ("query clock ahead", 600.0), ("ec2 expired by clock", -1200.0),
        ("ec2 refused by clock", 1200.0),
    ])
    func `skew is measured`(name: String, offset: Double) throws {
        let given = try #require(Self.cases.first { $0.name == name })
        #expect(try Self.error(given).clockOffset == offset)
    }
}
