import AWS
import Fixtures
import Model
import Store
import Synchronization
import Testing

@testable import Poll

@Suite("Layouts that nobody may read")
struct TopologyWatchTests {
    /// Denies everything, and counts it.
    private final class Refusal: RequestSender {
        private let asked = Mutex<[String]>([])
        var actions: [String] { asked.withLock { $0 } }

        func send(_ request: AWSRequest, deadline: ContinuousClock.Instant) async throws(AWSError) -> AWSResponse {
            asked.withLock { $0.append(request.action) }
            throw AWSError(
                .accessDenied, service: request.service, operation: request.operation, resource: request.resource,
                code: "AccessDenied", message: "no policy allows it")
        }
    }

    private func watch(_ sender: Refusal, _ store: SQLiteStore) -> TopologyWatch {
        TopologyWatch(
            reader: TopologyReader(
                configuration: PollFixture.configuration, sender: sender, pacer: RequestPacer(interval: .zero)),
            store: StoreThread(store, label: "layouts"), clock: MachineClock(), log: { _ in },
            failures: StoreFailures { _ in })
    }

    @Test func `each denied action is named once for a service, and nothing is asked that could not be used`()
        async throws
    {
        let sender = Refusal()
        let layouts = await watch(sender, try TemporaryStore.open()).read()
        #expect(
            layouts.map { $0.gaps.map(\.action) } == [
                [
                    "route53:ListHostedZonesByName", "elasticloadbalancing:DescribeLoadBalancers",
                    "elasticloadbalancing:DescribeTargetGroups", "autoscaling:DescribeAutoScalingGroups",
                    "ecs:DescribeServices",
                ], ["autoscaling:DescribeAutoScalingGroups", "ecs:DescribeServices"],
            ])
        #expect(layouts.allSatisfy { layout in layout.isUnread && layout.gaps.allSatisfy(\.isDenied) })
        #expect(sender.actions.count == 9, "\(sender.actions)")
    }

    /// A clock that does not wait; after some time it notes a change of weights, and in the end it cancels.
    private final class SteppingClock: PollClock {
        private let time = Mutex(PollFixture.noon)
        let changed: WeightsChanged
        let changeAt: Double
        let end: Double

        init(changed: WeightsChanged, changeAt: Double, end: Double) {
            (self.changed, self.changeAt, self.end) = (changed, changeAt, end)
        }

        func now() -> Moment { time.withLock { $0 } }

        func sleep(seconds: Double) async throws(CancellationError) {
            let (before, after) = time.withLock { time in
                let before = time.seconds(since: PollFixture.noon)
                time = time + seconds
                return (before, before + seconds)
            }
            if before < changeAt, after >= changeAt { changed.note() }
            if after >= end { withUnsafeCurrentTask { $0?.cancel() } }
        }
    }

    @Test func `weights that change are read again soon, and else after a quarter of an hour`() async throws {
        func readings(changeAt: Double) async throws -> Int {
            let sender = Refusal()
            var watch = watch(sender, try TemporaryStore.open())
            let clock = SteppingClock(changed: watch.changed, changeAt: changeAt, end: 55)
            watch = TopologyWatch(
                reader: watch.reader, store: watch.store, clock: clock, log: { _ in },
                failures: StoreFailures { _ in }, changed: watch.changed)
            await Task { await watch.run() }.value
            return sender.actions.count / 9
        }
        // Nothing can be read here, so the next try without a change comes after a minute.
        #expect(try await readings(changeAt: .infinity) == 1)
        #expect(try await readings(changeAt: 20) == 2)
    }

    @Test func `what was read before stays while nothing can be read`() async throws {
        let store = try TemporaryStore.open()
        let before = TopologyReading(warnings: [TopologyWarning(.ttl, "It is long.", remedy: "Lower it.")])
        try store.keep(["api": before], at: PollFixture.noon)
        await watch(Refusal(), store).read()
        let board = try store.board(of: PollFixture.configuration, minutes: 1, at: PollFixture.noon)
        #expect(board.services[0].layout == Timed(before, readAt: PollFixture.noon))
        #expect(board.services[1].layout == nil)
    }
}
