import AWS
import Model
import Testing

@testable import Poll

@Suite("What a missing point means")
struct MetricReaderTests {
    let plan = MetricQueryPlan(configuration: PollFixture.configuration, balancers: PollFixture.balancers)
    /// 05:32:07; the newest settled minute is 05:29.
    let now = PollFixture.noon
    var settled: Minute { .settled(at: now) }

    private func planned(_ metric: Metric, _ side: Side = .new) throws -> MetricQueryPlan.Planned {
        try #require(plan.series.first { $0.key == SeriesKey(service: "api", side: side, metric: metric) })
    }

    /// Every query answered completely, with the given values of the new side, and of the old, in some minutes.
    private func reader(
        _ values: [Metric: [Minute: Double]], old: [Metric: [Minute: Double]] = [:],
        status: [Metric: MetricResult.Status] = [:], coarse: Set<String> = []
    ) throws -> MetricReader {
        var results = Dictionary(
            uniqueKeysWithValues: plan.queries.map { ($0.id, MetricResult(id: $0.id, timestamps: [], values: [])) })
        for (side, metric, points) in values.map({ (Side.new, $0, $1) }) + old.map({ (Side.old, $0, $1) }) {
            let id = try planned(metric, side).queries[0]
            let sorted = points.sorted { $0.key < $1.key }
            results[id]?.timestamps = sorted.map(\.key.start)
            results[id]?.values = sorted.map(\.value)
        }
        for (metric, status) in status { results[try planned(metric).queries[0]]?.status = status }
        return MetricReader(plan: plan, data: MetricData(results: results), now: now, coarse: coarse)
    }

    private func presence(_ reader: MetricReader, _ metric: Metric, _ minute: Minute) throws -> Presence {
        reader.reading(of: try planned(metric), in: minute).presence
    }

    @Test func `a counter beside traffic is zero`() throws {
        let reader = try reader([.requests: [settled: 7700]])
        let errors = reader.reading(of: try planned(.target5xx), in: settled)
        #expect(errors.presence == .zero && errors.value == 0)
        #expect(try presence(reader, .balancer5xx, settled) == .zero)
        #expect(try presence(reader, .rejectedConnections, settled) == .zero)
    }

    @Test func `without requests there is no traffic, and no zero`() throws {
        let reader = try reader([.healthyHosts: [settled: 6]])
        for metric in [Metric.requests, .p99, .responseAverage, .target5xx, .balancer502] {
            #expect(try presence(reader, metric, settled) == .none, "\(metric)")
        }
    }

    @Test func `what is always published is missing when it is not there`() throws {
        let reader = try reader([.requests: [settled: 7700]])
        for metric in [Metric.healthyHosts, .unhealthyHosts, .cpu, .memory] {
            #expect(try presence(reader, metric, settled) == .missing, "\(metric)")
        }
    }

    @Test func `an unsettled minute without a point is missing, and one with a point is not`() throws {
        let newest = settled.advanced(by: 1)
        let reader = try reader([.requests: [settled: 7700, newest: 4600]])
        #expect(try presence(reader, .target5xx, newest) == .missing)
        #expect(reader.reading(of: try planned(.requests), in: newest).value == 4600)
        #expect(reader.newestRequests == newest)
    }

    @Test func `a side that comes later than the other is missing, not without traffic`() throws {
        let before = settled.advanced(by: -4)
        let reader = try reader([.requests: [settled: 7700], .cpu: [settled: 40]], old: [.requests: [before: 24_000]])
        for metric in [Metric.requests, .p99, .target5xx] {
            let series = try planned(metric, .old)
            #expect(reader.reading(of: series, in: settled).presence == .missing, "\(metric)")
            // Of a minute three minutes older nothing is still on its way.
            #expect(reader.reading(of: series, in: settled.advanced(by: -3)).presence == .none, "\(metric)")
        }
    }

    @Test func `a side that told nothing at all has no traffic`() throws {
        let reader = try reader([.requests: [settled: 7700]])
        #expect(reader.reading(of: try planned(.requests, .old), in: settled).presence == .none)
    }

    @Test func `a minute that CloudWatch has not come to is missing, not without traffic`() throws {
        let reader = try reader([.requests: [settled.advanced(by: -3): 7700]])
        #expect(try presence(reader, .requests, settled) == .missing)
        #expect(try presence(reader, .requests, settled.advanced(by: -3)) == .ok)
        #expect(try presence(reader, .requests, settled.advanced(by: -4)) == .none)
    }

    @Test(arguments: [MetricResult.Status.partialData, .internalError, .forbidden])
    func `an answer in part tells nothing about what is absent`(status: MetricResult.Status) throws {
        let reader = try reader([.requests: [settled: 7700]], status: [.target5xx: status])
        #expect(try presence(reader, .target5xx, settled) == .missing)
        #expect(try presence(reader, .target4xx, settled) == .zero)
        let unknown = try self.reader([.healthyHosts: [settled: 6]], status: [.requests: status])
        #expect(try presence(unknown, .target5xx, settled) == .missing)
    }

