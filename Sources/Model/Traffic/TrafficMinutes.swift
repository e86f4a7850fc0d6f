extension Board {
    /// Where the requests go, compared with the weights. `nil` where either is not known or stale, and when nobody saw
    /// the weights change.
    ///
    /// Counting begins when the change has settled and two more TTLs have passed, because some resolvers round up. Until
    /// three minutes are counted, what stood under the weights before still stands: a step forgets no client that has
    /// not followed.
    package func traffic(of service: Service) -> TrafficVerdict? {
        let newest = observedShare(of: service)
        guard let applied = appliedShare(of: service).usable, newest.usable != nil, let last = newest.minute,
            let changedAt = service.shareChangedAt, let settledAt = service.settledAt
        else { return nil }
        func find() -> TrafficVerdict? { traffic(of: service, to: last, applied, since: changedAt, settledAt) }
        let kept = service.memory.value(\.traffic, in: self) { (last, applied, find()) }
        return kept.map { $0.last == last && $0.applied == applied ? $0.verdict : find() } ?? find()
    }

    private func traffic(
        of service: Service, to last: Minute, _ applied: Double, since changedAt: Moment, _ settledAt: Moment
    ) -> TrafficVerdict? {
        let ttl = Double(service.share?.value.weights.map(\.ttl).max() ?? DefaultTTL.seconds)
        let former = formerTraffic(of: service, before: changedAt)
        let start = counting(from: max(changedAt, settledAt), ttl: ttl)
        let counted = start <= last ? service.requests(in: start..<last.advanced(by: 1)) : []
        let before = service.requests(in: min(window.lowerBound, changedAt.minute)..<changedAt.minute)
        guard let judged = TrafficVerdict.judge(before: before, counted: counted, applied: applied, ttl: ttl) else {
            return standing(former, until: changedAt, isByName: service.splitSource == .route53)
        }
        let joined = judged.joined(former.map(\.finding))
        return TrafficVerdict(
            state: joined.state, observed: joined.share * 100, applied: applied,
            after: last.end.seconds(since: changedAt), isByName: service.splitSource == .route53,
            expectedAt: joined.minutesLeft.map { last.end + $0 * 60 })
    }

    /// What was found under former weights.
    private struct FormerTraffic {
        var finding: TrafficFinding
        var share: FormerShare
    }

    /// What the minutes under each of the former weights say, newest first, where there are enough of them.
    private func formerTraffic(of service: Service, before changedAt: Moment) -> [FormerTraffic] {
        let shares = service.formerShares.filter { $0.since < changedAt }
        return shares.indices.reversed().compactMap { index in
            let share = shares[index]
            let end = (index + 1 < shares.count ? shares[index + 1].since : changedAt).minute
            // Route 53 takes up to a minute.
            let settled = share.since + Double(share.ttl > 0 ? 60 + share.ttl : 0)
            let start = counting(from: settled, ttl: Double(share.ttl))
            guard start < end else { return nil }
            let before = service.requests(in: min(window.lowerBound, share.since.minute)..<share.since.minute)
            return TrafficVerdict.judge(
                before: before, counted: service.requests(in: start..<end), applied: share.percent,
                ttl: Double(share.ttl)
            ).map { FormerTraffic(finding: $0, share: share) }
        }
    }

    /// What stood when the weights changed; `nil` when the requests were where they should be, or came nearer.
    private func standing(_ former: [FormerTraffic], until changedAt: Moment, isByName: Bool) -> TrafficVerdict? {
        guard let newest = former.first else { return nil }
        let found = newest.finding.joined(former.dropFirst().map(\.finding))
        guard found.state == .notMoving || found.state == .reversed else { return nil }
        return TrafficVerdict(
            state: found.state, observed: found.share * 100, applied: newest.share.percent,
            after: changedAt.seconds(since: newest.share.since), isByName: isByName, isOfBefore: true)
    }

    /// The first minute that counts for weights that have settled at this moment.
    private func counting(from settled: Moment, ttl: Double) -> Minute {
        let ready = settled + 2 * ttl
        return max(ready.minute.start < ready ? ready.minute.advanced(by: 1) : ready.minute, window.lowerBound)
    }

    /// Percent of requests that new still serves after its weight became 0, counted only in minutes after the change;
    /// `nil` when it is below 1 or not known.
    func leftOnNew(of service: Service) -> Double? {
        let observed = observedShare(of: service)
        guard service.share?.value.percent == 0, let changedAt = service.shareChangedAt, let minute = observed.minute,
            minute.start >= changedAt, let percent = observed.usable, percent >= 1
        else { return nil }
        return percent
    }
}

extension Service {
    /// The requests of both sides in each minute in which both are known and not both are 0.
    fileprivate func requests(in minutes: Range<Minute>) -> [Sides<Double>] {
        guard let old = old.series[.requests], let new = new.series[.requests] else { return [] }
        return minutes.compactMap { minute in
            let sides = Sides(old: old[minute], new: new[minute])
            guard sides.old.presence != .missing, sides.new.presence != .missing else { return nil }
            let counts = Sides(old: sides.old.usable ?? 0, new: sides.new.usable ?? 0)
            return counts.old + counts.new > 0 ? counts : nil
        }
    }
}
