import Testing
import View

@testable import Report

@Suite struct ReportRedactionTests {
    @Test(arguments: [
        ("arn:aws:iam::111122223333:role/abreast", "arn:aws:iam::********3333:role/abreast"),
        ("account 111122223333, not 444455556666.", "account ********3333, not ********6666."),
        (
            "https://sqs.eu-west-1.amazonaws.com/111122223333/jobs",
            "https://sqs.eu-west-1.amazonaws.com/********3333/jobs"
        ),
        ("bucket-111122223333-logs", "bucket-********3333-logs"),
        ("111122223333.dkr.ecr.eu-west-1.amazonaws.com/api:1", "********3333.dkr.ecr.eu-west-1.amazonaws.com/api:1"),
        ("key AKIAIOSFODNN7EXAMPLE is old", "key AKIA[removed] is old"),
        ("ASIAIOSFODNN7EXAMPLE/20261123/eu-west-1", "ASIA[removed]/20261123/eu-west-1"),
        ("secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY end", "secret [removed] end"),
        ("aws_secret_access_key = abc", "aws_secret_access_key = [removed]"),
        ("credential_process = vault --token=abc", "credential_process = vault --token=[removed]"),
        ("password=hunter2&x=1", "password=[removed]&x=1"),
        ("{\"SecretAccessKey\": \"abc/def\", \"a\": 1}", "{\"SecretAccessKey\": \"[removed]\", \"a\": 1}"),
        ("{\\\"Token\\\":\\\"abc\\\"}", "{\\\"Token\\\":\\\"[removed]\"}"),
        ("Authorization: Bearer abc.def.ghi", "Authorization: Bearer [removed]"),
        ("got Bearer abcdefgh here", "got Bearer [removed] here"),
        ("X-Amz-Security-Token: FwoGZXIvYXdzEJr", "X-Amz-Security-Token: [removed]"),
        (
            "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dBjftJeZ4CVPmB92K27uhbUJU1p1r ok",
            "jwt [removed].[removed].[removed] ok"
        ),
        ("GET https://example.com/r/1?phone=09012345678&n=%E5 failed", "GET https://example.com/r/1?[removed] failed"),
        ("GET /reservations?phone=09012345678 502", "GET /reservations?[removed] 502"),
        ("https://example.com/guests/09012345678/table", "https://example.com/guests/[removed]/table"),
        ("https://example.com/guests/%2B819012345678", "https://example.com/guests/[removed]"),
        ("https://example.com/guests/090-1234-5678", "https://example.com/guests/[removed]"),
        ("https://mika:pw@example.com/x", "https://[removed]@example.com/x"),
        ("call 090-1234-5678 or +819012345678", "call [removed] or [removed]"),
        ("client 8.8.4.4 reset", "client [removed] reset"),
    ])
    func `what must not leave is taken out`(text: String, clean: String) {
        #expect(Redaction.clean(text) == clean)
        #expect(Redaction.clean(clean) == clean)
    }

    @Test(arguments: [
        "", "api", "2026-11-23T05:32:07.123Z", "reservations-20261123T053207Z-api",
        "p99 412 ms > 1.2 × 288 ms, since 14:13",
        "api:218 @9f2c", "lt:41 ami-0c1a2b3c4d5e6f708", "i-0f76fade0f76fade0", "app/api-old/50dc6c495c0c9188",
        "targetgroup/api-new/0a1b2c3d4e5f6071", "4c1f0a1b2c3d4e5f60714c1f0a1b2c3d", "http://127.0.0.1:5000",
        "10.0.12.34:8080",
        "sha256:9f2c0a1b2c3d4e5f60714c1f0a1b2c3d4e5f60714c1f0a1b2c3d4e5f60714c1f", "ecs-svc/1234567890123456789",
        "日本語の理由 090", "Target.ResponseCodeMismatch: Health checks failed with these codes: [502]", "mika@bastion:4711",
        "AWS/ApplicationELB HTTPCode_Target_5XX_Count Sum {LoadBalancer=app/api/50dc, TargetGroup=targetgroup/api/73e2} 60 s",
        "credential_process = aws configure export-credentials --profile sre --format process",
        "credential_source = Ec2InstanceMetadata", "AWS_WEB_IDENTITY_TOKEN_FILE=/run/secrets/token",
        "the request token was refused", "is it so? yes", "75/25", "1764000000000", "step 3/5, 12:31 left",
        "(service apiFrontendForReservationsAndMore/andAlsoTheNextOne2) has reached a steady state.",
    ])
    func `what tells nothing is left`(text: String) {
        #expect(Redaction.clean(text) == text)
    }
}
