import Model
import Store

/// Reads the topologies when polling begins and every quarter of an hour after, without delaying the sources.
///
/// If nothing could be read, it tries again after a minute, and the store's content stays.
struct TopologyWatch: Sendable {
    let reader: TopologyReader
    let store: StoreThread
    let clock: any PollClock
    let log: PollLog

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
            for gap in gaps where logged.insert(gap).inserted { log(PollNote(.warning, "layout: \(gap.words)")) }
            let isUnread = !layouts.isEmpty && layouts.allSatisfy(\.isUnread)
            try? await clock.sleep(seconds: isUnread ? Self.again : TopologyReading.pace)
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
            log(PollNote(.error, error.sentence))
        }
        return layouts
    }
}
