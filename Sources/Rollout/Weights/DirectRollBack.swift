package import AWS
package import Model

/// A roll back without a store, for when nobody can store an order: reads, sends, reads back, and again until the
/// weights stand as ordered. Nothing is claimed, and nothing holds the rollout afterwards.
package struct DirectRollBack: Sendable {
    private let configuration: Configuration
    private let sender: any RequestSender
    private let times: ControllerTiming
    private let clock: any WallClock
    private let last: LastReadings

    /// - Parameters:
    ///   - sender: One that paces Route 53.
    ///   - kept: What the store still says of the services' weights, where it can be read.
    package init(
        configuration: Configuration, sender: any RequestSender, kept: [String: Timed<String>] = [:],
        times: ControllerTiming = ControllerTiming(), clock: any WallClock
    ) {
        self.configuration = configuration
        self.sender = sender
        self.times = times
        self.clock = clock
        last = LastReadings(kept)
    }

    /// Brings one service's share on new down to `percent`. Tells each call and its result in words.
    ///
    /// - Parameter end: When it gives up; `nil` for never.
    /// - Returns: Whether the weights were read back as ordered. `false` when AWS refuses for good, at the end, and when
    ///   the task is cancelled.
    package func run(
        _ service: ServiceConfiguration, to percent: Double, until end: ContinuousClock.Instant? = nil,
        telling tell: @escaping @Sendable (String) -> Void
    ) async -> Bool {
        var count = 0
        var told: Set<String> = []
        while !Task.isCancelled {
            switch await once(service, to: percent, tell: tell) {
            case .done: return true
            case .refused(let words):
                tell("STOPPED, nothing was changed: \(words)")
                return false
            case .failed(let words):
                if told.insert(words).inserted { tell("\(words); going on") }
            }
            count += 1
            let wait = times.rollBackWait(after: count)
            if let end, ContinuousClock.now + wait >= end { return false }
            try? await Task.sleep(for: wait)
        }
        return false
    }

    private enum Result {
        case done
        /// It may be tried again; why, in words.
        case failed(String)
        /// AWS refuses for good.
        case refused(String)
    }

    private func once(
        _ service: ServiceConfiguration, to percent: Double, tell: @Sendable (String) -> Void
    ) async -> Result {
        let standing: CurrentSplit
        var isRead = true
        switch await read(service) {
        case .success(let found): standing = found
        case .failure(let fault):
            guard fault.isTransient else { return .refused(fault.words) }
            guard let (found, _) = last.split(of: service, at: clock.now()) else {
                return .failed("nothing was sent: \(fault.words)")
            }
            (standing, isRead) = (found, false)
        }
        let goal = min(percent, standing.highest)
        let change = standing.change(
            to: goal, raises: false, region: configuration.region,
            comment: "abreast \(configuration.migration) \(service.name) → \(NumberWords.share(goal)) % without a store"
        )
        if change.isNothing {
            guard isRead else { return .failed("not read: it is not known what stands") }
            tell("in force: \(StepEvents.words(standing.readings))")
            return .done
        }
        let moves = change.moves.map { "\($0.type) \($0.from.old)/\($0.from.new) → \($0.to.old)/\($0.to.new)" }
        do throws(AWSError) {
            let deadline = ContinuousClock.now + times.writing
            let prepared = try await sender.prepare(change.request, deadline: deadline)
            tell("sending: \(moves.joined(separator: ", "))")
            let answer = WeightAnswer(try await prepared.send(deadline: deadline) { release in release() })
            tell((["accepted by AWS"] + answer.evidence).joined(separator: ", "))
        } catch {
            let mayGoOn = error.isTransient || error.mayHaveTakenEffect || error.kind == .cancelled
            guard mayGoOn else { return .refused(error.sentence) }
            return .failed("no good answer, so it is read back: \(error.sentence)")
        }
        guard case .success(let now) = await read(service) else { return .failed("accepted, not read back yet") }
        guard now.readings.weighs(as: change.after(standing.readings)) else {
            return .failed("read back otherwise: \(StepEvents.words(now.readings))")
        }
        tell("in force: \(StepEvents.words(now.readings))")
        return .done
    }

    private func read(_ service: ServiceConfiguration) async -> Swift.Result<CurrentSplit, StandingFault> {
        let zones = last.zones(of: service)
        let reader = CurrentReader(sender: sender, deadline: .now + times.reading, readsHealth: false, zones: zones)
        let found =
            await reader.standing(of: [service])[service.name]
            ?? .failure(StandingFault("\(service.name) has no weights to move"))
        if case .success(let split) = found { _ = last.keep(split, of: service, at: clock.now()) }
        if case .failure(let fault) = found, !fault.isTransient, !zones.isEmpty {
            // The zone may be another one by now.
            last.forget(service.name)
            return await read(service)
        }
        return found
    }
}
