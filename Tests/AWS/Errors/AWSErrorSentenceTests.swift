import Testing

@testable import AWS

@Suite struct AWSErrorSentenceTests {
    private func error(_ kind: AWSError.Kind, _ code: String = "", _ message: String = "") -> AWSError {
        AWSError(
            kind, service: .elbv2, operation: "DescribeTargetHealth", resource: "targetgroup/api-old", code: code,
            message: message)
    }

    @Test func `denied names action and caller`() {
        let named = error(
            .accessDenied, "AccessDenied",
            "User: arn:aws:sts::111122223333:assumed-role/watch/i-1 is not authorized to perform:"
                + " elasticloadbalancing:DescribeTargetHealth because no identity-based policy allows it")
        #expect(
            named.sentence == "elasticloadbalancing:DescribeTargetHealth of targetgroup/api-old was denied to"
                + " arn:aws:sts::111122223333:assumed-role/watch/i-1; allow the action"
                + " elasticloadbalancing:DescribeTargetHealth in the caller's IAM policy")
        let unnamed = error(.accessDenied, "AccessDenied", "no").sentence
        #expect(unnamed.contains("(AccessDenied)") && unnamed.contains("allow the action elasticloadbalancing:"))
    }

    @Test func `skew says by how much`() {
        var late = error(.clockSkew, "SignatureDoesNotMatch")
        late.clockOffset = -1200
        #expect(
            late.sentence == "elasticloadbalancing:DescribeTargetHealth of targetgroup/api-old was refused:"
                + " this machine's clock is 20 min behind AWS's; set the clock (NTP)")
        late.clockOffset = 75
        #expect(late.sentence.contains("clock is 75 s ahead of AWS's"))
    }

    @Test func `expired says how to renew`() {
        var expired = error(.expired, "ExpiredToken")
        expired.credentials = .file(profile: "sre", file: "~/.aws/credentials")
        #expect(
            expired.sentence == "elasticloadbalancing:DescribeTargetHealth of targetgroup/api-old was refused: the"
                + " credentials have expired (profile sre of ~/.aws/credentials); renew them there; they are read"
                + " again by themselves")
        expired.credentials = .environment
        #expect(expired.sentence.hasSuffix("put fresh ones into the environment and start again"))
        expired.credentials = .role("arn:aws:iam::111122223333:role/watch", from: .environment)
        #expect(expired.sentence.hasSuffix("put fresh ones into the environment and start again"))
        // A token that the environment names is read again; new variables would help nobody.
        expired.credentials = .webIdentity(tokenFile: "/run/token", role: "r", place: "the environment")
        #expect(expired.sentence.hasSuffix("see that /run/token is renewed; it is read again by itself"))
    }

    @Test func `tries are counted`() {
        var throttled = error(.throttled, "Throttling", "Rate exceeded")
        throttled.attempts = 5
        #expect(
            throttled.sentence == "elasticloadbalancing:DescribeTargetHealth of targetgroup/api-old was throttled"
                + " (Throttling: Rate exceeded) after 5 tries; other programs share the account's limit, ask less often"
        )
    }

    @Test(arguments: [
        (AWSError.NetworkFault.refused, "nobody listens at http://127.0.0.1:9"),
        (.timeout, "no answer in time from http://127.0.0.1:9"),
        (.reset, "http://127.0.0.1:9 closed the connection"),
        (.tls, "AWS_CA_BUNDLE"),
        (.unreachable, "http://127.0.0.1:9 cannot be reached"),
        (.proxy, "HTTPS_PROXY"),
    ])
    func `network names the address`(fault: AWSError.NetworkFault, words: String) {
        var failed = error(.network(fault))
        failed.endpoint = "http://127.0.0.1:9"
        #expect(failed.sentence.contains(words))
        #expect(failed.sentence.hasPrefix("elasticloadbalancing:DescribeTargetHealth of targetgroup/api-old"))
    }

    @Test func `settings speak for themselves`() {
        #expect(AWSError.configuration("no region is named").sentence == "no region is named")
        let hindered = error(.noCredentials, "", "no credentials are found")
        #expect(hindered.sentence.hasSuffix("was not asked: no credentials are found"))
    }

    @Test func `garbage names what is missing`() {
        let request = AWSRequest.get(.route53, "GetChange", path: "/", resource: "C1")
        let sentence = AWSError.malformed(request, "the body is empty").sentence
        #expect(sentence.hasPrefix("route53:GetChange of C1") && sentence.contains("(the body is empty)"))
    }
}
