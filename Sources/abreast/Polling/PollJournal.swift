import Model
import Poll
import Store
import Synchronization

/// Tells the log of `poll` what the timeline says, as it is stored, whoever stores it: orders, the claims and answers of
/// steps, verdicts. It also tells the headline when it changes.
final class PollJournal: Sendable {
    /// What a change of the headline is: its numbers change every minute.
    private struct Mark: Equatable {
        var level: Headline.Level
        var service: String?
        var topic: Verdict.Matter?
    }

    private struct State {
        /// The id of the newest event that was told.
        var last: Int64
        var mark: Mark?
        var version: Int64?
        var headlineAt: ContinuousClock.Instant?
    }

    private let configuration: Configuration
    private let store: StoreThread
    private let log: PollLog
    private let clock: any WallClock
    private let state: Mutex<State>

    /// How often the store is looked at.
    private static let pace = Duration.milliseconds(500)
    /// How often the headline is worked out at most, unless something happens: it takes a whole board.
    private static let headlinePace = Duration.seconds(5)
    private static let pageSize = 1000

    /// - Parameter last: The newest event that is not to be told; `nil` for the newest in the store.
    init(
        _ configuration: Configuration, store: any StateStore, after last: Int64? = nil, clock: any WallClock,
        log: @escaping PollLog
    ) throws(StoreError) {
        self.configuration = configuration
        self.store = StoreThread(store, label: "journal")
        self.clock = clock
        self.log = log
        var newest = last
        if newest == nil {
            newest = try store.board(of: configuration, minutes: 0, at: clock.now()).events.map(\.id).max()
        }
        state = Mutex(State(last: newest ?? 0))
    }

    /// The id of the newest event that was told.
    var last: Int64 { state.withLock { $0.last } }

    /// Tells what comes until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            await pass()
            try? await Task.sleep(for: Self.pace)
        }
    }

    /// Tells what was stored since the last call.
    ///
    /// A store that cannot be read is logged by those that poll. What it holds is told when it can be read again.
    func pass() async {
        do throws(StoreError) {
            let version = try await store.perform { store throws(StoreError) in try store.version() }
            let (last, isNew) = state.withLock { ($0.last, $0.version != version) }
            guard isNew else { return }
            let hasSpoken = try await tellEvents(after: last)
            let headlineAt = state.withLock { $0.headlineAt }
            guard hasSpoken || headlineAt.map({ .now - $0 >= Self.headlinePace }) ?? true else { return }
            try await tellHeadline()
            state.withLock { $0.version = version }
        } catch {}
    }

    private func tellEvents(after first: Int64) async throws(StoreError) -> Bool {
        var last = first
        while true {
            let from = last
            let page = try await store.perform { store throws(StoreError) in
                try store.events(after: from, limit: Self.pageSize)
            }
            guard let newest = page.last?.id else { return last > first }
            for event in page { log(PollNote(of: event)) }
            last = newest
            state.withLock { $0.last = newest }
        }
    }

    private func tellHeadline() async throws(StoreError) {
        let (configuration, now) = (configuration, clock.now())
        let board = try await store.perform { store throws(StoreError) in
            try store.board(of: configuration, minutes: Rule.window, at: now)
        }
        let headline = board.headline
        let service = board.services.first { $0.name == headline.service }
        let mark = Mark(
            level: headline.level, service: headline.service,
            topic: service.flatMap { board.verdict(of: $0).matter?.topic })
        let isNew = state.withLock { state in
            state.headlineAt = .now
            guard state.mark != mark else { return false }
            state.mark = mark
            return true
        }
        guard isNew else { return }
        var fields = [PollNote.Field(.state, headline.level.rawValue)]
        if let name = headline.service { fields.append(PollNote.Field(.service, name)) }
        if let since = headline.since { fields.append(PollNote.Field(.since, since.iso8601)) }
        log(PollNote(.info, .headline, fields, headline.whole))
    }
}

extension PollNote {
    /// An event of the timeline. What AWS's things do by themselves is told at `debug`.
    init(of event: Event) {
        let (topic, level): (Topic, Level) =
            switch event.kind {
            case .paused, .resumed, .rollBack, .advance, .annotated: (.order, .info)
            case .deadMan: (event.order == nil ? .timeline : .order, .info)
            case .weights, .refused: (.step, .info)
            case .verdict: (.verdict, .info)
            case .share, .adopted, .done, .hook, .snapshot: (.timeline, .info)
            // The journal tells the headline itself.
            case .headline, .inventory, .version, .ecs, .taskStopped, .source, .lease: (.timeline, .debug)
            }
        let values: [(Field.Name, String?)] = [
            (.service, event.service), (.side, event.side?.rawValue), (.kind, event.kind.rawValue),
            (.order, event.order.map { "\($0)" }), (.actor, event.actor), (.before, event.before),
            (.after, event.after), (.reason, event.reason.isEmpty ? nil : event.reason),
            (.evidence, event.evidence.isEmpty ? nil : event.evidence),
        ]
        self.init(level, topic, values.compactMap { name, value in value.map { Field(name, $0) } })
    }
}
