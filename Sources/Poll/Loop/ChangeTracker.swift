import Model
import Store
import Synchronization

/// Converts the sources' responses into ticks, and remembers the last state, so that a tick can say what changed.
///
/// If a tick cannot be written, the next one contains its changes too.
final class ChangeTracker: Sendable {
    private struct State {
        var inventories: InventoryBook
        var shares: ShareBook
        var health: [Source: SourceHealth]
        var undelivered: [Event] = []
        var undeliveredShares: Set<String> = []
        var deadLetterQueues: [String: String] = [:]
        var metricsReadAt: Moment?
    }

    private let state: Mutex<State>
    private let unsettled: UnsettledMinutes

    /// The maximum number of events kept while nothing can be written: a disk may be full for a night.
    private static let most = 10_000

    /// - Parameter board: The store's content; `nil` for none.
    init(configuration: Configuration, board: Board?) {
        let health = Source.allCases.map { ($0, SourceHealth(source: $0, stored: board?.reading($0))) }
        unsettled = UnsettledMinutes(configuration: configuration)
        state = Mutex(
            State(
                inventories: InventoryBook(configuration: configuration, board: board), shares: ShareBook(board: board),
                health: Dictionary(uniqueKeysWithValues: health),
                deadLetterQueues: board?.deadLetterQueues ?? [:]))
    }

    /// The context for pollers at `now`.
    func context(at now: Moment) -> PollContext {
        state.withLock { state in
            PollContext(
                now: now, instances: state.inventories.instances, targetGroups: state.inventories.targetGroups,
                deadLetterQueues: state.deadLetterQueues, metricsReadAt: state.metricsReadAt)
        }
    }

    /// How many polls of a source have failed in a row.
    func failures(of source: Source) -> Int { state.withLock { $0.health[source]?.reading.failures ?? 0 } }

    /// The tick of a response.
    func tick(of answer: PollResult, from source: Source, began: Moment, ended: Moment) -> Tick {
        state.withLock { state in
            var health = state.health[source] ?? SourceHealth(source: source, stored: nil)
            var events = state.undelivered + health.take(answer, began: began, ended: ended)
            // This tick carries them now. If it is lost, they come back.
            state.undelivered = []
            state.health[source] = health
            let (updates, happened) = state.inventories.take(answer.parts, from: source, at: ended)
            let (changed, shifts) = state.shares.take(answer.shares, from: source, at: ended)
            for (service, queue) in answer.queues { state.deadLetterQueues[service] = queue.deadLetterQueue }
            events += happened + shifts + answer.events
            // A change that could not be written belongs to the next reading of the same service.
            let again = state.undeliveredShares.intersection(answer.shares.keys)
            // Keep only settled minutes. A number read before its minute had settled would seem settled when the minute
            // is old enough, if nobody reads it again: after a dead poller, or a source that stopped responding.
            let settled = answer.samples.filter { $0.minute <= .settled(at: began) }
            var tick = Tick(
                at: ended, reading: health.reading, samples: settled, inventories: updates,
                confirmed: updates.map(\.of), shares: answer.shares, shareChanged: changed.union(again),
                queues: answer.queues, events: events)
            // Their errors are kept aside: they have happened, whatever is still to come.
            if source == .cloudWatch, answer.answered {
                tick.unsettled = unsettled.minutes(of: answer.samples.filter { $0.minute > .settled(at: began) })
            }
            return tick
        }
    }

    /// Call it when a tick has been written.
    func delivered(_ tick: Tick) {
        state.withLock { state in
            state.undeliveredShares.subtract(tick.shares.keys)
            if tick.reading.source == .cloudWatch, tick.reading.failures == 0 {
                state.metricsReadAt = tick.reading.lastTry
            }
        }
    }

    /// Call it when a tick could not be written.
    func lost(_ tick: Tick) {
        state.withLock { state in
            state.undelivered = (tick.events + state.undelivered).suffix(Self.most)
            state.undeliveredShares.formUnion(tick.shareChanged)
        }
    }
}
