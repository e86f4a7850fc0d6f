import Model
import Store
import Synchronization

/// Writes an event when the verdict on a service, or its subject, has changed since the last event. It also stores what
/// no window of minutes contains for long: the evidence so far, and the most that the old fleet was seen to carry.
final class VerdictWatch: Sendable {
    /// The last recorded verdict of a service.
    private struct Recorded {
        var state: Verdict.State
        var topic: Verdict.Matter?
        /// Whether it is read from the timeline, which keeps the state and not the topic.
        var isRestored = false
    }

    private let configuration: Configuration
    private let store: StoreThread
    private let token: Int64
    private let recorded: Mutex<[String: Recorded]>

    /// How many minutes a verdict reads beyond the stored evidence. A screen needs as many, so one process keeps one
    /// window.
    static let minutes = Rule.window

    /// - Parameters:
    ///   - token: The lease's token for writing.
    ///   - board: The store's content. Its newest verdict events are the last recorded verdicts.
    init(configuration: Configuration, store: StoreThread, token: Int64, board: Board?) {
        self.configuration = configuration
        self.store = store
        self.token = token
        var known: [String: Recorded] = [:]
        for event in board?.events ?? [] where event.kind == .verdict {
            guard let service = event.service, let after = event.after.flatMap(Verdict.State.init) else { continue }
            known[service] = Recorded(state: after, isRestored: true)
        }
        recorded = Mutex(known)
    }

    /// Judges every service by the store's content at `now`. A first verdict is recorded only when it is `worse` or
    /// `blind`. Throws ``StoreError``.
    func update(at now: Moment) async throws(StoreError) {
        let configuration = configuration
        let board = try await store.perform { store throws(StoreError) in
            try store.board(of: configuration, minutes: Self.minutes, at: now)
        }
        let known = recorded.withLock { $0 }
        var present = known
        var judged = JudgedServices()
        for service in board.services {
            let record = (service.record ?? FleetRecord()).joined(FleetRecord(of: service, board))
            if record != service.record ?? FleetRecord() { judged.fleets[service.name] = record }
            if service.takesTraffic {
                let newest = board.evidence(of: service)
                if newest != service.evidence { judged.evidence[service.name] = newest }
            }
            let verdict = board.verdict(of: service)
            present[service.name] = Recorded(state: verdict.state, topic: verdict.matter?.topic)
            guard Self.isNews(verdict, after: known[service.name]) else { continue }
            judged.events.append(
                Self.event(verdict, before: known[service.name]?.state, service: service.name, at: now))
        }
        let (news, token) = (judged, token)
        try await store.perform { store throws(StoreError) in try store.keep(news, token: token) }
        // Set only after the write, so that a change that could not be written is not forgotten.
        recorded.withLock { $0 = present }
    }

    private static func isNews(_ verdict: Verdict, after recorded: Recorded?) -> Bool {
        guard let recorded else { return verdict.state == .worse || verdict.state == .blind }
        return recorded.state != verdict.state || !recorded.isRestored && recorded.topic != verdict.matter?.topic
    }

    private static func event(_ verdict: Verdict, before: Verdict.State?, service: String, at now: Moment) -> Event {
        Event(
            at: now, service: service, kind: .verdict, actor: "abreast", before: before?.rawValue,
            after: verdict.state.rawValue, reason: verdict.reason, evidence: "verdict \(now.iso8601)")
    }
}
