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
            store: StoreThread(store, label: "layouts"), clock: MachineClock(), log: { _ in })
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
