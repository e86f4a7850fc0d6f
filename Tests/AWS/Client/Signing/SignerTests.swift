import Foundation
import Model
import Testing

@testable import AWS

@Suite struct SignerTests {
    private static let keys = Credentials(accessKeyID: "AKIDABREASTTEST", secretAccessKey: "hunter2/of+the=North")

    @Test func `form to a balancer`() throws {
        let message = Signer.Message(
            method: "POST", path: "/", query: [],
            headers: [
                ("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
                ("host", "elasticloadbalancing.ap-northeast-1.amazonaws.com"),
            ],
            body: Form.encode([
                ("Action", "DescribeTargetHealth"), ("Version", "2015-12-01"), ("TargetGroupArn", "arn:aws:tg/api-old"),
            ]))
        let signer = Signer(credentials: Self.keys, region: "ap-northeast-1", service: "elasticloadbalancing")
        let signature = signer.sign(message, at: try date("20261123T050911Z"))
        #expect(
            signature.canonicalRequest == """
                POST
                /

                content-type:application/x-www-form-urlencoded; charset=utf-8
                host:elasticloadbalancing.ap-northeast-1.amazonaws.com
                x-amz-date:20261123T050911Z

                content-type;host;x-amz-date
                f9ea8bc8a02d8ea8d3559122b1dbba0d7237e3fa0d70ff3870cc889c2f796233
                """)
        #expect(
            signature.authorization == "AWS4-HMAC-SHA256"
                + " Credential=AKIDABREASTTEST/20261123/ap-northeast-1/elasticloadbalancing/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-date,"
                + " Signature=f8507dca1568e07bb273eec0becc84c51777626b2f49826138660e4ddd765678")
        #expect(signature.headers.firstValue(of: "Authorization") == signature.authorization)
    }

    @Test func `query of a zone is sorted and encoded`() throws {
        let message = Signer.Message(
            method: "GET", path: "/2013-04-01/hostedzone/Z0ABREAST/rrset",
            query: [("name", "api.例.example."), ("type", "A"), ("maxitems", "300")],
            headers: [("host", "route53.amazonaws.com")], body: [])
        let signer = Signer(credentials: Self.keys, region: "us-east-1", service: "route53")
        let signature = signer.sign(message, at: try date("20261123T050911Z"))
        #expect(
            signature.canonicalRequest.contains("\nmaxitems=300&name=api.%E4%BE%8B.example.&type=A\n"))
        #expect(
            signature.authorization.hasSuffix(
                "Signature=d5c4e5589acd751e9f968991891034f2822bdb64acb114c1222360b399f86a26"))
    }

    @Test func `token and target are signed`() throws {
        let keys = Credentials(
            accessKeyID: "AKIDABREASTTEST", secretAccessKey: "hunter2/of+the=North", sessionToken: "TOKEN/with+signs==")
        let message = Signer.Message(
            method: "POST", path: "/", query: [],
            headers: [
                ("Content-Type", "application/x-amz-json-1.0"), ("Host", "127.0.0.1:5000"),
                ("X-Amz-Target", "GraniteServiceVersion20100801.GetMetricData"), ("x-amzn-query-mode", "true"),
                // Stale values of an earlier try must not be signed.
                ("X-Amz-Date", "20200101T000000Z"), ("X-Amz-Security-Token", "stale"),
            ],
            body: Array(#"{"MetricDataQueries":[]}"#.utf8))
        let signature = Signer(credentials: keys, region: "eu-west-1", service: "monitoring")
            .sign(message, at: try date("20261231T235959Z"))
        #expect(
            signature.authorization.hasSuffix(
                "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target;x-amzn-query-mode,"
                    + " Signature=d6031a878fca71196a2ba399d44b1f5018635bbc5a46954433128e4c71059168"))
        #expect(signature.headers.filter { $0.0.lowercased() == "x-amz-date" }.map(\.1) == ["20261231T235959Z"])
        #expect(signature.headers.firstValue(of: "x-amz-security-token") == "TOKEN/with+signs==")
    }

    @Test(arguments: [
        ("/", "/"), ("", "/"), ("//a//b/", "/a/b/"), ("/a/./b/../c", "/a/c"), ("/a/..", "/"), ("/a%20b", "/a%2520b"),
    ])
    func `canonical path`(path: String, canonical: String) {
        #expect(Signer.canonicalPath(path) == canonical)
    }

    private func date(_ compact: String) throws -> Moment { try #require(Moment(basicISO8601: compact)) }
}
