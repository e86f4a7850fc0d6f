// What a verdict stands on beside the minutes: a process that polls, the weights, the room on old, the queue. What is
// stale or was never read makes the answer blind.

extension Board {
    /// Nobody polls: nothing was read yet, or whoever read it is gone. `nil` while a poller lives.
    ///
    /// The headline and the gate both say it.
    package var unattended: Headline? {
        guard !readings.isEmpty else {
            return Headline(.blind, matter: .poller, text: "nothing was polled yet: waiting for the first answers")
        }
        guard let lease, lease.isLive(at: takenAt) else {
            // A poller that left of its own accord has given its lease back.
            let last = lease?.heartbeat ?? readings.map(\.lastTry).max()
            return Headline(
                .blind, .pause, matter: .poller,
                text: "nobody polls: numbers grow old; a pause is stored, but only `abreast gate` heeds it", since: last
            )
        }
        return nil
    }

    /// `blind` when the weights of a service that has some are older than their source's bound, or were never read.
    /// `nil` when they are known, and for a service without weights.
    package func unseenWeights(of service: Service) -> Verdict? {
        guard let source = service.splitSource else { return nil }
        let applied = appliedShare(of: service)
        guard applied.presence == .missing || applied.presence == .stale else { return nil }
        return blind(source, "the weights", age: applied.age(at: takenAt))
    }

    /// Says so when nobody can tell whether old could take everything back, because the count of its targets is older
    /// than its source's bound or was never read. `nil` without traffic on new, and when all of it is there.
    func unseenRoom(of service: Service) -> String? {
        guard let share = service.share?.value.highest, share > 0, share < 100,
            let source = service.source(of: \.healthy, .old) ?? service.source(of: \.running, .old)
        else { return nil }
        let targets = RollbackCapacity(of: service, board: self).targets
        guard targets.presence == .missing || targets.presence == .stale else { return nil }
        return cannotSee("whether old can take everything back", source, age: targets.age(at: takenAt))
    }

    /// Says so when the queue of a service was not read within SQS's bound, or never. `nil` without a queue.
    func unseenQueue(of service: Service) -> String? {
        guard service.configuration.queue != nil else { return nil }
        let last = reading(.sqs)?.lastSuccess
        let age = last.map { takenAt.seconds(since: $0) }
        guard age.map({ $0 > Source.sqs.bound }) ?? true else { return nil }
        return cannotSee("the queue", .sqs, age: age)
    }

    /// The verdict on what cannot be seen.
    /// - Parameter age: Seconds since it was last told; `nil` when it never was.
    func blind(_ source: Source, _ what: String, age: Double? = nil) -> Verdict {
        Verdict(
            .blind, .source(source), reason: cannotSee(what, source, age: age), detail: reading(source)?.error ?? "")
    }

    /// `cannot see the weights: Route 53 last told 4 min ago`.
    private func cannotSee(_ what: String, _ source: Source, age: Double?) -> String {
        let answered = reading(source)?.lastSuccess.map { NumberWords.duration(takenAt.seconds(since: $0)) }
        let told =
            age.map { "\(source.title) last told \(NumberWords.duration($0)) ago" }
            ?? answered.map { "\(source.title) answered \($0) ago without it" } ?? "\(source.title) has not told yet"
        return "cannot see \(what): \(told)"
    }
}
