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
    private let account: String?
    private let stamp: ConfigurationStamp?
    private let store: StoreThread
    private let clock: any PollClock
    private let log: PollLog
    private let failures: StoreFailures

    /// Why the keeper ended.
    package enum End: Sendable, Equatable {
        case cancelled
        /// The store's path leads to another file now, or the store is another configuration's: whatever this process
        /// stored, nobody would read it, or the wrong ones would.
        case refused(StoreError)
    }

    /// Seconds between two tries to get the lease.
    private static let wait = 0.25

    /// - Parameters:
    ///   - holder: `user@host:pid`, different for each process.
    ///   - account: The account of the credentials, if it is known.
    ///   - stamp: By which configuration it polls.
    ///   - failures: What the store refuses, shared with others that use it; `nil` for its own.
    package init(
        configuration: Configuration, store: any StateStore, holder: String, account: String? = nil,
        stamp: ConfigurationStamp? = nil, clock: any PollClock = MachineClock(), log: @escaping PollLog = { _ in },
        failures: StoreFailures? = nil
    ) {
        self.configuration = configuration
        self.failures = failures ?? StoreFailures(log)
        self.holder = holder
        self.account = account
        self.stamp = stamp
        // A thread separate from the polls': a long write must not delay the heartbeat.
        self.store = StoreThread(store, label: "lease")
        self.clock = clock
        self.log = log
    }

    /// Runs `work` as long as this process has the lease, and again each time it gets it. Returns when the task is
    /// cancelled, after it has released the lease. Returns also when the store's file was replaced, or when the store
    /// turns out to be another configuration's.
    @discardableResult
    package func run(_ work: @escaping @Sendable (Lease) async -> Void) async -> End {
        var isWaiting = false
        while !Task.isCancelled {
            do throws(StoreError) {
                if let lease = try await claim() {
                    isWaiting = false
                    await announce(lease)
                    await hold(lease, work)
                } else if !isWaiting {
                    isWaiting = true
                    log(PollNote(.info, .lease, [], "another process polls; waiting to take over"))
                }
            } catch {
                failures.failed(error)
                switch error {
                case .replaced, .otherIdentity: return .refused(error)
                default: break
                }
            }
            guard !Task.isCancelled else { return .cancelled }
            try? await clock.sleep(seconds: Self.wait)
        }
        return .cancelled
    }

    private func claim() async throws(StoreError) -> Lease? {
        let claim = LeaseClaim(
            holder: holder, at: clock.now(), identity: configuration.identity(account: account),
            configuration: stamp)
        let lease = try await store.perform { store throws(StoreError) in
            try store.claimLease(claim)
        }
        // Without the lease nothing was written.
        if lease != nil { failures.worked() }
        return lease
    }

    /// Records in the timeline that another process polls now.
    private func announce(_ lease: Lease) async {
        log(PollNote(.info, .lease, [], "polling as \(lease.holder), lease \(lease.token)"))
        do throws(StoreError) {
            let (configuration, now) = (configuration, clock.now())
            try await store.perform { store throws(StoreError) in
                let board = try store.board(of: configuration, minutes: 1, at: now)
                let last = board.events.last { $0.kind == .lease }?.after
                guard last != lease.holder else { return }
                try store.record([Self.event(lease, last: last, at: now)])
            }
        } catch {
            failures.failed(error)
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
            failures.failed(error)
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
                    log(PollNote(.warning, .lease, [], "another process took over polling"))
                    return
                }
                failures.worked()
            } catch {
                // The next heartbeat may succeed. If the lease is lost in the meantime, it will report that.
                failures.failed(error)
                if case .replaced = error { return }
            }
        }
    }
}
