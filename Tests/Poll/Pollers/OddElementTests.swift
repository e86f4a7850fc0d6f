import AWS
import Fixtures
import Model
import Store
import Testing

@testable import Poll

/// One call asks for the things of several services. What is odd in one of them says nothing of the others.
@Suite("An odd element costs only itself")
struct OddElementTests {
    private let now = Moment(seconds: 1_784_700_000)

    private func side(_ service: String, _ side: Side) -> ServiceSide { ServiceSide(service: service, side: side) }

    private func configuration(_ names: [String]) -> Configuration {
        let services = names.map { name in
            ServiceConfiguration(
                name: name,
                split: .route53(
                    zone: "Z0123456789ABC", name: "\(name).example.com", types: [], old: "ec2", new: "ecs"),
                old: SideConfiguration(autoScalingGroup: "\(name)-asg"),
                new: SideConfiguration(ecs: ECSConfiguration(cluster: "prod", service: name)))
        }
        return Configuration(migration: "m", region: "eu-west-1", services: services)
    }

    private func service(_ name: String, desired: String) -> String {
        """
        {"serviceArn":"arn:aws:ecs:eu-west-1:111122223333:service/prod/\(name)","serviceName":"\(name)",\
        "status":"ACTIVE","desiredCount":\(desired),"runningCount":1,"pendingCount":0,"deployments":[],"events":[]}
        """
    }

    private func sender(api: String, tasks: String, answers: [String: String] = [:]) -> ScriptedSender {
        ScriptedSender { request throws(AWSError) in
            if let answer = answers[request.operation] { return answer }
            let body = String(decoding: request.body, as: UTF8.self)
            switch request.operation {
            case "DescribeServices":
                return "{\"services\":[\(api),\(service("web", desired: "2"))],\"failures\":[]}"
            case "ListTasks":
                let name = body.contains("\"api\"") ? "api" : "web"
                let isStopped = body.contains("STOPPED")
                return "{\"taskArns\":[\(isStopped ? "" : "\"arn:task/\(name)\"")]}"
            default: return "{\"tasks\":[\(tasks)],\"failures\":[]}"
            }
        }
    }

    @Test func `an ECS service with an odd count, among ten of its call`() async throws {
        let good = #"{"taskArn":"arn:task/web","lastStatus":"RUNNING","desiredStatus":"RUNNING"}"#
        for count in ["-3", "\"many\"", "1e99", "null"] {
            let poller = ECSPoller(
                configuration: configuration(["api", "web"]),
                sender: sender(api: service("api", desired: count), tasks: good))
            let answer = await poller.poll(PollContext(now: now), deadline: .now + .seconds(5))
            guard case .tasks(let part) = answer.parts[side("web", .new)] else {
                Issue.record("web is blind for \(count): \(answer.problems)")
                continue
            }
            #expect(part.desired == 2 && part.tasks?.count == 1)
            #expect(answer.parts[side("api", .new)] == nil)
            #expect(
                answer.problems.contains { $0.contains("service api in cluster prod") && $0.contains("desiredCount") },
                "\(answer.problems)")
        }
    }

    @Test func `a task that cannot be read is not taken for one that ended`() async throws {
        let tasks = #"{"taskArn":"arn:task/web"},{"taskArn":null,"lastStatus":"RUNNING"}"#
        let poller = ECSPoller(
            configuration: configuration(["api", "web"]),
            sender: sender(api: service("api", desired: "1"), tasks: tasks))
        let answer = await poller.poll(PollContext(now: now), deadline: .now + .seconds(5))
        guard case .tasks(let api) = answer.parts[side("api", .new)],
            case .tasks(let web) = answer.parts[side("web", .new)]
        else {
            Issue.record("\(answer.problems)")
            return
        }
        #expect(web.tasks?.count == 1 && api.tasks == nil)
        #expect(answer.problems.contains { $0.contains("cannot be read: tasks.Index 1.taskArn") }, "\(answer.problems)")
    }

    @Test func `an Auto Scaling group with an odd count`() async throws {
        func group(_ name: String, _ desired: String) -> String {
            "<member><AutoScalingGroupName>\(name)</AutoScalingGroupName><MinSize>1</MinSize><MaxSize>4</MaxSize>"
                + "<DesiredCapacity>\(desired)</DesiredCapacity><Instances/></member>"
        }
        let groups = group("api-asg", "-2") + group("web-asg", "2")
        let sender = ScriptedSender([
            "DescribeAutoScalingGroups":
                "<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult><AutoScalingGroups>\(groups)"
                + "</AutoScalingGroups></DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>"
        ])
        let poller = AutoScalingPoller(configuration: configuration(["api", "web"]), sender: sender)
        let answer = await poller.poll(PollContext(now: now), deadline: .now + .seconds(5))
        #expect(answer.parts[side("web", .old)] != nil && answer.parts[side("api", .old)] == nil)
        #expect(
            answer.problems == [
                "Auto Scaling group api-asg cannot be read: DescribeAutoScalingGroupsResult.AutoScalingGroups.DesiredCapacity"
                    + ": a number beyond 0 to 1000000"
            ], "\(answer.problems)")
    }

    @Test func `an instance without an id`() async throws {
        let instances = "<item><instanceId>i-2</instanceId></item><item><imageId>ami-1</imageId></item>"
        let sender = ScriptedSender([
            "DescribeInstances":
                "<DescribeInstancesResponse><reservationSet><item><instancesSet>\(instances)</instancesSet></item>"
                + "</reservationSet></DescribeInstancesResponse>"
        ])
        let context = PollContext(
            now: now, instances: [side("api", .old): ["i-1"], side("web", .old): ["i-2"]])
        let poller = EC2Poller(configuration: configuration(["api", "web"]), sender: sender)
        let answer = await poller.poll(context, deadline: .now + .seconds(5))
        guard case .machines(let machines) = answer.parts[side("web", .old)] else {
            Issue.record("\(answer.problems)")
            return
        }
        #expect(machines.map(\.id) == ["i-2"] && answer.problems.count == 1)
    }

    @Test func `a record with an odd weight, of one service or of nobody`() async throws {
        func record(_ name: String, _ identifier: String, _ weight: String) -> String {
            "<ResourceRecordSet><Name>\(name).example.com.</Name><Type>A</Type>"
                + "<SetIdentifier>\(identifier)</SetIdentifier><Weight>\(weight)</Weight><TTL>60</TTL></ResourceRecordSet>"
        }
        let records =
            record("api", "ec2", "-1") + record("api", "ecs", "1") + record("other", "x", "9999")
            + record("web", "ec2", "75") + record("web", "ecs", "25")
        let sender = ScriptedSender([
            "ListResourceRecordSets":
                "<ListResourceRecordSetsResponse><ResourceRecordSets>\(records)</ResourceRecordSets>"
                + "<IsTruncated>false</IsTruncated></ListResourceRecordSetsResponse>"
        ])
        let poller = Route53Poller(configuration: configuration(["api", "web"]), sender: sender)
        let answer = await poller.poll(PollContext(now: now), deadline: .now + .seconds(5))
        #expect(answer.shares["web"]?.percent == 25 && answer.shares["api"] == nil)
        #expect(answer.problems.count == 1 && answer.problems[0].contains("Weight"), "\(answer.problems)")
    }
}
