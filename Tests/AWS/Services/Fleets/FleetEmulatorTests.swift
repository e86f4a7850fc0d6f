import Foundation
import Model
import Testing
import World

@testable import AWS

@Suite("Auto Scaling, EC2 and SQS over HTTP (moto, whose groups have real instances)")
struct FleetEmulatorTests {
    private struct Fleet: Decodable {
        let desired: Int
        let instances: [String: String]
        let images: [String: String]
    }

    @Test func `groups and their instances, with template version, image and launch, as boto3 sees them`() async throws
    {
        let aws = try await EmulatedAWS.shared()
        let expected = try aws.world.boto3(
            [String: Fleet].self,
            """
            fleets = {}
            for group in aws.auto_scaling.describe_auto_scaling_groups()["AutoScalingGroups"]:
                ids = [one["InstanceId"] for one in group["Instances"]]
                found = aws.ec2.describe_instances(InstanceIds=ids)["Reservations"]
                machines = [one for some in found for one in some["Instances"]]
                fleets[group["AutoScalingGroupName"]] = {
                    "desired": group["DesiredCapacity"],
                    "instances": {
                        one["InstanceId"]: one["LifecycleState"] + " " + one["LaunchTemplate"]["Version"]
                        for one in group["Instances"]
                    },
                    "images": {
                        one["InstanceId"]: one["ImageId"] + " " + one["Placement"]["AvailabilityZone"]
                        for one in machines
                    },
                }
            fleets
            """)
        let found = try await aws.client.autoScaling.groups(
            names: expected.keys.sorted() + ["nowhere-asg"], deadline: soon)
        #expect(found.missing == ["nowhere-asg"])
        #expect(!expected.isEmpty && Set(found.values.map(\.name)) == Set(expected.keys))
        for group in found.values {
            let fleet = try #require(expected[group.name])
            #expect(group.desired == fleet.desired)
            let versions = group.instances.map {
                ($0.id, "\($0.lifecycleState.rawValue) \($0.launchTemplate?.version ?? "")")
            }
            #expect(Dictionary(uniqueKeysWithValues: versions) == fleet.instances)
            let instances = try await aws.client.ec2.instances(ids: group.instances.map(\.id), deadline: soon)
            let images = instances.values.map { ($0.id, "\($0.imageID ?? "") \($0.zone ?? "")") }
            #expect(Dictionary(uniqueKeysWithValues: images) == fleet.images)
            #expect(
                instances.values.allSatisfy {
                    abs(Date().timeIntervalSince1970 - ($0.launchTime?.seconds ?? 0)) < 86_400
                })
            #expect(instances.values.allSatisfy { $0.tags["aws:autoscaling:groupName"] == group.name })
            #expect(instances.missing.isEmpty)
        }
    }

    @Test func `groups over pages of one are the same groups`() async throws {
        let aws = try await EmulatedAWS.shared()
        let names = aws.names.services.values.compactMap(\.old.autoScalingGroup)
        let paged = try await AutoScaling(sender: aws.client, pageSize: 1).groups(names: names, deadline: soon)
        #expect(paged.values.map(\.name).sorted() == names.sorted())
    }

    @Test func `instances that EC2 does not know are reported beside those it knows`() async throws {
        let aws = try await EmulatedAWS.shared()
        let group = try #require(
            try await aws.client.autoScaling.groups(names: ["api-asg"], deadline: soon).values.first)
        let known = group.instances.map(\.id)
        let gone = ["i-0123456789abcdef0", "i-0fedcba9876543210"]
        let found = try await aws.client.ec2.instances(ids: [gone[0]] + known + [gone[1]], deadline: soon)
        #expect(Set(found.values.map(\.id)) == Set(known))
        #expect(found.missing == gone)
    }

    @Test func `the queue's counts, as boto3 reads them, and a queue that is not there`() async throws {
        let aws = try await EmulatedAWS.shared()
        let expected = try aws.world.boto3(
            [String: String].self,
            #"aws.sqs.get_queue_attributes(QueueUrl=names["queueURL"], AttributeNames=["All"])["Attributes"]"#)
        let url = try await aws.client.sqs.queueURL(of: aws.names.queue, deadline: soon)
        #expect(url == aws.names.queueURL)
        let attributes = try await aws.client.sqs.queueAttributes(url: url, deadline: soon)
        #expect(String(attributes.visible) == expected["ApproximateNumberOfMessages"])
        #expect(String(attributes.inFlight) == expected["ApproximateNumberOfMessagesNotVisible"])
        #expect(attributes.arn == expected["QueueArn"])
        #expect(attributes.visible + attributes.inFlight > 0)
        let error = await #expect(throws: AWSError.self) {
            try await aws.client.sqs.queueURL(of: "nowhere", deadline: soon)
        }
        #expect(error?.kind == .notFound)
    }
}
