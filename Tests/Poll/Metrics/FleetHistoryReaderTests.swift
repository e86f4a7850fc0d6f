import AWS
import Fixtures
import Foundation
import Model
import Store
import Testing

@testable import Poll

/// Two weeks of CloudWatch for the old side, asked over its own wire.
@Suite struct FleetHistoryReaderTests {
    private let now = PollFixture.noon

    /// CloudWatch with 60,000 requests in each period beside eight hosts, ten times that in one, and a fault in another.
    private func cloudWatch() -> ScriptedSender {
        let window = FleetHistoryReader.window(at: now)
        let times = stride(from: 0, to: 14 * 1440, by: 5).map { window.lowerBound.advanced(by: $0).start.seconds }
        return ScriptedSender { request throws(AWSError) in
            guard request.operation == "GetMetricData",
                let body = try? JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any],
                let queries = body["MetricDataQueries"] as? [[String: Any]]
            else {
                throw AWSError(.accessDenied, service: request.service, operation: request.operation, message: "no")
            }
            let results = queries.map { query -> [String: Any] in
                let stat = query["MetricStat"] as? [String: Any]
                let name = (stat?["Metric"] as? [String: Any])?["MetricName"] as? String
                var values: [Double]
                switch name {
                case "RequestCount":
                    values = Array(repeating: 60_000, count: times.count)
                    (values[1000], values[2000]) = (600_000, 1_200_000)
                case "HealthyHostCount": values = Array(repeating: 8, count: times.count)
                case "HTTPCode_Target_5XX_Count":
                    values = Array(repeating: 1, count: times.count)
                    values[2000] = 600_000
                default: values = []
                }
                return [
                    "Id": query["Id"] ?? "", "StatusCode": "Complete", "Values": values,
                    "Timestamps": Array(times.prefix(values.count)),
                ]
            }
            let answer = try? JSONSerialization.data(withJSONObject: ["MetricDataResults": results])
            return String(decoding: answer ?? Data(), as: UTF8.self)
        }
    }

    private func reader(_ sender: ScriptedSender) -> FleetHistoryReader {
        FleetHistoryReader(
            configuration: PollFixture.configuration, sender: sender,
            resolution: BalancerResolution(configuration: PollFixture.configuration, sender: sender))
    }

    @Test func `two weeks are one call, in whole periods of five minutes, of the old side alone`() async throws {
        let sender = cloudWatch()
        let found = await reader(sender).histories(at: now, deadline: .now + .seconds(10))
        #expect(sender.operations.filter { $0 == "GetMetricData" }.count == 1)
        #expect(Array(found.keys) == ["api"], "a worker has no traffic")
        let history = try #require(found["api"])
        #expect(history.readAt == now && history.periods == 4032)
        let window = FleetHistoryReader.window(at: now)
        // The greater one broke the limit.
        #expect(history.peak == .init(requests: 15_000, minute: window.lowerBound.advanced(by: 5000)))
        let plan = MetricQueryPlan(historyOf: PollFixture.configuration, balancers: PollFixture.balancers)
        #expect(plan.queries.allSatisfy { $0.period == 300 } && plan.queries.count == 5)
        #expect(plan.queries.allSatisfy { !$0.id.contains("new") })
        #expect(window.lowerBound.index % 5 == 0 && window.count == 14 * 1440)
    }

    @Test func `what is denied gives no history`() async throws {
        let denied = ScriptedSender([String: String]())
        #expect(await reader(denied).histories(at: now, deadline: .now + .seconds(10)).isEmpty)
    }

    @Test func `it is read once a day and kept`() async throws {
        let store: SQLiteStore = try TemporaryStore.open(PollFixture.configuration.migration)
        let lease = try #require(try store.claimLease(holder: "a@b:1", at: now))
        let sender = cloudWatch()
        let clock = QuickClock(speed: 86_400, start: now)
        let watch = FleetHistoryWatch(
            source: reader(sender), store: StoreThread(store, label: "test"), clock: clock,
            failures: StoreFailures({ _ in }), token: lease.token)
        let work = Task { await watch.run(after: nil) }
        #expect(await PollFixture.wait { sender.operations.count { $0 == "GetMetricData" } >= 2 })
        work.cancel()
        await work.value
        let board = try store.board(of: PollFixture.configuration, minutes: 1, at: now)
        // The clock runs on while it is asked: a busy machine loses some periods at the window's beginning.
        let periods = try #require(board.services[0].record?.history?.periods)
        #expect((3000...4032).contains(periods), "\(periods)")
        let first = try #require(board.oldestHistory)
        #expect(first >= now, "who begins later with this store asks a day after it")
    }
}
