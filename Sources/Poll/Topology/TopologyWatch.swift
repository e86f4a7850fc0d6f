import Model
import Store
import Synchronization

/// Says that weights have changed since the topologies were read last.
final class WeightsChanged: Sendable {
    private let flag = Atomic(false)

    func note() { flag.store(true, ordering: .releasing) }

    /// Whether it was noted since the last call.
    func take() -> Bool { flag.exchange(false, ordering: .acquiringAndReleasing) }
}

/// Reads the topologies when polling begins, every quarter of an hour after, and soon after each change of weights,
/// without delaying the sources.
///
/// If nothing could be read, it tries again after a minute, and the store's content stays.
struct TopologyWatch: Sendable {
    let reader: TopologyReader
    let store: StoreThread
    let clock: any PollClock
    let log: PollLog
    let failures: StoreFailures
    var changed = WeightsChanged()

    /// Seconds between two looks at whether weights have changed: several changes in a row make one reading.
    private static let slice = 15.0

    /// The time limit of one reading of all services in seconds, and the seconds until the next try after one without
    /// any result.
    private static let (deadline, again) = (120.0, 60.0)

    /// Runs until the task is cancelled.
    func run() async {
        var logged: Set<TopologyGap> = []
        while !Task.isCancelled {
            let layouts = await read()
            guard !Task.isCancelled else { return }
            let gaps = layouts.flatMap(\.gaps)
            for gap in gaps where logged.insert(gap).inserted {
                log(PollNote(.warning, .topology, [], "layout: \(gap.words)"))
            }
            let isUnread = !layouts.isEmpty && layouts.allSatisfy(\.isUnread)
            await wait(seconds: isUnread ? Self.again : TopologyReading.pace)
        }
    }

    /// Waits so long, or until weights have changed.
    private func wait(seconds: Double) async {
        let end = clock.now() + seconds
        while !Task.isCancelled {
            let left = end.seconds(since: clock.now())
            guard left > 0 else { return }
            try? await clock.sleep(seconds: min(left, Self.slice))
            if changed.take() { return }
        }
    }

    /// Reads all of them once and stores the results.
    @discardableResult func read() async -> [Topology] {
        let layouts = await reader.layouts(deadline: .now + .seconds(Self.deadline))
        guard !Task.isCancelled else { return layouts }
        let readings = layouts.filter { !$0.isUnread }.map { ($0.service, TopologyReading($0)) }
        let now = clock.now()
        do throws(StoreError) {
            try await store.perform { store throws(StoreError) in
                try store.keep(Dictionary(readings) { _, newer in newer }, at: now)
            }
        } catch {
            failures.failed(error)
        }
        return layouts
    }
}
