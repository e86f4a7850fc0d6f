import AWS
import Model
import Store
import Synchronization

/// One term of the lease: its state, the work in progress, and the work that is due.
final class LeaseTerm: Sendable {
    /// One piece of pending work with everything that it needs.
    struct Job: Sendable {
        var service: ServiceConfiguration
        var duty: PendingWork
        var order: Order
        /// The work that had ended when this was found to be due.
        fileprivate var ends: RolloutWork.Ends
    }

    private struct Seen {
        var version: Int64?
        var orders: [Order] = []
        var steps: [WeightStep] = []
        var standing: [WeightStep] = []
        var givenUp: [WeightStep] = []
    }

    let context: ControllerContext
    let token: Int64
    /// Whether its runs are made one by one, by ``RolloutController/turn(token:)``. Nothing then happens beside them,
    /// and only ``ControllerContext/now`` gives the time.
    let isTurned: Bool
    let work = RolloutWork()
    let caller = CallerName()
    let cache: BoardCache
    let last = LastReadings()
    private let seen = Mutex(Seen())

    init(_ context: ControllerContext, token: Int64, isTurned: Bool = false) {
        self.context = context
        self.token = token
        self.isTurned = isTurned
        cache = BoardCache(context)
    }

    // MARK: Due jobs

    /// The jobs that are due now; none when the store cannot be read now.
    func dueJobs() async -> [Job] {
        // Read before the store: the store then contains the results of everything that had ended.
        let ends = work.ends
        guard let seen = await refreshed() else { return [] }
        let newest = Dictionary(seen.steps.map { ($0.service, $0) }) { _, newer in newer }
        let standing = Dictionary(seen.standing.map { ($0.service, $0) }) { _, newer in newer }
        let givenUp = Dictionary(seen.givenUp.map { ($0.service, $0) }) { _, newer in newer }
        let (now, waiting) = (context.clock.now(), work.waiting)
        return context.configuration.services.filter { $0.split != nil }.flatMap { service in
            PendingWork.due(
                service.name, orders: seen.orders, step: newest[service.name],
                standing: standing[service.name], givenUp: givenUp[service.name], begun: waiting,
                times: context.times, at: now
            ).compactMap { duty in
                seen.orders.first { $0.id == duty.order }
                    .map { Job(service: service, duty: duty, order: $0, ends: ends) }
            }
        }
    }

    private func refreshed() async -> Seen? {
        let known = seen.withLock { $0 }
        let found = try? await context.store.perform { store throws(StoreError) -> Seen in
            let version = try store.version()
            guard version != known.version else { return known }
            return Seen(
                version: version, orders: known.orders + (try store.orders(after: known.orders.last?.id ?? 0)),
                steps: try store.newestSteps(), standing: try store.effectiveSteps(),
                givenUp: try store.givenUpSteps())
        }
        if let found { seen.withLock { $0 = found } }
        return found
    }

    /// Whether an earlier step has brought the service back by a part.
    func isStaged(_ order: Order, _ service: String) -> Bool {
        seen.withLock { $0.steps }.contains {
            $0.service == service && $0.order == order.id && $0.state.endsOrder && $0.percent > order.rest
        }
    }

    // MARK: Doing

    func begin(_ job: Job, rests: Bool) -> Bool {
        work.begin(job.duty, of: job.service.name, ends: job.ends, rests: rests)
    }

    /// Performs a job. The store's content then says how it ended.
    func perform(_ job: Job) async {
        let executor = executor(job.service, job.order)
        var outcome = await outcome(of: job, executor)
        var rest = self.rest(after: outcome)
        let isBack = job.order.kind == .rollBack
        if outcome == .noRoom || outcome == .noEffect || isBack && outcome == .open {
            switch work.count(outcome, job.order, of: job.service.name, context.times) {
            case .after(let wait):
                rest = wait
                // One that was tried is no surprise, however long it takes.
                if isBack, job.order.terms.pace == .atOnce { work.wait(job.order.id) }
            case .never(let why):
                outcome = await executor.giveUp(why, job.order.terms.percent ?? 0)
                rest = self.rest(after: outcome)
            }
        }
        if outcome == .confirmed || outcome == .waiting { work.succeed(job.order.id, of: job.service.name) }
        if outcome == .fenced { work.fence() }
        work.end(job.duty, of: job.service.name, rest: rest)
    }

    private func outcome(of job: Job, _ executor: StepExecutor) async -> StepExecutor.Outcome {
        if let why = await foreignness(job) {
            return await work.ending.shielding { await self.refuse(job, why, executor) }
        }
        switch job.duty {
        case .follow(let step): return await executor.follow(step)
        case .settle(let step, let isUrgent):
            // Settling for a roll back shows that the roll back was noticed.
            if isUrgent { await beat() }
            return await work.ending.shielding { await executor.settle(step, isUrgent: isUrgent) }
        case .rollBack(let order): return await work.ending.shielding { await self.rollBack(order, executor) }
        case .lookBehind(let order, let until):
            return await work.ending.shielding { await executor.lookBehind(order, until: until) }
        case .advance(let order): return await work.ending.shielding { await self.advance(order, executor) }
        case .adopt(_, let found): return await work.ending.shielding { await self.adopt(found, executor) }
        case .held(let order, let pause): return await held(order, pause, executor)
        case .tooOld(let order): return await tooOld(order, executor)
        }
    }

    /// How long the same work is not repeated: a store or an AWS that does not respond is not asked again at once.
    private func rest(after outcome: StepExecutor.Outcome) -> Duration? {
        switch outcome {
        case .confirmed, .stopped, .noRoom, .noEffect, .fenced: nil
        case .pending: context.times.syncPace
        case .waiting: context.times.initiative
        case .overruled, .open: context.times.longestWait
        }
    }

    /// - Parameter order: The order that the events name.
    func executor(_ service: ServiceConfiguration, _ order: Order) -> StepExecutor {
        var executor = StepExecutor(
            service: service, configuration: context.configuration, sender: context.sender, store: context.store,
            token: token, times: context.times, ending: work.ending, clock: context.clock,
            events: StepEvents(
                actor: context.holder, order: order, place: target(service.name)?.words, caller: caller))
        executor.last = last
        executor.isNews = { [work] in work.isNews("order \(order.id) of \(service.name): \($0)") }
        return executor
    }
}
