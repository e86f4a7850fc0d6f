import Model
import Store
import Synchronization

/// Writes an event when the verdict on a service, or its subject, has changed since the last event, and when the
/// headline's level, act or service has. It also stores what no window of minutes contains for long: the evidence so
/// far, and the most that the old fleet was seen to carry.
final class VerdictWatch: Sendable {
    /// The last recorded verdict of a service.
    private struct Recorded {
        var state: Verdict.State
        var topic: Verdict.Matter?
        /// Whether it is read from the timeline, which keeps the state and not the topic.
        var isRestored = false
    }

    /// What the timeline says so far.
    private struct Told: Sendable {
        var verdicts: [String: Recorded] = [:]
        var headline: Headline.Mark?
        /// Whether `headline` is the store's.
        var isHeadlineRead = false
        /// The newest event that a judgement has seen; `nil` before the first.
        var newestEvent: Int64?
    }

    private let configuration: Configuration
    private let store: StoreThread
    private let token: Int64
    private let recorded: Mutex<Told>

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
        var told = Told()
        for event in board?.events ?? [] where event.kind == .verdict {
            guard let service = event.service, let after = event.after.flatMap(Verdict.State.init) else { continue }
            told.verdicts[service] = Recorded(state: after, isRestored: true)
        }
        recorded = Mutex(told)
    }

    /// Whether the services have been judged before. Until then, too little was read to say anything.
    var hasJudged: Bool { recorded.withLock { $0.newestEvent != nil } }

    /// Whether anybody has written an event since the last judgement. Throws ``StoreError``.
    func hasNews() async throws(StoreError) -> Bool {
        let newest = try await store.perform { store throws(StoreError) in try store.newestEvent() }
        return recorded.withLock { $0.newestEvent != newest }
    }

    /// Judges every service by the store's content at `now`. A first verdict is recorded only when it is `worse` or
    /// `blind`. Throws ``StoreError``.
    ///
    /// It is one job of the store's thread, because two sources may change verdicts at once.
    func update(at now: Moment) async throws(StoreError) {
        let watch = self
        try await store.perform { store throws(StoreError) in try watch.update(store, at: now) }
    }

    private func update(_ store: any StateStore, at now: Moment) throws(StoreError) {
        // Read first, so that an event that is written meanwhile is news.
        let newest = try store.newestEvent()
        let board = try store.board(of: configuration, minutes: Self.minutes, at: now)
        var known = recorded.withLock { $0 }
        if !known.isHeadlineRead {
            known.headline = try store.newestHeadline()?.after.flatMap(Headline.Mark.init(words:))
            known.isHeadlineRead = true
        }
        var present = known
        var judged = JudgedServices()
        var verdicts: [String: Verdict] = [:]
        for service in board.services {
            let record = (service.record ?? FleetRecord()).joined(FleetRecord(of: service, board))
            if record != service.record ?? FleetRecord() { judged.fleets[service.name] = record }
            if service.takesTraffic {
                let newest = board.evidence(of: service)
                if newest != service.evidence { judged.evidence[service.name] = newest }
            }
            let verdict = board.verdict(of: service)
            verdicts[service.name] = verdict
            present.verdicts[service.name] = Recorded(state: verdict.state, topic: verdict.matter?.topic)
            guard Self.isNews(verdict, after: known.verdicts[service.name]) else { continue }
            judged.events.append(
                Self.event(verdict, before: known.verdicts[service.name]?.state, service: service.name, at: now))
        }
        let headline = board.headline { verdicts[$0.name] ?? board.verdict(of: $0) }
        if headline.mark != known.headline {
            judged.events.append(Self.event(headline, before: known.headline, at: now))
            present.headline = headline.mark
        }
        present.newestEvent = newest + Int64(judged.events.count)
        try store.keep(judged, token: token)
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
            after: verdict.state.rawValue, reason: verdict.whole, evidence: "verdict \(now.iso8601)")
    }

    private static func event(_ headline: Headline, before: Headline.Mark?, at now: Moment) -> Event {
        Event(
            at: now, kind: .headline, actor: "abreast", before: before?.words, after: headline.mark.words,
            reason: headline.whole)
    }
}
