import Model
import Testing

@testable import AWS

@Suite("EC2: instances")
struct EC2Tests {
    @Test func `instances of several reservations, with tags and the launch in either form`() async throws {
        let sender = CannedSender(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId>
            <reservationSet>
            <item><reservationId>r-1</reservationId><groupSet/><instancesSet><item><instanceId>i-1</instanceId>
            <imageId>ami-1</imageId>
            <instanceState><code>16</code><name>running</name></instanceState><privateDnsName/><reason/>
            <instanceType>t3.micro</instanceType>
            <launchTime>2026-11-23T04:52:54.000Z</launchTime>
            <placement><availabilityZone>eu-west-1a</availabilityZone><tenancy>default</tenancy></placement>
            <privateIpAddress>10.0.0.4</privateIpAddress><tagSet><item><key>aws:autoscaling:groupName</key>
            <value>shop-asg</value></item>
            <item><key>aws:ec2launchtemplate:version</key><value>41</value></item></tagSet></item>
            <item><instanceId>i-2</instanceId><instanceState><name>terminated</name></instanceState></item>
            </instancesSet></item>
            <item><instancesSet><item><instanceId>i-3</instanceId><launchTime>2026-11-23T04:52:54Z</launchTime>
            </item></instancesSet></item>
            </reservationSet></DescribeInstancesResponse>
            """)
        let found = try await sender.ec2.instances(ids: ["i-1", "i-2", "i-3"], deadline: soon)
        var first = EC2Instance(id: "i-1")
        (first.imageID, first.type, first.launchTime, first.state) = (
            "ami-1", "t3.micro", Moment(seconds: 1_795_409_574), .running
        )
        (first.zone, first.privateIP) = ("eu-west-1a", "10.0.0.4")
        first.tags = ["aws:autoscaling:groupName": "shop-asg", "aws:ec2launchtemplate:version": "41"]
        var second = EC2Instance(id: "i-2")
        second.state = "terminated"
        #expect(Array(found.values.prefix(2)) == [first, second])
        #expect(found.values.last?.launchTime == Moment(seconds: 1_795_409_574))
        #expect(
            sender.bodies == [
                "Action=DescribeInstances&Version=2016-11-15&InstanceId.1=i-1&InstanceId.2=i-2&InstanceId.3=i-3"
            ])
    }

    @Test func `ids that are gone are dropped, asked around, and reported`() async throws {
        let sender = CannedSender { request throws(AWSError) in
            let body = String(decoding: request.body, as: UTF8.self)
            if body.contains("i-0aa") {
                throw refusal(
                    .notFound, code: "InvalidInstanceID.NotFound",
                    message: "The instance IDs 'i-0aa, i-0bb' do not exist")
            }
            return """
                <DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>i-0cc</instanceId>
                </item></instancesSet></item>
                </reservationSet></DescribeInstancesResponse>
                """
        }
        let found = try await sender.ec2.instances(ids: ["i-0aa", "i-0cc", "i-0bb"], deadline: soon)
        #expect(found == BatchResult(values: [EC2Instance(id: "i-0cc")], missing: ["i-0aa", "i-0bb"]))
        #expect(sender.requests.count == 2)
    }

    @Test func `two hundred ids a call; none left to ask is no question`() async throws {
        let empty = "<DescribeInstancesResponse><reservationSet/></DescribeInstancesResponse>"
        let sender = CannedSender(empty)
        _ = try await sender.ec2.instances(ids: (0..<450).map { "i-\($0)" }, deadline: soon)
        #expect(sender.requests.count == 3)
        _ = try await sender.ec2.instances(ids: [], deadline: soon)
        #expect(sender.requests.count == 3)
    }
}
