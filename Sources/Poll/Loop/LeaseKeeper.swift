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

    /// Seconds between two tries to get the lease.
    private static let wait = 0.5

    /// - Parameters:
    ///   - holder: `user@host:pid`, different for each process.
    ///   - account: The account of the credentials, if it is known.
    ///   - stamp: By which configuration it polls.
    package init(
        configuration: Configuration, store: any StateStore, holder: String, account: String? = nil,
        stamp: ConfigurationStamp? = nil, clock: any PollClock = MachineClock(), log: @escaping PollLog = { _ in }
    ) {
        self.configuration = configuration
        self.holder = holder
        self.account = account
        self.stamp = stamp
        // A thread separate from the polls': a long write must not delay the heartbeat.
        self.store = StoreThread(store, label: "lease")
        self.clock = clock
        self.log = log
    }

    /// Runs `work` as long as this process has the lease, and again each time it gets it. Returns when the task is
    /// cancelled, after it has released the lease, or when the store turns out to be another configuration's.
    package func run(_ work: @escaping @Sendable (Lease) async -> Void) async {
        var isWaiting = false
        while !Task.isCancelled {
            switch await claim() {
            case .ours(let lease):
                isWaiting = false
                await announce(lease)
                await hold(lease, work)
            case .others where !isWaiting:
                isWaiting = true
                log(PollNote(.info, "another process polls; waiting to take over"))
            case .others: break
            case .foreign: return
            }
            guard !Task.isCancelled else { return }
            try? await clock.sleep(seconds: Self.wait)
        }
    }

    private enum Answer {
        case ours(Lease), others
        /// The store belongs to another configuration.
        case foreign
    }

    private func claim() async -> Answer {
        do throws(StoreError) {
            let claim = LeaseClaim(
                holder: holder, at: clock.now(), identity: configuration.identity(account: account),
                configuration: stamp)
            let lease = try await store.perform { store throws(StoreError) in try store.claimLease(claim) }
            return lease.map(Answer.ours) ?? .others
        } catch {
            log(PollNote(.error, error.sentence))
            if case .otherIdentity = error { return .foreign }
            return .others
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
