import AWS
package import Model
package import Store

/// Polls every source once, all at the same time. EC2 waits for Auto Scaling, which names the instances; target health
/// waits for ECS, which names the target groups of its services.
package struct PollOnce: Sendable {
    /// The result of one source.
    package struct Outcome: Sendable, Equatable {
        package var source: Source
        /// The failed requests, in sentences; empty when all succeeded.
        package var problems: [String]
        /// Whether any request succeeded.
        package var answered: Bool
        package var milliseconds: Int
    }

    /// The results of all sources, in the order of ``Source``.
    package struct Report: Sendable, Equatable {
        package var outcomes: [Outcome]
        /// Why nothing, or not everything, could be written; `nil` when everything was.
        package var storeError: StoreError?
        /// The holder of the lease, if it is another process. Then nothing was written here, and this is no failure.
        package var otherHolder: String?

        package var hasFailed: Bool { storeError != nil || outcomes.contains { !$0.problems.isEmpty } }
    }

    private let configuration: Configuration
    private let pollers: [any SourcePoller]
    private let store: StoreThread
    private let account: String?
    private let clock: any PollClock

    /// - Parameter account: The account of the credentials, if it is known.
    package init(
        configuration: Configuration, pollers: [any SourcePoller], store: any StateStore, account: String? = nil,
        clock: any PollClock = MachineClock()
    ) {
        self.configuration = configuration
        self.account = account
        self.pollers = pollers
        self.store = StoreThread(store, label: "once")
        self.clock = clock
    }

    /// Polls and writes under the lease. If another process has the lease, it still polls but writes nothing, and the
    /// report says so.
    package func run(holder: String) async -> Report {
        let lease: Lease?
        let board: Board
        do throws(StoreError) {
            let (configuration, now) = (configuration, clock.now())
            let claim = LeaseClaim(
                holder: holder, at: now, obeys: false, identity: configuration.identity(account: account))
            board = try await store.perform { store throws(StoreError) in
                try store.board(of: configuration, minutes: 1, at: now)
            }
            lease = try await store.perform { store throws(StoreError) in
                try store.claimLease(claim)
            }
        } catch {
            var report = await poll(ChangeTracker(configuration: configuration, board: nil), token: nil)
            report.storeError = error
            return report
        }
        let ledger = ChangeTracker(configuration: configuration, board: board)
        guard let lease else {
            var report = await poll(ledger, token: nil)
            report.otherHolder = board.lease?.holder ?? "another process"
            return report
        }
        var report = await poll(ledger, token: lease.token)
        do throws(StoreError) {
            let watch = VerdictWatch(configuration: configuration, store: store, token: lease.token, board: board)
            try await watch.update(at: clock.now())
            try await PollerLoop.prune(configuration, store, at: clock.now())
        } catch {
            report.storeError = report.storeError ?? error
        }
        // Whatever failed before: this process ends in a moment, and no other must wait for the lease.
        do throws(StoreError) {
            try await store.perform { store throws(StoreError) in try store.releaseLease(token: lease.token) }
        } catch {
            report.storeError = report.storeError ?? error
        }
        return report
    }

    private func poll(_ ledger: ChangeTracker, token: Int64?) async -> Report {
        var report = Report(outcomes: [])
        await withTaskGroup(of: [(Outcome, StoreError?)].self) { group in
            let sources = Set(pollers.map(\.source))
            let leaders = pollers.filter { poller in
                Self.leader(of: poller.source).map { !sources.contains($0) } ?? true
            }
            for poller in leaders {
                let followers = pollers.filter { Self.leader(of: $0.source) == poller.source }
                group.addTask {
                    var outcomes: [(Outcome, StoreError?)] = []
                    for one in [poller] + followers { outcomes.append(await poll(one, ledger, token)) }
                    return outcomes
                }
            }
            for await outcomes in group {
                for (outcome, error) in outcomes {
                    report.outcomes.append(outcome)
                    report.storeError = report.storeError ?? error
                }
            }
        }
        let order = Dictionary(uniqueKeysWithValues: Source.allCases.enumerated().map { ($1, $0) })
        report.outcomes.sort { (order[$0.source] ?? 0) < (order[$1.source] ?? 0) }
        return report
    }

    /// The source that must report before this one can.
    private static func leader(of source: Source) -> Source? {
        switch source {
        case .ec2: .autoScaling
        case .targetHealth: .ecs
        default: nil
        }
    }

    private func poll(
        _ poller: any SourcePoller, _ ledger: ChangeTracker, _ token: Int64?
    ) async -> (Outcome, StoreError?) {
        let began = clock.now()
        let deadline = ContinuousClock.now + .seconds(20)
        var answer = await poller.poll(ledger.context(at: began), deadline: deadline)
        if answer.isWaiting { answer.add(problem: "nothing could be asked: Auto Scaling named no instances") }
        let tick = ledger.tick(of: answer, from: poller.source, began: began, ended: clock.now())
        let outcome = Outcome(
            source: poller.source, problems: answer.problems, answered: answer.answered,
            milliseconds: Int(tick.at.milliseconds - began.milliseconds))
        guard let token else { return (outcome, nil) }
        do throws(StoreError) {
            try await store.perform { store throws(StoreError) in try store.append(tick, token: token) }
            ledger.delivered(tick)
            return (outcome, nil)
        } catch {
            return (outcome, error)
        }
    }
}
