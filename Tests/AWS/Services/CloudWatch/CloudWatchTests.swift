import Model
import Synchronization
import Testing

@testable import AWS

@Suite("CloudWatch: many series in few calls")
struct CloudWatchTests {
    private static let start = Moment(seconds: 1_795_409_400)

    @Test func `the question, byte for byte`() async throws {
        let sender = CannedSender(#"{"MetricDataResults":[]}"#)
        let query = MetricQuery(
            id: "q1", namespace: "AWS/ApplicationELB", metric: "RequestCount",
            dimensions: [("LoadBalancer", "app/shop/50dc"), ("TargetGroup", "targetgroup/shop/73e2")], stat: "Sum")
        let data = try await sender.cloudWatch.metricData(
            queries: [query], start: Self.start, end: Self.start + 300, deadline: soon)
        #expect(data == MetricData(results: [:]))
        #expect(
            sender.bodies == [
                #"{"EndTime":1795409700,"MetricDataQueries":[{"Id":"q1","MetricStat":{"Metric":{"Dimensions":[{"Name":"LoadBalancer","Value":"app/shop/50dc"},{"Name":"TargetGroup","Value":"targetgroup/shop/73e2"}],"MetricName":"RequestCount","Namespace":"AWS/ApplicationELB"},"Period":60,"Stat":"Sum"}}],"ScanBy":"TimestampAscending","StartTime":1795409400}"#
            ])
        let headers = sender.requests[0].headers
        #expect(headers.contains { $0 == ("x-amz-target", "GraniteServiceVersion20100801.GetMetricData") })
        #expect(headers.contains { $0 == ("x-amzn-query-mode", "true") })
        #expect(headers.contains { $0 == ("content-type", "application/x-amz-json-1.0") })
    }

