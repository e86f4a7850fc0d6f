/// What new's failures have cost since the verdict became worse: the requests that failed on new, and would not have
/// failed on old.
///
/// In each settled minute since then, new's 5xx less new's requests times old's error rate. That rate is of all the
/// minutes together, because old has few errors in one. The sum is never below 0. Minutes before the board's window are
/// not in it, and minutes that are not known count nothing.
package struct FailureHarm: Sendable, Equatable {
    /// Requests that failed because of new, in all.
    package var failed: Double
    /// The same per minute, over the newest five minutes of it.
    package var perMinute: Double
    package var since: Moment

    fileprivate static let newest = 5
}

extension Board {
    /// `nil` while new is not worse, and where it has failed less than one request too many.
    package func harm(of service: Service, _ verdict: Verdict) -> FailureHarm? {
        guard verdict.state == .worse, service.takesTraffic, let since = verdict.since, since.minute <= settledTo else {
            return nil
        }
        let first = max(since.minute, window.lowerBound)
        guard first <= settledTo else { return nil }
        let minutes = (first...settledTo).compactMap { minute -> (requests: Sides<Double>, errors: Sides<Double>)? in
            func count(_ side: Side) -> Double? {
                guard let measured = service[side].series[.requests]?[minute], measured.presence != .missing else {
                    return nil
                }
                return measured.usable ?? 0
            }
            guard let new = count(.new), let failed = errors(.new, of: service, in: minute) else { return nil }
            return (
                Sides(old: count(.old) ?? 0, new: new),
                Sides(old: errors(.old, of: service, in: minute) ?? 0, new: failed)
            )
        }
        let old = minutes.reduce(into: (requests: 0.0, errors: 0.0)) { sum, minute in
            sum.requests += minute.requests.old
            sum.errors += minute.errors.old
        }
        let rate = old.requests > 0 ? min(1, old.errors / old.requests) : 0
        func excess(_ part: some Sequence<(requests: Sides<Double>, errors: Sides<Double>)>) -> Double {
            max(0, part.reduce(0) { $0 + $1.errors.new - rate * $1.requests.new })
        }
        let failed = excess(minutes)
        guard failed >= 1 else { return nil }
        let newest = minutes.suffix(FailureHarm.newest)
        return FailureHarm(failed: failed, perMinute: excess(newest) / Double(newest.count), since: since)
    }
}
