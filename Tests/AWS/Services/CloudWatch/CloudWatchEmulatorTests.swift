import Model
import Testing
import World

@testable import AWS

@Suite("CloudWatch over HTTP (ministack, for moto knows no percentiles)")
struct CloudWatchEmulatorTests {
    private struct Series: Decodable, Equatable {
        let times: [Double]
        let values: [Double]
    }

    @Test func `sums, averages and percentiles of both sides, point by point as boto3 reads them`() async throws {
        let aws = try await EmulatedAWS.shared()
        let api = try #require(aws.names.services["api"])
        let end = MachineClock().now().minute.start
        let start = end - 1_800
        var queries: [MetricQuery] = []
        for (side, names) in [("old", api.old), ("new", api.new)] {
            let dimensions = [
                ("LoadBalancer", try #require(names.loadBalancer).dimension),
                ("TargetGroup", try #require(names.targetGroup).dimension),
            ]
            let wanted = [
                ("RequestCount", "Sum"), ("HTTPCode_Target_2XX_Count", "Sum"), ("TargetResponseTime", "Average"),
                ("TargetResponseTime", "p50"), ("TargetResponseTime", "p99"), ("HealthyHostCount", "Minimum"),
            ]
            for (metric, stat) in wanted {
                queries.append(
                    MetricQuery(
                        id: "\(side)_\(metric.lowercased())_\(stat.lowercased())", namespace: "AWS/ApplicationELB",
                        metric: metric, dimensions: dimensions, stat: stat))
            }
        }
        let asked = String(decoding: JSONAnswer.encode(queries), as: UTF8.self)
        let expected = try aws.world.boto3(
            [String: Series].self,
            """
            asked = json.loads(r'''\(asked)''')
            moment = lambda epoch: datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc)
            found = {}
            for one in aws.cloudwatch.get_metric_data(
                MetricDataQueries=asked, StartTime=moment(\(start.seconds)), EndTime=moment(\(end.seconds)), ScanBy="TimestampAscending"
            )["MetricDataResults"]:
                found[one["Id"]] = {"times": [time.timestamp() for time in one["Timestamps"]], "values": one["Values"]}
            found
            """)
        let data = try await aws.client.cloudWatch.metricData(queries: queries, start: start, end: end, deadline: soon)
        #expect(data.results.mapValues { Series(times: $0.timestamps.map(\.seconds), values: $0.values) } == expected)
        #expect(data.results.values.allSatisfy { $0.status == .complete })
        let requests = try #require(data.results["old_requestcount_sum"])
        #expect(requests.values.count > 20)
        #expect(requests.timestamps == requests.timestamps.sorted())
    }

    @Test func `a series that nobody wrote has no points`() async throws {
        let aws = try await EmulatedAWS.shared()
        let query = MetricQuery(
            id: "none", namespace: "AWS/ApplicationELB", metric: "RequestCount",
            dimensions: [("LoadBalancer", "app/nowhere/0123456789abcdef")], stat: "Sum")
        let end = MachineClock().now().minute.start
        let data = try await aws.client.cloudWatch.metricData(
            queries: [query], start: end - 600, end: end, deadline: soon)
        #expect(data.results["none"]?.values == [])
    }

    @Test func `more queries than a call takes are asked in several, and none is lost`() async throws {
        let aws = try await EmulatedAWS.shared()
        let api = try #require(aws.names.services["api"]?.old)
        let dimensions = [
            ("LoadBalancer", try #require(api.loadBalancer).dimension),
            ("TargetGroup", try #require(api.targetGroup).dimension),
        ]
        let queries = (0..<501).map { index in
            MetricQuery(
                id: "q\(index)", namespace: "AWS/ApplicationELB", metric: "RequestCount", dimensions: dimensions,
                stat: "Sum")
        }
        let end = MachineClock().now().minute.start
        let sender = CountingSender(aws.client)
        let data = try await sender.cloudWatch.metricData(queries: queries, start: end - 300, end: end, deadline: soon)
        #expect(sender.count == 2)
        #expect(data.results.count == 501)
        #expect(Set(data.results.values.map(\.values)).count == 1)
    }
}
