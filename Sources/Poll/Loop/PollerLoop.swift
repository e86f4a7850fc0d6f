import AWS
package import Model
package import Store
import Synchronization

/// Polls every source at its own pace and writes a tick for each response, as long as the lease lasts.
///
/// Each source has a task of its own, so that one that hangs, fails or is slow delays no other. If the store cannot be
/// written, this is logged and polling continues.
package struct PollerLoop: Sendable {
    /// Why the loop ended.
    package enum End: Sendable, Equatable {
        case cancelled
        /// Another process has the lease now.
        case fenced
    }

    private let configuration: Configuration
    private let pollers: [any SourcePoller]
    private let layouts: TopologyReader?
    private let histories: (any FleetHistorySource)?
    private let store: StoreThread
    private let clock: any PollClock
    private let chance: @Sendable () -> Double
    private let log: PollLog
    private let failures: StoreFailures

    /// - Parameters:
    ///   - layouts: Reads the topologies, for warnings; `nil` for no warnings.
    ///   - histories: Knows what the old fleets have carried in two weeks; `nil` where nobody does.
    ///   - failures: What the store refuses, shared with others that use it; `nil` for its own.
    ///   - chance: Returns numbers from 0 to 1 for the jitter.
    package init(
        configuration: Configuration, pollers: [any SourcePoller], layouts: TopologyReader? = nil,
        histories: (any FleetHistorySource)? = nil,
        store: any StateStore, clock: any PollClock = MachineClock(),
        chance: @escaping @Sendable () -> Double = { .random(in: 0...1) },
        log: @escaping PollLog = { _ in }, failures: StoreFailures? = nil
    ) {
        self.failures = failures ?? StoreFailures(log)
        self.configuration = configuration
        self.pollers = pollers
        self.layouts = layouts
        self.histories = histories
        self.store = StoreThread(store, label: "polls")
        self.clock = clock
        self.chance = chance
        self.log = log
    }

    /// Polls until the task is cancelled or the store refuses `token`.
    package func run(token: Int64) async -> End {
        guard let board = await startingBoard() else { return .cancelled }
        let turn = PollPipeline(configuration: configuration, board: board, store: store, token: token)
        let changed = WeightsChanged()
        return await withTaskGroup(of: End.self) { group in
            for poller in pollers {
                group.addTask { await poll(poller, turn, changed) }
            }
            group.addTask { await prune() }
            if let layouts {
                let watch = TopologyWatch(
                    reader: layouts, store: store, clock: clock, log: log, failures: failures, changed: changed)
                group.addTask {
                    await watch.run()
                    return .cancelled
                }
            }
            if let histories {
                let watch = FleetHistoryWatch(
                    source: histories, store: store, clock: clock, failures: failures, token: token)
                let newest = board.oldestHistory
                group.addTask {
                    await watch.run(after: newest)
                    return .cancelled
                }
            }
            var end = End.cancelled
            for await one in group where one == .fenced {
                end = .fenced
                group.cancelAll()
            }
            return end
        }
    }

    /// The store's content at the start. Waits while the store cannot be read. `nil` when the task is cancelled.
    private func startingBoard() async -> Board? {
        while !Task.isCancelled {
            do throws(StoreError) {
                let (configuration, now) = (configuration, clock.now())
                return try await store.perform { store throws(StoreError) in
                    try store.board(of: configuration, minutes: 1, at: now)
                }
            } catch {
                failures.failed(error)
                try? await clock.sleep(seconds: 5)
            }
        }
        return nil
    }

    // MARK: One source

    private func poll(_ poller: any SourcePoller, _ turn: PollPipeline, _ changed: WeightsChanged) async -> End {
        var lastError: String?
        while !Task.isCancelled {
            let began = clock.now()
            let deadline = ContinuousClock.now + .seconds(Schedule.deadline(of: poller.source))
            let answer = await poller.poll(turn.context(at: began), deadline: deadline)
            guard !Task.isCancelled else { return .cancelled }
            guard !answer.isWaiting else {
                try? await clock.sleep(seconds: 1)
                continue
            }
            let tick = turn.tick(of: answer, from: poller.source, began: began, ended: clock.now())
            report(tick.reading, after: lastError)
            lastError = tick.reading.error
            if await write(tick, turn) == .fenced { return .fenced }
            if !tick.shareChanged.isEmpty { changed.note() }
            await judge(turn, after: tick)
            let next = turn.next(poller.source, after: began, now: clock.now(), chance: chance())
            try? await clock.sleep(until: next)
        }
        return .cancelled
    }

    private func write(_ tick: Tick, _ turn: PollPipeline) async -> End? {
        do throws(StoreError) {
            try await turn.write([tick])
            failures.worked()
            return nil
        } catch {
            failures.failed(error)
            if case .fenced = error { return .fenced }
            return nil
        }
    }

    private func judge(_ turn: PollPipeline, after tick: Tick) async {
        do throws(StoreError) {
            if try await turn.isJudgingDue(after: tick) { try await turn.judge(at: clock.now()) }
        } catch {
            failures.failed(error)
        }
    }

    private func report(_ reading: Reading, after lastError: String?) {
        let title = reading.source.title
        if let error = reading.error {
            // Logged once, not every ten seconds.
            log(PollNote(error == lastError ? .debug : .warning, source: reading.source, "\(title): \(error)"))
        } else if lastError != nil {
            log(PollNote(.info, source: reading.source, "\(title) answers again"))
        } else {
            log(PollNote(.debug, source: reading.source, "\(title) answered in \(reading.milliseconds) ms"))
        }
    }

    // MARK: Retention

    /// Deletes what is older than the retention, at the start and every hour.
    private func prune() async -> End {
        while !Task.isCancelled {
            do throws(StoreError) {
                try await Self.prune(configuration, store, at: clock.now())
            } catch {
                failures.failed(error)
            }
            try? await clock.sleep(seconds: 3600)
        }
        return .cancelled
    }

    /// Deletes minutes before the retention, in small parts so that other writers can write between them.
    static func prune(_ configuration: Configuration, _ store: StoreThread, at now: Moment) async throws(StoreError) {
        let oldest = now.minute.advanced(by: -configuration.retentionDays * 1440)
        var hasMore = true
        while hasMore, !Task.isCancelled {
            hasMore = try await store.perform { store throws(StoreError) in try store.prune(before: oldest) }
            await Task.yield()
        }
    }
}

extension Board {
    /// When the oldest of its services' histories was read; `nil` when one is missing.
    var oldestHistory: Moment? {
        let moments = services.filter { $0.configuration.split != nil }.map { $0.record?.history?.readAt }
        return moments.contains(nil) ? nil : moments.compactMap(\.self).min()
    }
}
