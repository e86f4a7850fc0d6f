import AWS
package import Model
package import Store

/// Lets only one process poll: it waits for the lease, works while it has it, and stops at once when it has lost it.
///
/// The successor of a holder that dies takes over after ``Lease/patience`` plus one wait. The successor of a holder
/// that ignores a roll back takes over after ``Lease/urgentPatience`` plus one wait.
package struct LeaseKeeper: Sendable {
    private let configuration: Configuration
    private let holder: String
    private let store: StoreThread
    private let clock: any PollClock
    private let log: PollLog

    /// Seconds between two tries to get the lease.
    private static let wait = 0.5

    /// - Parameter holder: `user@host:pid`, different for each process.
    package init(
        configuration: Configuration, store: any StateStore, holder: String, clock: any PollClock = MachineClock(),
        log: @escaping PollLog = { _ in }
    ) {
        self.configuration = configuration
        self.holder = holder
        // A thread separate from the polls': a long write must not delay the heartbeat.
        self.store = StoreThread(store, label: "lease")
        self.clock = clock
        self.log = log
    }

    /// Runs `work` as long as this process has the lease, and again each time it gets it. Returns when the task is
    /// cancelled, after it has released the lease.
    package func run(_ work: @escaping @Sendable (Lease) async -> Void) async {
        var isWaiting = false
        while !Task.isCancelled {
            if let lease = await claim() {
                isWaiting = false
                await announce(lease)
                await hold(lease, work)
            } else if !isWaiting {
                isWaiting = true
                log(PollNote(.info, "another process polls; waiting to take over"))
            }
            guard !Task.isCancelled else { return }
            try? await clock.sleep(seconds: Self.wait)
        }
    }

    private func claim() async -> Lease? {
        do throws(StoreError) {
            let (holder, now) = (holder, clock.now())
            return try await store.perform { store throws(StoreError) in try store.claimLease(holder: holder, at: now) }
        } catch {
            log(PollNote(.error, error.sentence))
            return nil
        }
    }

    /// Records in the timeline that another process polls now.
    private func announce(_ lease: Lease) async {
        log(PollNote(.info, "polling as \(lease.holder), lease \(lease.token)"))
        do throws(StoreError) {
            let (configuration, now) = (configuration, clock.now())
            try await store.perform { store throws(StoreError) in
                let board = try store.board(of: configuration, minutes: 1, at: now)
                let last = board.events.last { $0.kind == .lease }?.after
                guard last != lease.holder else { return }
                try store.record([Self.event(lease, last: last, at: now)])
            }
        } catch {
            log(PollNote(.error, error.sentence))
        }
    }

    private static func event(_ lease: Lease, last: String?, at now: Moment) -> Event {
        Event(
            at: now, kind: .lease, actor: lease.holder, before: last, after: lease.holder,
            evidence: "lease \(lease.token)")
    }

    private func hold(_ lease: Lease, _ work: @escaping @Sendable (Lease) async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await work(lease) }
            group.addTask(priority: .high) { await beat(lease.token) }
            // The one that ends first ends the other: work that has lost the lease, or a heartbeat that has no work.
            await group.next()
            group.cancelAll()
        }
        do throws(StoreError) {
            try await store.perform { store throws(StoreError) in try store.releaseLease(token: lease.token) }
        } catch {
            log(PollNote(.error, error.sentence))
        }
    }

    /// Renews the lease until it is lost or the task is cancelled.
    private func beat(_ token: Int64) async {
        while !Task.isCancelled {
            do throws(CancellationError) {
                try await clock.sleep(seconds: Lease.pace)
            } catch {
                return
            }
            do throws(StoreError) {
                let now = clock.now()
                let isOurs = try await store.perform { store throws(StoreError) in
                    try store.renewLease(token: token, at: now)
                }
                guard isOurs else {
                    log(PollNote(.warning, "another process took over polling"))
                    return
                }
            } catch {
                // The next heartbeat may succeed. If the lease is lost in the meantime, it will report that.
                log(PollNote(.error, error.sentence))
            }
        }
    }
}
