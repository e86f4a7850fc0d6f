import AWS
import Foundation
import Model
import Testing
import World

@testable import Poll

@Suite("A poll of the emulated world", .serialized)
struct PollEmulatorTests {
    private func migration() async throws -> EmulatedMigration {
        let world = try await EmulatedWorld.shared()
        return try EmulatedMigration(world, path: world.configPath, environment: world.environment)
    }

    @Test func `takes no more calls than the batch limits force, and fewer once the names are known`() async throws {
        let migration = try await migration()
        let (report, _) = try await migration.poll()
        #expect(!report.hasFailed)
        #expect(
            report.outcomes.map(\.source) == [.route53, .targetHealth, .autoScaling, .ec2, .ecs, .cloudWatch, .sqs])
        let first = migration.calls
        #expect(
            first == [
                "route53:ListHostedZonesByName": 1, "route53:ListResourceRecordSets": 1,
                "elasticloadbalancing:DescribeLoadBalancers": 1, "elasticloadbalancing:DescribeTargetGroups": 1,
                "elasticloadbalancing:DescribeTargetHealth": 4,
                "elasticloadbalancing:DescribeTargetGroupAttributes": 4, "autoscaling:DescribeAutoScalingGroups": 1,
                "ec2:DescribeInstances": 1, "ecs:DescribeServices": 1, "ecs:ListTasks": 6, "ecs:DescribeTasks": 1,
                "cloudwatch:GetMetricData": 1, "sqs:GetQueueUrl": 1, "sqs:GetQueueAttributes": 1,
            ])
        _ = try await migration.poll()
        let more = migration.calls.values.reduce(0, +) - first.values.reduce(0, +)
        #expect(first.values.reduce(0, +) == 25 && more == 17)
        await migration.client.shutdown()
    }

    @Test func `weights are those that boto3 reads`() async throws {
        let migration = try await migration()
        let (_, board) = try await migration.poll()
        let expected = try migration.world.boto3(
            [String: [String: [String: Int]]].self,
            """
            found = {}
            for record in aws.route53.list_resource_record_sets(HostedZoneId=names["zoneID"])["ResourceRecordSets"]:
                if "Weight" in record:
                    types = found.setdefault(record["Name"], {})
                    types.setdefault(record["Type"], {})[record["SetIdentifier"]] = record["Weight"]
            found
            """)
        for name in ["api", "web"] {
            let service = try #require(board.services.first { $0.name == name })
            let share = try #require(service.share?.value)
            let records = try #require(expected["\(name).example.com."])
            #expect(share.weights.count == records.count && share.remarks.isEmpty)
            for weight in share.weights {
                #expect(weight.old == records[weight.type]?["ec2"] && weight.new == records[weight.type]?["ecs"])
                #expect(weight.ttl == 60)
            }
        }
        await migration.client.shutdown()
    }

    private struct Fleet: Decodable {
        let desired: Int
        let minimum: Int
        let maximum: Int
        /// Id → zone, state, launch template version, AMI.
        let instances: [String: [String]]
    }

    private struct ECSCounts: Decodable {
        let desired: Int
        let running: Int
        let pending: Int
        /// Task id → zone, status, family and revision.
        let tasks: [String: [String?]]
    }

    @Test func `counts, versions, zones and target health are those that boto3 reads`() async throws {
        let migration = try await migration()
        let (_, board) = try await migration.poll()
        #expect(board.services.count == 3)
        for service in board.services {
            let fleet = try fleet(of: service, migration)
            let old = try #require(service.old.inventory)
            #expect(old.counts.desired == fleet.desired && old.counts.minimum == fleet.minimum)
            #expect(old.counts.maximum == fleet.maximum && old.counts.running == fleet.instances.count)
            #expect(Set(old.members.map(\.id)) == Set(fleet.instances.keys))
            for member in old.members {
                let instance = try #require(fleet.instances[member.id])
                #expect(member.zone == instance[0] && member.state.rawValue == instance[1])
                #expect(member.version == "lt:\(instance[2]) \(instance[3])" && member.launchedAt != nil)
            }
            let ecs = try tasks(of: service, migration)
            let new = try #require(service.new.inventory)
            #expect(
                new.counts.desired == ecs.desired && new.counts.running == ecs.running
                    && new.counts.pending == ecs.pending)
            #expect(Set(new.members.map(\.id)) == Set(ecs.tasks.keys))
            for member in new.members {
                let task = try #require(ecs.tasks[member.id])
                #expect(member.zone == task[0] && member.state.rawValue == task[1])
                #expect(member.version.hasPrefix(try #require(task[2])))
            }
            try expectHealth(of: service, migration)
        }
        await migration.client.shutdown()
    }

    private func fleet(of service: Service, _ migration: EmulatedMigration) throws -> Fleet {
        try migration.world.boto3(
            Fleet.self,
            """
            name = names["services"]["\(service.name)"]["old"]["autoScalingGroup"]
            group = aws.auto_scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"][0]
            ids = [one["InstanceId"] for one in group["Instances"]]
            found = aws.ec2.describe_instances(InstanceIds=ids)["Reservations"]
            images = {one["InstanceId"]: one["ImageId"] for reservation in found for one in reservation["Instances"]}
            rows = {}
            for one in group["Instances"]:
                template = one["LaunchTemplate"]["Version"]
                image = images[one["InstanceId"]]
                rows[one["InstanceId"]] = [one["AvailabilityZone"], one["LifecycleState"], template, image]
            bounds = {"minimum": group["MinSize"], "maximum": group["MaxSize"]}
            {"desired": group["DesiredCapacity"], **bounds, "instances": rows}
            """)
    }

    private func tasks(of service: Service, _ migration: EmulatedMigration) throws -> ECSCounts {
        try migration.world.boto3(
            ECSCounts.self,
            """
            name, cluster = names["services"]["\(service.name)"]["new"]["ecsService"], names["cluster"]
            found = aws.ecs.describe_services(cluster=cluster, services=[name])["services"][0]
            arns = aws.ecs.list_tasks(cluster=cluster, serviceName=name)["taskArns"]
            tasks = aws.ecs.describe_tasks(cluster=cluster, tasks=arns)["tasks"]
            rows = {}
            for one in tasks:
                definition = one["taskDefinitionArn"].split("/")[-1]
                rows[one["taskArn"].split("/")[-1]] = [one.get("availabilityZone"), one["lastStatus"], definition]
            counts = {"running": found["runningCount"], "pending": found["pendingCount"]}
            {"desired": found["desiredCount"], **counts, "tasks": rows}
            """)
    }

    private func expectHealth(of service: Service, _ migration: EmulatedMigration) throws {
        guard migration.world.names.services[service.name]?.old.targetGroup != nil else {
            #expect(service.old.inventory?.counts.healthy == nil && service.new.inventory?.counts.healthy == nil)
            return
        }
        for side in Side.allCases {
            let states = try migration.world.boto3(
                [String: String].self,
                """
                arn = names["services"]["\(service.name)"]["\(side.rawValue)"]["targetGroup"]["arn"]
                found = aws.elbv2.describe_target_health(TargetGroupArn=arn)["TargetHealthDescriptions"]
                {one["Target"]["Id"]: one["TargetHealth"]["State"] for one in found}
                """)
            let counts = try #require(service[side].inventory?.counts)
            #expect(counts.healthy == states.values.count { $0 == "healthy" })
            #expect(counts.unhealthy == states.values.count { $0 == "unhealthy" })
            for member in service[side].inventory?.members ?? [] where side == .old {
                #expect(member.health?.rawValue == states[member.id])
            }
        }
    }

    @Test func `every metric of every settled minute is what boto3 reads`() async throws {
        let migration = try await migration()
        var began = MachineClock().now().minute
        var (report, board) = try await migration.poll()
        // A minute that settles during the poll is on the board, but was not asked for.
        while MachineClock().now().minute != began {
            began = MachineClock().now().minute
            (report, board) = try await migration.poll()
        }
        #expect(!report.hasFailed)
        let balancers = await BalancerResolution(configuration: migration.configuration, sender: migration.client)
            .balancers(at: MachineClock().now(), deadline: .now + .seconds(10))
        let plan = MetricQueryPlan(configuration: migration.configuration, balancers: balancers)
        let settled = board.settledTo
        let start = settled.advanced(by: -30)
        let expected = try boto3Metrics(plan, start..<settled.advanced(by: 1), migration)
        var compared = 0
        for planned in plan.series {
            let service = try #require(board.services.first { $0.name == planned.key.service })
            let series =
                planned.key.side.map { service[$0].series[planned.key.metric] } ?? service.shared[planned.key.metric]
            let points = try #require(expected[planned.queries[0]])
            for minute in start..<settled.advanced(by: 1) {
                let measured = try #require(series, "\(planned.key)")[minute]
                if let value = points[String(minute.index)] {
                    #expect(
                        measured.presence == .ok
                            && abs((measured.value ?? .nan) - value * planned.key.metric.facts.factor) < 1e-6)
                    compared += 1
                } else {
                    #expect(measured.presence != .ok, "\(planned.key) \(minute.start.iso8601)")
                }
            }
        }
        // A world that stands still has no minutes after its start: the later this runs in its life, the fewer are left.
        #expect(compared > 300)
        await migration.client.shutdown()
    }

    /// Query id → minute → value.
    private func boto3Metrics(
        _ plan: MetricQueryPlan, _ window: Range<Minute>, _ migration: EmulatedMigration
    ) throws -> [String: [String: Double]] {
        let rows = plan.queries.map { query in
            let dimensions = query.dimensions.map { "{'Name': '\($0.0)', 'Value': '\($0.1)'}" }.joined(separator: ", ")
            return "('\(query.id)', '\(query.namespace)', '\(query.metric)', '\(query.stat)', [\(dimensions)])"
        }
        return try migration.world.boto3(
            [String: [String: Double]].self,
            """
            rows = [\(rows.joined(separator: ", "))]
            def moment(seconds): return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
            queries = []
            for id, space, metric, stat, where in rows:
                metric = {"Namespace": space, "MetricName": metric, "Dimensions": where}
                queries.append({"Id": id, "MetricStat": {"Metric": metric, "Period": 60, "Stat": stat}})
            start, end = moment(\(window.lowerBound.start.seconds)), moment(\(window.upperBound.start.seconds))
            answer = aws.cloudwatch.get_metric_data(MetricDataQueries=queries, StartTime=start, EndTime=end)
            def points(one): return zip(one["Timestamps"], one["Values"])
            found = answer["MetricDataResults"]
            {one["Id"]: {str(int(at.timestamp() // 60)): value for at, value in points(one)} for one in found}
            """)
    }

    @Test func `the queue's depth is what boto3 reads`() async throws {
        let migration = try await migration()
        let (_, board) = try await migration.poll()
        let expected = try migration.world.boto3(
            [String: String].self,
            """
            aws.sqs.get_queue_attributes(QueueUrl=names["queueURL"], AttributeNames=["All"])["Attributes"]
            """)
        let queue = try #require(board.services.first { $0.name == "worker" }?.queue?.value)
        #expect(String(queue.visible) == expected["ApproximateNumberOfMessages"])
        #expect(String(queue.inFlight) == expected["ApproximateNumberOfMessagesNotVisible"])
        #expect(String(queue.delayed) == expected["ApproximateNumberOfMessagesDelayed"])
        await migration.client.shutdown()
    }

    /// Which queue it is, SQS says; how many are in it, CloudWatch says at the poll after.
    @Test func `dead letters are counted in the queue of the redrive policy`() async throws {
        let world = try await EmulatedWorld.borrow()
        let migration = try EmulatedMigration(world, path: world.configPath, environment: world.environment)
        let minute = MachineClock().now().minute.advanced(by: -6)
        let url = try world.boto3(
            String.self,
            """
            dead = aws.sqs.create_queue(QueueName="jobs-dead")["QueueUrl"]
            arn = aws.sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
            policy = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": "3"})
            aws.sqs.set_queue_attributes(QueueUrl=names["queueURL"], Attributes={"RedrivePolicy": policy})
            at = datetime.datetime.fromtimestamp(\(minute.start.seconds), datetime.timezone.utc)
            where = [{"Name": "QueueName", "Value": "jobs-dead"}]
            point = {"MetricName": "ApproximateNumberOfMessagesVisible", "Timestamp": at, "Value": 7.0, "Dimensions": where}
            aws.cloudwatch.put_metric_data(Namespace="AWS/SQS", MetricData=[point])
            dead
            """)
        #expect(url.hasSuffix("jobs-dead"))
        let (_, first) = try await migration.poll()
        #expect(first.deadLetterQueues == ["worker": "jobs-dead"])
        #expect(first.services[2].deadLetters == nil)
        let (report, second) = try await migration.poll()
        #expect(!report.hasFailed)
        #expect(second.services[2].deadLetters?[minute].usable == 7)
        await migration.client.shutdown()
        world.stop()
    }

    @Test func `a load balancer's own split is read, and its own errors belong to no side`() async throws {
        let world = try await EmulatedWorld.shared()
        let migration = try EmulatedMigration(world, path: world.configTwoPath, environment: world.environment)
        let (report, board) = try await migration.poll()
        #expect(report.outcomes.flatMap(\.problems).isEmpty)
        let service = try #require(board.services.first)
        #expect(
            service.share?.value == ShareReading(weights: [WeightReading(type: "forward", old: 90, new: 10, ttl: 0)]))
        #expect(board.observedShare(of: service).value != nil)
        #expect(service.new.series[.balancer5xx] == nil)
        await migration.client.shutdown()
    }

    @Test func `the online check finds everything that is there, and names what is not`() async throws {
        let migration = try await migration()
        func rows(_ configuration: Configuration) async -> [OnlineCheck.Row] {
            await OnlineCheck(
                configuration: configuration, sender: migration.client,
                pacer: RequestPacer(interval: .milliseconds(100)),
                deadline: .now + .seconds(60)
            ).rows()
        }
        let good = await rows(migration.configuration)
        #expect(good.allSatisfy { $0.answer == .ok }, "\(good.filter { $0.answer != .ok })")
        #expect(Set(good.map(\.call)).count == 15, "\(Set(good.map(\.call)).sorted())")

        var wrong = migration.configuration
        wrong.services[1].old.autoScalingGroup = "web-asg-typo"
        wrong.services[1].new.ecs?.service = "web-typo"
        wrong.services[1].new.targetGroups = ["web-typo"]
        wrong.services[1].split = .route53(
            zone: "example.org", name: "web.example.org", types: [], old: "ec2", new: "ecs")
        wrong.services[2].queue = "jobs-typo"
        let found = await rows(wrong).filter { $0.answer == .missing }
        let group = try #require(found.first { $0.call == "elasticloadbalancing:DescribeTargetGroups" })
        let there = try #require(
            migration.configuration.services[1].new.targetGroups.first.map(TargetHealthPoller.name))
        #expect(group.words.contains("; on ") && group.words.hasSuffix("there is \(there)"), "\(group.words)")
        let missing = found.map(\.call)
        #expect(
            Set(missing) == [
                "autoscaling:DescribeAutoScalingGroups", "ecs:DescribeServices",
                "elasticloadbalancing:DescribeTargetGroups", "route53:ListHostedZonesByName", "sqs:GetQueueUrl",
            ], "\(missing)")
        await migration.client.shutdown()
    }
}