    @Test func `seconds become milliseconds, and nothing is written for what is missing`() throws {
        let reader = try reader([.requests: [settled: 100], .p99: [settled: 0.412]])
        let samples = reader.samples(in: settled..<settled.advanced(by: 2))
        let p99 = try #require(samples.first { $0.series.metric == .p99 && $0.series.side == .new })
        #expect(p99.value == 412 && p99.minute == settled)
        #expect(samples.allSatisfy { $0.presence != .missing })
        #expect(!samples.contains { $0.minute > settled })
    }

    @Test func `a five-minute point stands for its five minutes`() throws {
        let id = try planned(.cpu).queries[0]
        let reader = try reader([.cpu: [settled.advanced(by: -4): 38]], coarse: [id])
        #expect(reader.reading(of: try planned(.cpu), in: settled).value == 38)
        #expect(try presence(reader, .cpu, settled.advanced(by: 1)) == .missing)
    }

    @Test func `what CloudWatch withholds is said with the metric and the remedy`() throws {
        let queries = Array(plan.queries.prefix(3))
        let results = [
            queries[0].id: MetricResult(id: queries[0].id, timestamps: [], values: [], status: .forbidden),
            queries[1].id: MetricResult(id: queries[1].id, timestamps: [], values: []),
        ]
        let problems = MetricReader.problems(of: MetricData(results: results), asked: queries)
        #expect(problems.count == 2)
        #expect(problems[0].contains("1 of 3") && problems[0].contains("cloudwatch:GetMetricData"))
        #expect(problems[1].contains("left out"))
    }
}

@Suite("Several target groups on a side")
struct SeveralGroupsTests {
    private func plan(shared: Bool) -> MetricQueryPlan {
        var configuration = PollFixture.configuration
        configuration.services[0].new.targetGroups.append("targetgroup/api-grpc/1111222233334444")
        if shared { configuration.services[0].new.loadBalancer = configuration.services[0].old.loadBalancer }
        return MetricQueryPlan(configuration: configuration, balancers: PollFixture.balancers)
    }

    private func value(_ metric: Metric, in plan: MetricQueryPlan, _ values: [String: [Double]]) throws -> Double? {
        let minute = Minute.settled(at: PollFixture.noon)
        var results: [String: MetricResult] = [:]
        for planned in plan.series where planned.key.service == "api" && planned.key.side == .new {
            for (index, id) in planned.queries.enumerated() {
                let own = values[planned.key.metric.rawValue]
                let value = own.map { [$0[index]] } ?? []
                results[id] = MetricResult(
                    id: id, timestamps: value.isEmpty ? [] : [minute.start], values: value)
            }
        }
        let reader = MetricReader(plan: plan, data: MetricData(results: results), now: PollFixture.noon)
        let key = SeriesKey(service: "api", side: .new, metric: metric)
        return reader.reading(of: try #require(plan.series.first { $0.key == key }), in: minute).value
    }

    @Test func `counts are added up, hosts are the fewest`() throws {
        let plan = plan(shared: true)
        #expect(try value(.requests, in: plan, ["requests": [7000, 700]]) == 7700)
        #expect(try value(.healthyHosts, in: plan, ["requests": [7000, 700], "healthyHosts": [6, 4]]) == 4)
    }

    @Test func `with a load balancer of their own, percentiles are the load balancer's`() throws {
        let p99 = try #require(plan(shared: false).series.first { $0.key.metric == .p99 && $0.key.side == .new })
        #expect(p99.queries.count == 1)
    }

    @Test func `with a shared load balancer, the worst group's percentile and the weighted average count`() throws {
        let plan = plan(shared: true)
        let values: [String: [Double]] = ["requests": [900, 100], "p99": [0.3, 0.5], "responseAverage": [0.1, 0.2]]
        #expect(try value(.p99, in: plan, values) == 500)
        let average = try #require(try value(.responseAverage, in: plan, values))
        #expect(abs(average - 110) < 1e-9)
    }

    @Test func `what a shared load balancer answers belongs to no side, and is asked once`() {
        let plan = plan(shared: true)
        let sides = plan.series.filter { $0.key.metric == .balancer502 && $0.key.service == "api" }.map(\.key.side)
        #expect(sides == [nil])
        #expect(plan.queries.count { $0.metric == "HTTPCode_ELB_502_Count" } == 1)
    }
}

@Suite("The list of metrics")
struct MetricQueryPlanTests {
    @Test func `ids are unique, stable and as CloudWatch wants them`() {
        let plan = MetricQueryPlan(configuration: PollFixture.configuration, balancers: PollFixture.balancers)
        let again = MetricQueryPlan(configuration: PollFixture.configuration, balancers: PollFixture.balancers)
        #expect(Set(plan.queries.map(\.id)).count == plan.queries.count)
        #expect(plan.queries.map(\.id) == again.queries.map(\.id))
        #expect(plan.queries.allSatisfy { $0.id.wholeMatch(of: /[a-z][a-zA-Z0-9_]*/) != nil })
        // 21 of a side with tasks, 20 of one with instances, 3 of the worker and 4 of its queue.
        #expect(plan.queries.count == 21 + 20 + 3 + 4)
    }

