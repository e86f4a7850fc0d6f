import AWS
import Fixtures
import Foundation
import Model
import Store
import Synchronization
import Testing

@testable import Poll

@Suite("Minutes that CloudWatch completes late")
struct LatePointTests {
    /// Each minute has 10 of everything at first, and 100 once it is complete.
    private static func answer(_ body: [UInt8], at now: Moment, completeAfter delay: Double) -> String {
        let asked = (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
        let (start, end) = (asked["StartTime"] as? Double ?? 0, asked["EndTime"] as? Double ?? 0)
        let times = stride(from: start, to: end, by: 60).map { $0 }
        let values = times.map { now.seconds - ($0 + 60) >= delay ? "100" : "10" }
        let points =
            "\"Timestamps\":[\(times.map { String($0) }.joined(separator: ","))],\"Values\":[\(values.joined(separator: ","))]"
        let queries = asked["MetricDataQueries"] as? [[String: Any]] ?? []
        let results = queries.compactMap { $0["Id"] as? String }.map {
            "{\"Id\":\"\($0)\",\(points),\"StatusCode\":\"Complete\"}"
        }
        return "{\"MetricDataResults\":[\(results.joined(separator: ","))]}"
    }

    @Test(arguments: [9.5, 18.0]) func `are whole in the end, by no call more`(minutes: Double) async {
        let clock = Mutex(PollFixture.noon)
        let sender = ScriptedSender { request in
            Self.answer(request.body, at: clock.withLock { $0 }, completeAfter: minutes * 60)
        }
        let configuration = PollFixture.configuration
        let poller = CloudWatchPoller(
            configuration: configuration, sender: sender,
            resolution: BalancerResolution(configuration: configuration, sender: sender))
        var stored: [Minute: Double] = [:]
        var readAt: Moment?
        for round in 0...60 {
            let now = PollFixture.noon + Double(round) * 60
            clock.withLock { $0 = now }
            let answer = await poller.poll(
                PollContext(now: now, metricsReadAt: readAt), deadline: .now + .seconds(10))
            #expect(answer.answered, "\(answer.problems)")
            for sample in answer.samples where sample.series.metric == .requests && sample.series.side == .new {
                stored[sample.minute] = sample.value
            }
            readAt = now
        }
        #expect(sender.operations.count { $0 == "GetMetricData" } == 61)
        let first = PollFixture.noon.minute
        for offset in 0..<30 {
            #expect(stored[first.advanced(by: offset)] == 100, "the minute \(offset) minutes after the start")
        }
    }
}
