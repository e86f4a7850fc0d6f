import AWS
import Model
import Store
import Synchronization

/// Tells a command the time: the machine's, that of a simulation, or that at which a simulation was left.
protocol Timekeeper: WallClock {
    /// Whether this time moves with what is in the store, so that a board is shown at the moment at which it was read,
    /// and not one tick of the wall's clock later.
    var movesWithTheStore: Bool { get }
    /// Whether a simulation in this process moves it, also between two commits.
    var advancesHere: Bool { get }
}

extension Timekeeper {
    var advancesHere: Bool { false }
}

extension MachineClock: Timekeeper {
    var movesWithTheStore: Bool { false }
}

/// The time that a running simulation has reached. It is never ahead of its store.
final class ReachedTime: Timekeeper {
    private let milliseconds: Atomic<Int64>

    init(_ start: Moment) { milliseconds = Atomic(start.milliseconds) }

    func now() -> Moment { Moment(milliseconds: milliseconds.load(ordering: .acquiring)) }

    var movesWithTheStore: Bool { true }
    var advancesHere: Bool { true }

    /// Everything up to this moment is in the store.
    func reach(_ moment: Moment) { milliseconds.store(moment.milliseconds, ordering: .releasing) }
}

/// The newest moment in the store of a simulation, which another process may continue or which may have ended.
final class KeptTime: Timekeeper {
    private let store: any StateStore
    private let newest = Mutex(Moment(milliseconds: 0))

    init(_ store: any StateStore) { self.store = store }

    func now() -> Moment {
        let read = try? store.newestPoll()
        return newest.withLock { newest in
            newest = max(newest, read ?? newest)
            return newest
        }
    }

    var movesWithTheStore: Bool { true }
}

extension Configuration {
    /// The timekeeper for a command that reads this migration's store.
    func timekeeper(_ store: any StateStore) -> any Timekeeper {
        simulated == nil ? MachineClock() : KeptTime(store)
    }

    /// Throws a failure for a command that makes sense only with AWS.
    func refuseSimulated(_ command: String) throws {
        guard let simulated else { return }
        throw Failure(
            "“\(migration)” is simulated (\(simulated)): there is no AWS to \(command); `abreast demo` and `abreast drill` "
                + "move simulations.", status: 2)
    }
}
