import AWS
import Model
import Store

/// Carries out an order on one service's weights: reads what stands, claims, sends once, reads back.
///
/// Whatever happens between two of these, the store says how far it came: a step that is claimed and not confirmed is
/// settled by reading, by this process or the next, before anything else is sent.
struct StepExecutor: Sendable {
    /// How an order, or the settling of a step, ended.
    enum Outcome: Sendable, Equatable {
        /// The weights were read back as they were meant.
        case confirmed
        /// Given up; the event says why.
        case stopped
        /// Nothing was changed: AWS had no room for it or could not be reached; it may be tried again.
        case noRoom
        /// The step is known not to be in effect, and may be claimed anew.
        case noEffect
        /// Another process holds the lease.
        case fenced
        /// Others have stored something that forbids it.
        case overruled
        /// It cannot be told yet, as the store or AWS does not answer; a claimed step stays open.
        case open
        /// It is under way, and will be told by asking again soon.
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

    /// Sets the share on new to `percent`: one reading, at most one claim, at most one call. A roll back never raises it.
    ///
    /// - Parameters:
    ///   - expected: The weights that the step was planned from: when others stand, nothing is written and the rollout is
    ///     paused. `nil` for whatever stands.
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
        let from = standing.percent.map(Words.share) ?? "?"
        let change = standing.change(
            to: goal, raises: !isRollBack, region: configuration.region,
            comment: "abreast \(configuration.migration) \(service.name) \(from) → \(Words.share(goal)) %")
        var step = WeightStep(
            order: events.order.id, service: service.name, isRollBack: isRollBack, percent: goal,
            before: standing.readings, after: change.after(standing.readings), at: clock.now())
        if change.isNothing { return await claimDone(step, standing) }
        // The turn is taken before the claim: between the last look and the sending nothing may be waited for.
        var writer = sender
        if let paced = sender as? any TurnTaking {
            do throws(CancellationError) {
                try await paced.takeTurn(for: change.request.service, before: .now + times.writing)
            } catch {
                return .noRoom
            }
            writer = paced.afterTurn
        }
        // Counted from before the claim: whoever settles it knows by its time when nothing can be sent any more.
        let deadline = ContinuousClock.now + times.writing
        do throws(StoreError) {
            step = try await claim(step, "claimed: \(StepEvents.moves(step))")
        } catch {
            return await refused(error, step)
        }
        if let outcome = await lastLook(step, until: deadline) { return outcome }
        return await send(change, step, by: writer, until: deadline, leaks: standing.leaks)
    }

    var isRollBack: Bool { events.order.kind == .rollBack }

    /// Asks once more between claim and sending: what was stored meanwhile wins over a step that was not sent, and a
    /// process that was held up for long may have lost the lease.
    private func lastLook(_ step: WeightStep, until deadline: ContinuousClock.Instant) async -> Outcome? {
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
            // A roll back goes on by what its claim knew; anything else can wait.
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
    /// The weights that stand after it, with what `readings` know of caches.
    func after(_ readings: [WeightReading]) -> [WeightReading] {
        zip(readings, moves).map { reading, move in
            WeightReading(type: reading.type, old: move.to.old, new: move.to.new, ttl: reading.ttl)
        }
    }
}
