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
            await note("waiting, nothing was sent: \(fault.words)", percent)
            return .noRoom
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
        // Wait for the pacer before the claim: between the last check and the sending there must be no wait.
        var writer = sender
        if let paced = sender as? any TurnTaking {
            do throws(CancellationError) {
                try await paced.takeTurn(for: change.request.service, before: .now + times.writing)
            } catch {
                return .noRoom
            }
            writer = paced.afterTurn
        }
        // Counted from before the claim. From this time, the process that settles the step knows when nothing can be
        // sent any more.
        let deadline = ContinuousClock.now + times.writing
        do throws(StoreError) {
            step = try await claim(step, "claimed: \(StepEvents.moves(step))")
        } catch {
            return await refused(error, step)
        }
        if let outcome = await finalCheck(step, until: deadline) { return outcome }
        return await send(change, step, by: writer, until: deadline, leaks: standing.leaks)
    }

    var isRollBack: Bool { events.order.kind == .rollBack }

    /// Checks the store again between claim and sending. What was stored in the meantime wins over a step that was not
    /// sent, and a process that was stopped for long may have lost the lease.
    private func finalCheck(_ step: WeightStep, until deadline: ContinuousClock.Instant) async -> Outcome? {
        var step = step
        step.state = .lost
        let (token, now, order) = (token, clock.now(), events.order.id)
        do throws(StoreError) {
            let (isOurs, later) = try await store.perform { store throws(StoreError) in
                (try store.renewLease(token: token, at: now), try store.orders(after: order))
            }
            guard isOurs else { return .fenced }
            let kinds: [Order.Kind] = step.isRollBack ? [.resume] : [.pause, .resume, .rollBack]
            if let last = later.last(where: { $0.concerns(service.name) && kinds.contains($0.kind) }) {
                let words = "not sent: \(last.actor) gave another order since (order \(last.id))"
                return await update(step, words, []) ?? .overruled
            }
        } catch {
            // A roll back continues with what its claim knew. Anything else can wait.
            guard step.isRollBack else { return await update(step, "not sent: \(error.sentence)", []) ?? .open }
        }
        guard ContinuousClock.now < deadline else {
            return await update(step, "not sent: the claim took too long", []) ?? .noRoom
        }
        return nil
    }

    private func send(
        _ change: WeightChange, _ step: WeightStep, by writer: any RequestSender,
        until deadline: ContinuousClock.Instant, leaks: [String]
    ) async -> Outcome {
        var step = step
        do throws(AWSError) {
            let answer = WeightAnswer(try await writer.send(change.request, deadline: deadline))
            step.state = .accepted
            step.change = answer.change
            let words = answer.change == nil ? "accepted by AWS" : "accepted by AWS, PENDING"
            if let outcome = await update(step, words, answer.evidence) { return outcome }
            return await settle(step, leaks: leaks)
        } catch {
            let evidence = error.requestID.map { ["request \($0)"] } ?? []
            if error.mayHaveTakenEffect {
                if let outcome = await update(step, "no answer, so it is read back: \(error.sentence)", evidence) {
                    return outcome
                }
                return await settle(step, leaks: leaks)
            }
            let mayWait = error.kind == .throttled
            step.state = mayWait ? .lost : .stopped
            let words = mayWait ? "refused for now, nothing was changed" : "STOPPED, nothing was changed"
            return await update(step, "\(words): \(error.sentence)", evidence) ?? (mayWait ? .noRoom : .stopped)
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
