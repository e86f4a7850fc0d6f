import Model
import Store
import Synchronization
import Terminal
import View

/// Stores the screen's orders one after the other, without blocking the screen.
final class OrderQueue: Sendable {
    /// The result of an order, or another message for the operator.
    enum Outcome: Sendable {
        case stored(OrderRequest)
        case failed(OrderRequest, String)
        case message(String, isFailure: Bool)
        /// The watched run has ended.
        case over
    }

    private let store: any StateStore
    private let time: any Timekeeper
    private let wakeUp: WakeUp
    private let identity: MigrationIdentity?
    private let outcomes = Mutex<[Outcome]>([])
    private let (requests, inbox) = AsyncStream.makeStream(of: OrderRequest.self)

    /// - Parameter identity: What the screen's configuration moves.
    init(store: any StateStore, time: any Timekeeper, wakeUp: WakeUp, identity: MigrationIdentity? = nil) {
        self.store = store
        self.identity = identity
        self.time = time
        self.wakeUp = wakeUp
    }

    /// Accepts an order. Its result comes from `take`.
    func accept(_ request: OrderRequest) { inbox.yield(request) }

    /// No more orders come. `run` ends when all accepted orders are stored.
    func close() { inbox.finish() }

    /// Shows a message to the operator.
    func tell(_ text: String, isFailure: Bool) { add(.message(text, isFailure: isFailure)) }

    /// Ends the screen.
    func end() { add(.over) }

    /// The results since the last call.
    func take() -> [Outcome] {
        outcomes.withLock { outcomes in
            defer { outcomes = [] }
            return outcomes
        }
    }

    /// Stores orders in their order, until `close`.
    func run() async {
        // An annotation may follow its pause before any board has shown the pause's id.
        var lastPause: [String: Int64] = [:]
        for await request in requests {
            let about = request.kind == .annotate ? lastPause[request.service] ?? request.about : request.about
            let order = Order(
                kind: request.kind, service: request.service, actor: Operator.name, at: time.now(),
                reason: request.reason, about: about, terms: request.terms, identity: identity)
            do {
                let stored = try store.post(order)
                if request.kind == .pause { lastPause[request.service] = stored.id }
                if request.kind == .resume { lastPause[request.service] = nil }
                add(.stored(request))
            } catch {
                add(.failed(request, error.sentence))
            }
        }
    }

    private func add(_ outcome: Outcome) {
        outcomes.withLock { $0.append(outcome) }
        wakeUp.ring()
    }
}
