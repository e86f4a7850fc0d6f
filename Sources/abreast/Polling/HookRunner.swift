import AWS
import Model
import Store
import Synchronization

/// Runs the operators' hooks on events, in the process that has the lease, and beside everything else: no poll and no
/// step waits for a hook.
///
/// Each event runs a hook at most once. Events from before this process began, or that it could not handle before it
/// ended, are not repeated. A failure is an event of the kind `hook` and nothing else.
final class HookRunner: Sendable {
    private struct Call: Sendable {
        var hook: Hook
        /// Counted from 1, in the configuration's order.
        var number: Int
        var event: Event
    }

    private struct State {
        var waiting: [Call] = []
        var running = 0
        /// Whether some event was lost since the queue last had room.
        var isFull = false
    }

    private let configuration: Configuration
    private let store: StoreThread
    private let state = Mutex(State())

    /// The maximum number of hooks that run at the same time.
    private static let together = 4
    /// The maximum number of waiting calls. With more, the hooks are far behind anyway.
    private static let room = 100
    private static let pace = Duration.milliseconds(200)
    /// How long the end of this process waits for running hooks.
    private static let patience = Duration.seconds(2)

    init(_ configuration: Configuration, store: any StateStore) {
        self.configuration = configuration
        // A thread separate from those of the polls and the controller.
        self.store = StoreThread(store, label: "hooks")
    }

    /// Runs hooks until the task is cancelled. Then hooks in progress have ``patience``.
    ///
    /// - Parameter event: The id of the last event before the first one to handle; `nil` for events from now on.
    func run(after event: Int64? = nil) async {
        guard !configuration.hooks.isEmpty else { return await Self.untilCancelled() }
        let isEnding = RaisedFlag()
        await withDiscardingTaskGroup { group in
            var last = event
            var seen: Int64?
            while true {
                // Read before the events, so that the last pass sees everything stored until then.
                let isLast = Task.isCancelled
                if let version = await version(), version != seen || isLast {
                    if await take(after: &last) { seen = version }
                }
                start(in: &group, isEnding)
                if isLast { break }
                try? await Task.sleep(for: Self.pace)
            }
            await finish(in: &group, isEnding)
        }
    }

    private static func untilCancelled() async {
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    }

    // MARK: Looking

    private func version() async -> Int64? {
        try? await store.perform { store throws(StoreError) in try store.version() }
    }

    /// Queues the new events. Returns `false` when the store cannot be read now.
    private func take(after last: inout Int64?) async -> Bool {
        do throws(StoreError) {
            guard var id = last else {
                last = try await newest()
                return true
            }
            while true {
                let after = id
                let events = try await store.perform { store throws(StoreError) in
                    try store.events(after: after, limit: 500)
                }
                for event in events { await queue(event) }
                guard let newest = events.last else { return true }
                id = newest.id
                last = id
            }
        } catch {
            return false
        }
    }

    private func newest() async throws(StoreError) -> Int64 {
        let configuration = configuration
        return try await store.perform { store throws(StoreError) in
            let board = try store.board(of: configuration, minutes: 0, at: MachineClock().now())
            return board.events.map(\.id).max() ?? 0
        }
    }

    private func queue(_ event: Event) async {
        for (index, hook) in configuration.hooks.enumerated() where hook.concerns(event) {
            let call = Call(hook: hook, number: index + 1, event: event)
            let isNewlyFull = state.withLock { state in
                guard state.waiting.count >= Self.room else {
                    state.waiting.append(call)
                    state.isFull = false
                    return false
                }
                defer { state.isFull = true }
                return !state.isFull
            }
            if isNewlyFull { await fail(call, "\(Self.room) calls wait already; this one and others are left out") }
        }
    }

    // MARK: Telling

    private func start(in group: inout DiscardingTaskGroup, _ isEnding: RaisedFlag) {
        while let call = next() {
            group.addTask { [self] in
                // Not cancelled with the enclosing task: a hook that has begun keeps its time.
                await Task.detached { await self.perform(call, isEnding) }.value
            }
        }
    }

    private func next() -> Call? {
        state.withLock { state in
            guard state.running < Self.together, !state.waiting.isEmpty else { return nil }
            state.running += 1
            return state.waiting.removeFirst()
        }
    }

    private func perform(_ call: Call, _ isEnding: RaisedFlag) async {
        let process = HookProcess(
            call.hook, input: Array((call.event.json.line + "\n").utf8),
            variables: ["ABREAST_MIGRATION": configuration.migration])
        if let fault = await process.run(until: isEnding) { await fail(call, fault) }
        state.withLock { $0.running -= 1 }
    }

    private func fail(_ call: Call, _ words: String) async {
        let event = Event(
            at: MachineClock().now(), service: call.event.service, kind: .hook, actor: Operator.process,
            reason: "\(call.hook.run.first ?? "") \(words); it was to be told of \(call.event.kind.rawValue)",
            evidence: "hook \(call.number), event \(call.event.id)")
        try? await store.perform { store throws(StoreError) in try store.record([event]) }
    }

    private func finish(in group: inout DiscardingTaskGroup, _ isEnding: RaisedFlag) async {
        let last = ContinuousClock.now + Self.patience
        while ContinuousClock.now < last, state.withLock({ $0.running > 0 || !$0.waiting.isEmpty }) {
            start(in: &group, isEnding)
            // This task is cancelled, so it would not sleep.
            await Task.detached { try? await Task.sleep(for: .milliseconds(20)) }.value
        }
        isEnding.raise()
    }
}
