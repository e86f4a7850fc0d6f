import AWS
import Model
import Store

/// Carries out an order on one service's weights: reads the present weights, claims the step, sends the change once,
/// and reads the weights back.
///
/// The store always says how far it came. A step that is claimed and not confirmed is settled by a reading, in this
/// process or the next, before anything else is sent.
struct StepExecutor: Sendable {
    /// The result of an order, or of settling a step.
    enum Outcome: Sendable, Equatable {
        /// The weights were read back as intended.
        case confirmed
        /// Given up. The event says why.
        case stopped
        /// Nothing was changed: AWS had no capacity or could not be reached. It may be tried again.
        case noRoom
        /// The step is known to have no effect, and may be claimed again.
        case noEffect
        /// Another process has the lease.
        case fenced
        /// Something stored by others forbids it.
        case overruled
        /// The result is not known yet, as the store or AWS does not respond. A claimed step stays unsettled.
        case open
        /// It is in progress. A later request will show the result.
        case pending
        /// It may not be done yet.
        case waiting
    }

    let service: ServiceConfiguration
    let configuration: Configuration
    let sender: any RequestSender
    let store: StoreThread
    let token: Int64
    let times: ControllerTiming
    let ending: ShutdownFlag
    let clock: any WallClock
    let events: StepEvents
    /// What was read before.
    var last = LastReadings()
    /// Whether a delay is told: each in the same words once.
    var isNews: @Sendable (String) -> Bool = { _ in true }

    /// Sets the share on new to `percent`, with one reading, at most one claim and at most one call. A roll back never
    /// raises the share.
    ///
    /// - Parameters:
    ///   - expected: The weights for which the step was planned. If the present weights differ, nothing is written and
    ///     the rollout is paused. `nil` accepts any weights.
    ///   - newest: The id of the service's newest step when `expected` was known; `nil` when there was none.
    func move(
        to percent: Double, expecting expected: [WeightReading]?, after newest: Int64? = nil
    ) async -> Outcome {
        let standing: CurrentSplit
        switch await read() {
        case .failure(let fault):
            guard fault.isTransient else { return await giveUp("nothing was sent: \(fault.words)", percent) }
            guard isRollBack, let (found, age) = last.split(of: service, at: clock.now()), found.highest > percent
            else {
                await delay("waiting, nothing was sent: \(fault.words)", percent)
                return .noRoom
            }
            await delay("goes by what was read \(NumberWords.duration(age)) ago: \(fault.words)", percent)
            standing = found
        case .success(let found): standing = found
        }
        if let expected, !standing.readings.weighs(as: expected) {
            return await pauseOutside(expected, standing.readings, after: newest)
        }
        let goal = isRollBack ? min(percent, standing.highest) : percent
        let from = standing.percent.map(NumberWords.share) ?? "?"
        let change = standing.change(
            to: goal, raises: !isRollBack, region: configuration.region,
            comment: "abreast \(configuration.migration) \(service.name) \(from) → \(NumberWords.share(goal)) %")
        var step = WeightStep(
            order: events.order.id, service: service.name, isRollBack: isRollBack, percent: goal,
            before: standing.readings, after: change.after(standing.readings), at: clock.now())
        if change.isNothing { return await claimDone(step, standing) }
        // Credentials and the pacer may take seconds. They come before the claim, so that a pause stored meanwhile is
        // seen by it.
        let prepared: any PreparedRequest
        do throws(AWSError) {
            prepared = try await sender.prepare(change.request, deadline: .now + times.writing)
        } catch {
            let fault = StandingFault(error)
            guard fault.isTransient else { return await giveUp("nothing was sent: \(fault.words)", percent) }
            await delay("waiting, nothing was sent: \(fault.words)", percent)
            return .noRoom
        }
        // Counted from before the claim. From this time, the process that settles the step knows when nothing can be
        // sent any more.
        let deadline = ContinuousClock.now + times.writing
        do throws(StoreError) {
            step = try await claim(step, "sending: \(StepEvents.moves(step))")
        } catch {
            return await refused(error, step)
        }
        return await send(prepared, step, until: deadline, leaks: standing.leaks)
    }

    var isRollBack: Bool { events.order.kind == .rollBack }

    private func send(
        _ request: any PreparedRequest, _ step: WeightStep, until deadline: ContinuousClock.Instant, leaks: [String]
    ) async -> Outcome {
        var step = step
        let look = LastStoreLook(step: step, store: store, token: token, clock: clock, deadline: deadline)
        do throws(AWSError) {
            let response = try await request.send(deadline: deadline) { release async throws(NotReleased) in
                try await look.take(release)
            }
            let answer = WeightAnswer(response)
            step.state = .accepted
            step.change = answer.change
            let words = answer.change == nil ? "sent" : "sent, not everywhere yet"
            if let outcome = await update(step, words, answer.evidence) { return outcome }
            return await settle(step, leaks: leaks)
        } catch {
            if let refusal = look.refusal { return await refuse(refusal, step) }
            let evidence = error.requestID.map { ["request \($0)"] } ?? []
            if error.mayHaveTakenEffect {
                if let outcome = await update(step, "no answer, so it is read back: \(error.sentence)", evidence) {
                    return outcome
                }
                return await settle(step, leaks: leaks)
            }
            let mayWait = error.kind == .throttled || isRollBack && error.isTransient
            step.state = mayWait ? .lost : .stopped
            let words = mayWait ? "refused for now, nothing was changed" : "STOPPED, nothing was changed"
            return await update(step, "\(words): \(error.sentence)", evidence) ?? (mayWait ? .noRoom : .stopped)
        }
    }

    private func delay(_ words: String, _ percent: Double) async {
        if isNews(words) { await note(words, percent) }
    }

    /// What follows when the last look stopped the step: nothing was sent.
    private func refuse(_ refusal: LastStoreLook.Refusal, _ step: WeightStep) async -> Outcome {
        var step = step
        step.state = .lost
        switch refusal {
        case .fenced: return .fenced
        case .overruled(let why): return await update(step, "not sent: \(why)", []) ?? .overruled
        case .unreadable(let why): return await update(step, "not sent: \(why)", []) ?? .open
        case .late: return await update(step, "not sent: the claim took too long", []) ?? .noRoom
        }
    }
}

extension WeightChange {
    /// The weights after the step, with the TTLs from `readings`.
    func after(_ readings: [WeightReading]) -> [WeightReading] {
        zip(readings, moves).map { reading, move in
            WeightReading(type: reading.type, old: move.to.old, new: move.to.new, ttl: reading.ttl)
        }
    }
}
