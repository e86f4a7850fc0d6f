extension Board {
    /// Where the requests go, compared with the weights. `nil` while the change settles, where either is not known or
    /// stale, and when nobody saw the weights change.
    ///
    /// Counting begins when the change has settled and two more TTLs have passed, because some resolvers round up.
    package func traffic(of service: Service) -> TrafficVerdict? {
        let newest = observedShare(of: service)
        guard let applied = appliedShare(of: service).usable, newest.usable != nil, let last = newest.minute,
            let changedAt = service.shareChangedAt, let settledAt = service.settledAt
        else { return nil }
        let ttl = Double(service.share?.value.weights.map(\.ttl).max() ?? DefaultTTL.seconds)
        let ready = max(changedAt, settledAt) + 2 * ttl
        let first = ready.minute.start < ready ? ready.minute.advanced(by: 1) : ready.minute
        let start = max(first, window.lowerBound)
        guard start <= last else { return nil }
        let counted = service.requests(in: start..<last.advanced(by: 1))
        let before = service.requests(in: min(window.lowerBound, changedAt.minute)..<changedAt.minute)
        guard let judged = TrafficVerdict.judge(before: before, counted: counted, applied: applied, ttl: ttl)
        else { return nil }
        return TrafficVerdict(
            state: judged.state, observed: judged.observed, applied: applied,
            after: last.end.seconds(since: changedAt), isByName: service.splitSource == .route53,
            expectedAt: judged.minutesLeft.map { last.end + $0 * 60 })
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