    @Test func `a line says what is asked`() {
        let plan = MetricQueryPlan(configuration: PollFixture.configuration, balancers: PollFixture.balancers)
        #expect(
            plan.lines.contains(
                "AWS/ApplicationELB TargetResponseTime p99 {LoadBalancer=app/api-new/9d51b1a3a2f0c5d7, "
                    + "TargetGroup=targetgroup/api-new/0a1b2c3d4e5f6071} 60 s"))
        #expect(plan.lines.contains("AWS/SQS ApproximateAgeOfOldestMessage Maximum {QueueName=jobs} 60 s"))
    }

    @Test func `a dead-letter queue is asked for once it is known`() {
        let plan = MetricQueryPlan(
            configuration: PollFixture.configuration, balancers: PollFixture.balancers,
            deadLetterQueues: ["worker": "jobs-dead"])
        #expect(plan.lines.contains("AWS/SQS ApproximateNumberOfMessagesVisible Maximum {QueueName=jobs} 60 s"))
        #expect(plan.lines.contains("AWS/SQS ApproximateNumberOfMessagesVisible Maximum {QueueName=jobs-dead} 60 s"))
        #expect(plan.queries.count == 21 + 20 + 3 + 5)
        #expect(plan.series.filter { $0.key.metric == .deadLetters }.map(\.key.service) == ["worker"])
        let tracker = ChangeTracker(configuration: PollFixture.configuration, board: nil)
        func read(_ queue: String?) -> [String: String] {
            var answer = PollResult(answered: true)
            answer.queues["worker"] = QueueReading(visible: 1, inFlight: 0, delayed: 0, deadLetterQueue: queue)
            _ = tracker.tick(of: answer, from: .sqs, began: PollFixture.noon, ended: PollFixture.noon)
            return tracker.context(at: PollFixture.noon).deadLetterQueues
        }
        #expect(read("jobs-dead") == ["worker": "jobs-dead"])
        #expect(read(nil) == [:], "the policy was taken away")
    }

    @Test func `every metric is asked for by someone, by its own name and statistic`() {
        let plan = MetricQueryPlan(
            configuration: PollFixture.configuration, balancers: PollFixture.balancers,
            deadLetterQueues: ["worker": "jobs-dead"])
        #expect(Set(plan.series.map(\.key.metric)) == Set(Metric.allCases))
        for planned in plan.series {
            for id in planned.queries {
                let query = plan.queries.first { $0.id == id }
                let facts = planned.key.metric.facts
                #expect(query?.metric == facts.name && query?.stat == facts.statistic.name, "\(planned.key)")
            }
        }
    }

    @Test func `without asking anyone, what only AWS knows of a name is left open`() {
        var configuration = PollFixture.configuration
        configuration.services[0].new.loadBalancer = "api-new"
        configuration.services[0].new.targetGroups = ["api-new"]
        let lines = MetricQueryPlan.lines(of: configuration)
        #expect(
            lines.contains(
                "AWS/ApplicationELB RequestCount Sum {LoadBalancer=app/api-new/…, TargetGroup=targetgroup/api-new/…} 60 s"
            ))
        #expect(lines.count == 21 + 20 + 3 + 4)
        let unresolved = MetricQueryPlan(configuration: configuration, balancers: Balancers())
        #expect(unresolved.queries.count == 2 + 20 + 3 + 4, "what has not been found is not asked for")
    }

    @Test func `the window reaches back three hours at first, eight minutes later, and over a gap`() {
        let now = PollFixture.noon
        let end = now.minute
        #expect(CloudWatchPoller.window(at: now, readAt: nil) == end.advanced(by: -180)..<end)
        #expect(CloudWatchPoller.window(at: now, readAt: now - 60) == end.advanced(by: -9)..<end)
        #expect(CloudWatchPoller.window(at: now, readAt: now - 1200) == end.advanced(by: -28)..<end)
        #expect(CloudWatchPoller.window(at: now, readAt: now - 86_400) == end.advanced(by: -180)..<end)
        #expect(CloudWatchPoller.window(at: now, readAt: now - 60, reach: 30) == end.advanced(by: -31)..<end)
    }
}