    @Test func `points ascend whatever the order given; times as integers, fractions and text`() async throws {
        let sender = CannedSender(
            """
            {"MetricDataResults":[{"Id":"a","Label":"Requests","Timestamps":[1795409520,1795409460.0,
              "2026-11-23T04:50:00+00:00"],"Values":[3,2.5,1],"StatusCode":"Complete"},
             {"Id":"b","Timestamps":[],"Values":[],"StatusCode":"Complete"},
             {"Id":"c","StatusCode":"Forbidden","Messages":[{"Code":"Forbidden","Value":"not yours"}]}],
             "Messages":[{"Code":"MaxMetricsExceeded","Value":"too many"}]}
            """)
        let data = try await sender.cloudWatch.metricData(
            queries: ["a", "b", "c"].map(query), start: Self.start, end: Self.start + 300, deadline: soon)
        #expect(
            data.results["a"]
                == MetricResult(
                    id: "a", timestamps: [Self.start, Self.start + 60, Self.start + 120], values: [1, 2.5, 3],
                    label: "Requests"))
        #expect(data.results["b"] == MetricResult(id: "b", timestamps: [], values: []))
        #expect(data.results["c"]?.status == .forbidden)
        #expect(
            data.messages == [
                .init(code: "MaxMetricsExceeded", text: "too many"), .init(code: "Forbidden", text: "not yours"),
            ])
    }

    @Test func `pages are joined by id; the last status counts, but a refusal stays`() async throws {
        let sender = CannedSender(
            """
            {"MetricDataResults":[{"Id":"a","Timestamps":[1795409400],"Values":[1],"StatusCode":"PartialData"},
              {"Id":"b","Timestamps":[],"Values":[],"StatusCode":"InternalError"},
             {"Id":"c","Timestamps":[1795409400],"Values":[9],"StatusCode":"PartialData"}],"NextToken":"t/2"}
            """,
            """
            {"MetricDataResults":[{"Id":"a","Timestamps":[1795409460,1795409400],"Values":[2,1.5],
              "StatusCode":"Complete"},{"Id":"b","Timestamps":[1795409400],"Values":[4],"StatusCode":"Complete"}]}
            """)
        let data = try await sender.cloudWatch.metricData(
            queries: ["a", "b", "c"].map(query), start: Self.start, end: Self.start + 300, deadline: soon)
        #expect(
            data.results["a"] == MetricResult(id: "a", timestamps: [Self.start, Self.start + 60], values: [1.5, 2]))
        #expect(data.results["b"]?.status == .internalError)
        #expect(data.results["c"]?.status == .partialData)
        #expect(sender.bodies[1].contains(#""NextToken":"t/2""#))
        #expect(!sender.bodies[0].contains("NextToken"))
    }

    @Test(arguments: [
        (queries: 1, minutes: 5, calls: 1), (queries: 500, minutes: 5, calls: 1),
        (queries: 501, minutes: 5, calls: 2),
        (queries: 70, minutes: 1_439, calls: 1), (queries: 71, minutes: 1_439, calls: 2),
        (queries: 2, minutes: 200_000, calls: 2),
    ])
    func `calls keep to 500 queries and 100,800 points`(queries: Int, minutes: Int, calls: Int) async throws {
        let sender = CannedSender(#"{"MetricDataResults":[]}"#)
        _ = try await sender.cloudWatch.metricData(
            queries: (0..<queries).map { query("q\($0)") }, start: Self.start, end: Self.start + Double(minutes) * 60,
            deadline: soon)
        #expect(sender.requests.count == calls)
        let asked = sender.bodies.map { $0.split(separator: "\"Id\"").count - 1 }
        #expect(asked.reduce(0, +) == queries)
        #expect(asked.allSatisfy { $0 <= 500 })
    }

    @Test func `no queries, no call`() async throws {
        let sender = CannedSender("{}")
        #expect(
            try await sender.cloudWatch.metricData(queries: [], start: Self.start, end: Self.start + 60, deadline: soon)
                .results.isEmpty)
        #expect(sender.requests.isEmpty)
    }

    @Test(arguments: [
        (#""Timestamps":[1795409400],"Values":[],"StatusCode":"Complete""#, MetricResult.Status.malformed),
        (#""Timestamps":[1795409400],"Values":["NaN"],"StatusCode":"Complete""#, .malformed),
        (#""Timestamps":[1795409400,1795409460],"Values":[1,null]"#, .malformed),
        (#""Timestamps":["yesterday"],"Values":[1],"StatusCode":"Complete""#, .malformed),
        (#""Timestamps":7,"Values":[1],"StatusCode":"Complete""#, .malformed),
        (#""Timestamps":[],"Values":[],"StatusCode":"Fine""#, .other("Fine")),
    ])
    func `one odd metric costs itself alone, and never looks complete`(
        odd: String, status: MetricResult.Status
    ) async throws {
        let body = """
            {"MetricDataResults":[{"Id":"a",\(odd)},{"Timestamps":[],"Values":[]},7,
              {"Id":"b","Timestamps":[1795409400],"Values":[1],"StatusCode":"Complete"}]}
            """
        let data = try await CannedSender(body).cloudWatch.metricData(
            queries: ["a", "b"].map(query), start: Self.start, end: Self.start + 60, deadline: soon)
        #expect(data.results["a"]?.status == status && data.results["a"]?.timestamps.isEmpty == true)
        #expect(data.results["b"] == MetricResult(id: "b", timestamps: [Self.start], values: [1]))
    }

    @Test func `an answer without results is malformed`() async {
        let error = await #expect(throws: AWSError.self) {
            try await CannedSender("{}").cloudWatch.metricData(
                queries: [query("a")], start: Self.start, end: Self.start + 60, deadline: soon)
        }
        #expect(error?.kind == .malformed)
    }

    private func query(_ id: String) -> MetricQuery {
        MetricQuery(id: id, namespace: "N", metric: "M", dimensions: [], stat: "Sum")
    }
}
