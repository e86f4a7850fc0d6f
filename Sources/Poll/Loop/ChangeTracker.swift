import Model
import Store
import Synchronization

/// Turns what the sources answer into ticks, and remembers what was told before, so that a tick can say what changed.
///
/// What a tick that could not be written has said about changes is said again with the next one.
final class ChangeTracker: Sendable {
    private struct State {
        var inventories: InventoryBook
        var shares: ShareBook
        var health: [Source: SourceHealth]
        var undelivered: [Event] = []
        var undeliveredShares: Set<String> = []
        var metricsReadAt: Moment?
    }

    private let state: Mutex<State>

    /// Events that are kept at most while nothing can be written: a disk may be full for a night.
    private static let most = 10_000

    /// - Parameter board: What the store knows already; `nil` for none.
    init(configuration: Configuration, board: Board?) {
        let health = Source.allCases.map { ($0, SourceHealth(source: $0, stored: board?.reading($0))) }
        state = Mutex(
            State(
                inventories: InventoryBook(configuration: configuration, board: board), shares: ShareBook(board: board),
                health: Dictionary(uniqueKeysWithValues: health)))
    }

    /// What pollers may need to know at `now`.
    func context(at now: Moment) -> PollContext {
        state.withLock { state in
            PollContext(now: now, instances: state.inventories.instances, metricsReadAt: state.metricsReadAt)
        }
    }

    /// How many polls of a source have failed in a row.
    func failures(of source: Source) -> Int { state.withLock { $0.health[source]?.reading.failures ?? 0 } }

    /// The tick that writes an answer down.
    func tick(of answer: PollAnswer, from source: Source, began: Moment, ended: Moment) -> Tick {
        state.withLock { state in
            var health = state.health[source] ?? SourceHealth(source: source, stored: nil)
            var events = state.undelivered + health.take(answer, began: began, ended: ended)
            // Whichever tick carries them, no other does; one that is lost brings them back.
            state.undelivered = []
            state.health[source] = health
            let (updates, happened) = state.inventories.take(answer.parts, from: source, at: ended)
            let (changed, shifts) = state.shares.take(answer.shares, from: source, at: ended)
            events += happened + shifts + answer.events
            // A change that could not be written belongs to the next reading of the same service.
            let again = state.undeliveredShares.intersection(answer.shares.keys)
            // A number that was read before its minute had settled would pass for a settled one as soon as the minute is
            // old enough, should nobody read it again: a poller that died, a source that ceased to answer.
            let settled = answer.samples.filter { $0.minute <= .settled(at: began) }
            return Tick(
                at: ended, reading: health.reading, samples: settled, inventories: updates,
                confirmed: updates.map(\.of), shares: answer.shares, shareChanged: changed.union(again),
                queues: answer.queues, events: events)
        }
    }

    /// A tick has been written.
    func delivered(_ tick: Tick) {
        state.withLock { state in
            state.undeliveredShares.subtract(tick.shares.keys)
            if tick.reading.source == .cloudWatch, tick.reading.failures == 0 {
                state.metricsReadAt = tick.reading.lastTry
            }
        }
    }

    /// A tick could not be written.
    func lost(_ tick: Tick) {
        state.withLock { state in
            state.undelivered = (tick.events + state.undelivered).suffix(Self.most)
            state.undeliveredShares.formUnion(tick.shareChanged)
        }
    }
}
