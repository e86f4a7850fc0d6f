import Testing

@testable import AWS

@Suite("Why a request was denied")
struct DenialTests {
    private static let caller =
        "User: arn:aws:iam::111122223333:user/mika is not authorized to perform:"
        + " ecs:DescribeServices on resource: arn:aws:ecs:eu-west-1:111122223333:service/prod/api"

    private func sentence(
        _ ending: String, operation: String = "DescribeServices", service: AWSService = .ecs
    ) -> String {
        AWSError(
            .accessDenied, service: service, operation: operation, resource: "api", code: "AccessDeniedException",
            message: Self.caller + ending
        ).sentence
    }

    @Test(arguments: [
        (
            " with an explicit deny in a service control policy",
            "in a service control policy; no allow undoes that: the"
                + " administrators of the organization must drop the deny of ecs:DescribeServices"
        ),
        (
            " with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/p-1",
            "in a service control policy; no allow undoes that"
        ),
        (" with an explicit deny in a resource control policy", "in a resource control policy"),
        (" with an explicit deny in a permissions boundary", "in the caller's permissions boundary; no allow undoes"),
        (" with an explicit deny in an identity-based policy", "in an IAM policy of the caller; no allow undoes"),
        (" with an explicit deny in a VPC endpoint policy", "in the policy of the VPC endpoint"),
        (" with an explicit deny", "by an explicit deny; no allow undoes"),
    ])
    func `an explicit deny is named, and who must drop it`(ending: String, words: String) {
        let sentence = sentence(ending)
        #expect(sentence.contains("was denied to arn:aws:iam::111122223333:user/mika by an explicit deny"))
        #expect(sentence.contains(words), "\(sentence)")
        #expect(!sentence.contains("allow the action"))
    }

    @Test(arguments: [
        (
            " because no identity-based policy allows the ecs:DescribeServices action",
            "; allow the action ecs:DescribeServices in the caller's IAM policy"
        ),
        (
            " because no permissions boundary allows the ecs:DescribeServices action",
            "the caller's permissions boundary must allow ecs:DescribeServices"
        ),
        (
            " because no service control policy allows the ecs:DescribeServices action",
            "the administrators of the organization must allow ecs:DescribeServices"
        ),
        (" because no session policy allows the ecs:DescribeServices action", "session policy must allow"),
    ])
    func `what no policy allows names the policy that must`(ending: String, words: String) {
        #expect(sentence(ending).contains(words), "\(sentence(ending))")
    }

    @Test func `a role that may not be assumed points at its trust policy`() {
        let plain = sentence("", operation: "AssumeRole", service: .sts)
        #expect(plain.contains("let the role's trust policy name the caller"), "\(plain)")
    }

    @Test func `a web identity that is refused points at the trust policy and the token's file`() {
        func told(_ kind: AWSError.Kind, _ code: String) -> String {
            var error = AWSError(
                kind, service: .sts, operation: "AssumeRoleWithWebIdentity", resource: "arn:aws:iam::1:role/watch",
                code: code, message: "Not authorized to perform sts:AssumeRoleWithWebIdentity")
            error.credentials = .webIdentity(tokenFile: "/run/token", role: "watch", place: "the environment")
            return error.sentence
        }
        let denied = told(.accessDenied, "AccessDenied")
        #expect(denied.contains("trust policy name the token's provider, audience and subject"), "\(denied)")
        #expect(denied.contains("/run/token"))
        #expect(told(.expired, "ExpiredTokenException").contains("the web identity token in /run/token has expired"))
        let refused = told(.invalidCredentials, "InvalidIdentityToken")
        #expect(refused.contains("identity provider does not accept the web identity token in /run/token"))
        #expect(!refused.contains("access key"))
    }
}
