package import Model

/// Questions to CloudWatch: many series at once.
package struct CloudWatch: Sendable {
    let sender: any RequestSender

    /// The points of all queries from `start` (inclusive) to `end` (exclusive).
    ///
    /// Asked in as few calls as the API's limits allow, several of them at a time; queries must have ids of their own.
    package func metricData(
        queries: [MetricQuery], start: Moment, end: Moment, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> MetricData {
        precondition(Set(queries.map(\.id)).count == queries.count, "two metric queries have one id")
        let calls = MetricQuery.calls(queries, from: start, to: end)
        let pages = try await concurrently(calls) { queries throws(AWSError) in
            try await ask(Question(queries: queries, start: start.seconds, end: end.seconds), deadline: deadline)
        }
        return MetricData(merging: pages.flatMap { $0 })
    }

    private func ask(
        _ question: Question, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [MetricPage] {
        try await allPages { marker throws(AWSError) in
            var question = question
            question.next = marker
            let request = AWSRequest.json(
                .cloudWatch, "GetMetricData", target: "GraniteServiceVersion20100801.GetMetricData",
                contentType: "application/x-amz-json-1.0", body: JSONAnswer.encode(question),
                resource: question.summary, extraHeaders: [("x-amzn-query-mode", "true")])
            let page = try await sender.json(MetricPage.self, request, deadline: deadline)
            return Page(elements: [page], next: page.next, request: request)
        }
    }
}

extension RequestSender {
    /// Questions to CloudWatch.
    package var cloudWatch: CloudWatch { CloudWatch(sender: self) }
}

private struct Question: Encodable, Sendable {
    let queries: [MetricQuery]
    /// Seconds since 1970, as the end.
    let start: Double
    let end: Double
    var next: String?
    let order = "TimestampAscending"

    enum CodingKeys: String, CodingKey {
        case queries = "MetricDataQueries"
        case start = "StartTime"
        case end = "EndTime"
        case next = "NextToken"
        case order = "ScanBy"
    }

    var summary: String {
        queries.count == 1 ? "metric \(queries[0].metric)" : "\(queries.count) metrics"
    }
}
