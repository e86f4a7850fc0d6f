package import AWS
package import Model
package import Store

/// Obeys the orders to roll back, in the process that holds the lease: each service by itself, so that one that hangs
/// holds up no other.
///
/// It begins with what an earlier holder left: steps that were claimed and never confirmed.
package struct RollBackController: Sendable {
    /// Why it ended.
    package enum End: Sendable, Equatable {
        case cancelled
        /// Another process has the lease now.
        case fenced
    }

    private let configuration: Configuration
    private let sender: any RequestSender
    private let store: StoreThread
    private let holder: String
    private let times: HandTimes
    private let now: @Sendable () -> Moment

    /// - Parameters:
    ///   - sender: One that paces Route 53.
    ///   - holder: `user@host:pid`, as the lease names it.
    ///   - now: The machine's time.
    package init(
        configuration: Configuration, store: any StateStore, sender: any RequestSender, holder: String,
        times: HandTimes = HandTimes(), now: @escaping @Sendable () -> Moment
    ) {
        self.configuration = configuration
        self.sender = sender
        // A thread apart from the polls': a roll back does not wait for a tick to be written.
        self.store = StoreThread(store, label: "rollout")
        self.holder = holder
        self.times = times
        self.now = now
    }

    /// Obeys until the task is cancelled or the store refuses `token`. What was begun is brought to a true state, and
    /// what was ordered before the end is tried once more, within ``HandTimes/writing`` and a reading.
    package func run(token: Int64) async -> End {
        let work = RollBackWork()
        await withTaskGroup(of: Void.self) { group in
            var seen: Int64?
            var orders: [Order] = []
            while true {
                // Asked before looking: what is ordered until then is seen by the last look.
                let isLast = Task.isCancelled
                if let version = await version(), work.takeEnded() || version != seen || isLast,
                    let look = await look(&orders)
                {
                    seen = version
                    for (service, duty) in due(orders, look) where work.begin(duty, of: service.name) {
                        guard let order = orders.first(where: { $0.id == duty.order }) else { continue }
                        let hand = hand(service, order, token, work.ending)
                        group.addTask { await Self.perform(duty, hand, work) }
                    }
                }
                if isLast || work.isFenced { break }
                try? await Task.sleep(for: times.look)
            }
            if work.isFenced { group.cancelAll() }
        }
        return work.isFenced ? .fenced : .cancelled
    }

    // MARK: Looking

    private func version() async -> Int64? {
        try? await store.perform { store throws(StoreError) in try store.version() }
    }

    /// The newest steps; `orders` is brought up to date. `nil` when the store cannot be read just now.
    private func look(_ orders: inout [Order]) async -> [WeightStep]? {
        let last = orders.last?.id ?? 0
        let found = try? await store.perform { store throws(StoreError) in
            (try store.orders(after: last), try store.newestSteps())
        }
        orders += found?.0 ?? []
        return found?.1
    }

    private func due(_ orders: [Order], _ steps: [WeightStep]) -> [(ServiceConfiguration, RollBackDuty)] {
        let newest = Dictionary(steps.map { ($0.service, $0) }) { _, newer in newer }
        let now = now()
        return configuration.services.filter { $0.split != nil }.compactMap { service in
            RollBackDuty.due(service.name, orders: orders, step: newest[service.name], times: times, at: now)
                .map { (service, $0) }
        }
    }

    // MARK: Doing

    private func hand(
        _ service: ServiceConfiguration, _ order: Order, _ token: Int64, _ ending: Ending
    ) -> WeightHand {
        WeightHand(
            service: service, configuration: configuration, sender: sender, store: store, token: token, times: times,
            ending: ending, now: now, events: StepEvents(actor: holder, order: order))
    }

    private static func perform(_ duty: RollBackDuty, _ hand: WeightHand, _ work: RollBackWork) async {
        var outcome = WeightHand.Outcome.confirmed
        switch duty {
        case .follow(let step): await hand.follow(step)
        case .settle(let step): outcome = await work.ending.shielding { await hand.settle(step) }
        case .rollBack: outcome = await work.ending.shielding { await hand.rollBack() }
        case .tooOld(let order):
            let age = Words.duration(hand.now().seconds(since: order.at))
            outcome = await hand.giveUp("ordered \(age) ago and carried out by nobody; order it again", 0)
        }
        // A store or an AWS that does not answer is not asked again at once.
        if outcome == .open { try? await Task.sleep(for: hand.times.longestWait) }
        work.end(duty, of: hand.service.name, isFenced: outcome == .fenced)
    }
}

extension RollBackDuty {
    /// The id of the order behind it.
    fileprivate var order: Int64 {
        switch self {
        case .settle(let step), .follow(let step): step.order
        case .rollBack(let order), .tooOld(let order): order.id
        }
    }
}
