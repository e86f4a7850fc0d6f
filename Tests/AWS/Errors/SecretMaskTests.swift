import Model
import Testing

@testable import AWS

@Suite("Secrets that AWS echoes")
struct SecretMaskTests {
    private static let keys = Credentials(
        accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        sessionToken: "IQoJb3JpZ2luX2VjEXAMPLETOKEN//////////")

    @Test(arguments: [
        "The security token AKIAIOSFODNN7EXAMPLE included in the request is invalid",
        "Credential=AKIAIOSFODNN7EXAMPLE/20261123/eu-west-1/ecs/aws4_request, SignedHeaders=host, Signature=0a1b2c3d4e5f",
        "The Canonical String should have been 'GET\n/\nx-amz-security-token:IQoJb3JpZ2luX2VjEXAMPLETOKEN//////////\nhost'",
        "X-Amz-Security-Token=abc%2Fdefghijklmnop&X-Amz-Signature=0a1b2c3d4e5f",
        #"{"SecretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "SessionToken":"abcdefghijklmnop"}"#,
        "your secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "key ASIAY34FZKBOKMUTVV7A of nobody known",
    ])
    func `key ids, tokens, secrets and signatures are masked`(message: String) {
        let masked = SecretMask(Self.keys).masked(message)
        for secret in [
            "IOSFODNN7", "0a1b2c3d4e5f", "IQoJb3JpZ2lu", "abc%2Fdef", "wJalrXUtn", "abcdefghijklmnop", "Y34FZKBO",
        ] {
            #expect(!masked.contains(secret), "\(masked)")
        }
        #expect(masked.contains(SecretMask.mark))
    }

    @Test(arguments: [
        "Signature expired: 20261123T045306Z is now earlier than 20261123T050000Z (20261123T051000Z - 5 min.)",
        "Credential should be scoped to a valid region.", "Rate exceeded",
        "User: arn:aws:sts::111122223333:assumed-role/watch/i-1 is not authorized to perform: ecs:ListTasks",
    ])
    func `what tells no secret stays as it is`(message: String) {
        #expect(SecretMask(Self.keys).masked(message) == message)
    }

    @Test func `an error of an answer holds no secret of the request`() {
        let body = """
            <ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>\(Self.keys.accessKeyID) with
            \(Self.keys.sessionToken ?? "") does not match</Message></Error></ErrorResponse>
            """
        let error = AWSError(
            Connections.Answer(status: 403, headers: [], body: Array(body.utf8)),
            to: .get(.route53, "GetChange", path: "/", resource: "C1"), now: .init(milliseconds: 0),
            credentials: .environment, mask: SecretMask(Self.keys))
        #expect(!error.sentence.contains("IOSFODNN7") && !error.sentence.contains("IQoJ"))
        #expect(error.kind == .invalidCredentials)
    }
}
