import Testing

@testable import AWS

@Suite("Answers that do not make sense are told apart from empty ones")
struct WireTests {
    @Test(arguments: [
        ("", "the body is empty"),
        ("Bad Gateway", "the body is not XML"),
        ("<!doctype html><html lang=en><body>It works</body></html>", "<html>"),
        (
            "<?xml version=\"1.0\"?><ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>",
            "<ListAllMyBucketsResult>"
        ),
        ("<DescribeTargetHealthResponse><DescribeTargetHealthResult>", "not well-formed"),
        ("<DescribeTargetHealthResponse></DescribeTargetHealthResponse>", "DescribeTargetHealthResult"),
        (
            """
            <DescribeTargetHealthResponse><DescribeTargetHealthResult><TargetHealthDescriptions><member>
            <Target><Port>80</Port></Target><TargetHealth><State>healthy</State></TargetHealth>
            </member></TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>
            """, "Id"
        ),
    ])
    func `a 200 that is no ELBv2 answer is malformed, and the reason says what it is`(
        body: String, reason: String
    ) async {
        let error = await #expect(throws: AWSError.self) {
            try await CannedSender(body).elasticLoadBalancing.targetHealth(targetGroupARN: "arn", deadline: soon)
        }
        #expect(error?.kind == .malformed)
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
        #expect(error?.operation == "DescribeTargetHealth")
    }

    @Test(arguments: [
        "<TargetHealthDescriptions/>", "<TargetHealthDescriptions></TargetHealthDescriptions>",
        "<TargetHealthDescriptions>\n   </TargetHealthDescriptions>", "",
    ])
    func `an empty list in any spelling is empty`(list: String) async throws {
        let body = """
            <?xml version="1.0" encoding="UTF-8"?>
            <DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
              <DescribeTargetHealthResult>\(list)</DescribeTargetHealthResult>
              <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>
            </DescribeTargetHealthResponse>
            """
        let targets = try await CannedSender(body).elasticLoadBalancing.targetHealth(
            targetGroupARN: "arn", deadline: soon)
        #expect(targets.isEmpty)
    }

    @Test(arguments: [
        ("", "the body is empty"), ("<html></html>", "the body"), ("{}", "services"), ("{\"services\":{}}", "services"),
    ])
    func `a 200 that is no ECS answer is malformed`(body: String, reason: String) async {
        let error = await #expect(throws: AWSError.self) {
            try await CannedSender(body).ecs.services(cluster: "c", names: ["b"], deadline: soon)
        }
        #expect(error?.kind == .malformed)
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    }

    @Test(arguments: ["", ",\"desiredCount\":\"many\"", ",\"desiredCount\":-1"])
    func `an odd service is malformed by itself`(count: String) async throws {
        let body = "{\"services\":[{\"serviceArn\":\"a\",\"serviceName\":\"b\"\(count)}]}"
        let answer = try await CannedSender(body).ecs.services(cluster: "c", names: ["b"], deadline: soon)
        #expect(answer.values.isEmpty && answer.odd.map(\.names) == [["b", "a"]])
        let error = await #expect(throws: AWSError.self) {
            try await CannedSender(body).ecs.service(cluster: "c", name: "b", deadline: soon)
        }
        #expect(error?.kind == .malformed && error?.message.contains("desiredCount") == true)
    }

    @Test func `entities, line breaks and other scripts survive`() async throws {
        let body = """
            <DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>i-1</instanceId><tagSet>
            <item><key>Name</key><value>予約 &amp; &lt;api&gt;&#x20;🍣</value></item><item><key>empty</key><value/>
            </item>
              <item>
                <key>wide</key>
                <value>a  b &lt;</value>
              </item>
            </tagSet></item></instancesSet></item></reservationSet></DescribeInstancesResponse>
            """
        let found = try await CannedSender(body).ec2.instances(ids: ["i-1"], deadline: soon)
        #expect(found.values.first?.tags == ["Name": "予約 & <api> 🍣", "empty": "", "wide": "a  b <"])
    }
}
