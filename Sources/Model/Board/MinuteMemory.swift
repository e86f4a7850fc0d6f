import Synchronization

/// What was found in the settled minutes of one service. A screen asks for it with every frame, and settled minutes change
/// once a minute.
///
/// Whoever gives a service a memory answers for it: a service with other minutes needs a new one, see
/// ``Board/remembering(_:)``. A service without one is judged anew each time. It holds only what follows from the minutes
/// and the newest settled one among them, and nothing that an age could change.
package struct MinuteMemory: Sendable {
    private final class Kept: Sendable {
        let found = Mutex<Found>(Found())
    }

    /// What was found up to the settled minute.
    struct Found: Sendable {
        fileprivate var settledTo: Minute?
        /// How much was found anew, for tests.
        fileprivate var count = 0
        var evidence: JudgedEvidence?
        var fleet: FleetRecord?
        var plainFailure: PlainFailure??
        var queueTrouble: QueueTrouble??
        /// The last minute in which every limit was found to be kept.
        var minuteWithinLimits: Minute?
        var traffic: (last: Minute, applied: Double, verdict: TrafficVerdict?)?
    }

    private let kept: Kept?

    private init(_ kept: Kept?) { self.kept = kept }

    /// Remembers nothing.
    package static let none = MinuteMemory(nil)

    /// An empty one.
    package static var empty: MinuteMemory { MinuteMemory(Kept()) }

    package var isNone: Bool { kept == nil }

    /// How much was found anew in it so far.
    package var count: Int { kept?.found.withLock { $0.count } ?? 0 }

    /// What is remembered of the board's settled minute, or else what `find` finds. `nil` is found anew each time.
    func value<Value: Sendable>(
        _ path: any WritableKeyPath<Found, Value?> & Sendable, in board: Board, _ find: () -> Value?
    ) -> Value? {
        guard let kept else { return find() }
        let settledTo = board.settledTo
        let known = kept.found.withLock { $0.settledTo == settledTo ? $0[keyPath: path] : nil }
        if let known { return known }
        let value = find()
        kept.found.withLock { found in
            if found.settledTo != settledTo {
                let count = found.count
                found = Found()
                (found.settledTo, found.count) = (settledTo, count)
            }
            found[keyPath: path] = value
            found.count += 1
        }
        return value
    }
}

/// A board says the same whatever is remembered of it.
extension MinuteMemory: Equatable {
    package static func == (a: MinuteMemory, b: MinuteMemory) -> Bool { true }
}

extension Board {
    /// The same board with memories: each service has that of the board before where its minutes are the same.
    package func remembering(_ before: Board?) -> Board {
        var board = self
        let known = Dictionary(
            (before?.window == window ? before?.services ?? [] : []).map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first })
        for index in board.services.indices {
            let before = known[board.services[index].name]
            let isSame = before.map { !$0.memory.isNone && $0.hasMinutes(of: board.services[index]) } ?? false
            board.services[index].memory = isSame ? before?.memory ?? .empty : .empty
        }
        return board
    }
}

extension Service {
    /// Whether everything is the same but the moments at which it was read.
    fileprivate func hasMinutes(of other: Service) -> Bool {
        func timeless(_ service: Service) -> Service {
            var service = service
            let never = Moment(milliseconds: 0)
            service.share?.readAt = never
            service.queue?.readAt = never
            service.unsettled?.readAt = never
            service.layout?.readAt = never
            (service.old.confirmed, service.new.confirmed) = ([:], [:])
            return service
        }
        return timeless(self) == timeless(other)
    }
}
