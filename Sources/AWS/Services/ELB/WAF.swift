/// Requests to WAF, version 2: the web ACL that protects a load balancer.
package struct WAF: Sendable {
    let sender: any RequestSender

    /// The name of the web ACL of a load balancer; nil when it has none.
    package func webACL(
        of loadBalancerARN: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> String? {
        let request = AWSRequest.json(
            .waf, "GetWebACLForResource", target: "AWSWAF_20190729.GetWebACLForResource",
            body: JSONAnswer.encode(["ResourceArn": loadBalancerARN]), resource: loadBalancerARN)
        let answer = try await sender.json(WebACLAnswer.self, request, deadline: deadline)
        return answer.webACL?.name
    }
}

extension RequestSender {
    /// Requests to WAF.
    package var waf: WAF { WAF(sender: self) }
}

private struct WebACLAnswer: Decodable {
    struct WebACL: Decodable {
        let name: String

        enum CodingKeys: String, CodingKey {
            case name = "Name"
        }
    }

    let webACL: WebACL?

    enum CodingKeys: String, CodingKey {
        case webACL = "WebACL"
    }
}
