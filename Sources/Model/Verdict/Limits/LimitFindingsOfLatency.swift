extension LimitFindings {
    /// What is wrong with new's latency by the absolute limit; `nil` without a limit, with too few requests, or within
    /// the limit.
    func latencyFinding(in minute: Minute) -> LimitFinding? {
        let fewest = min(value(requests.new, minute) ?? 0, value(requests.old, minute) ?? .infinity)
        guard let limit = limits.p99, let (percentile, series) = self.percentile(of: fewest),
            let new = value(series.new, minute)
        else { return nil }
        let name = percentile.rawValue
        func isOver(_ side: Side, _ at: Minute) -> Bool { value(series[side], at).map { $0 > limit } ?? false }
        let over = run(of: Rule.latencyMinutes, to: minute) { isOver(.new, $0) }
        guard over > 0 else { return nil }
        func said() -> String {
            guard let old = value(series.old, minute), old > 0 else {
                return "\(name) \(NumberWords.milliseconds(new)) on new"
            }
            return "\(name) \(NumberWords.milliseconds(new)) on new v \(NumberWords.milliseconds(old)) on old "
                + "(\(NumberWords.change(from: old, to: new)))"
        }
        let olds = (0..<over).compactMap { value(series.old, minute.advanced(by: -$0)) }.sorted()
        let isOldOver = !olds.isEmpty && olds[olds.count / 2] > limit
        // As with errors: an outage of both may still be clearly worse on new.
        let isClear =
            run(of: over, to: minute) { at in
                guard let new = value(series.new, at), let old = value(series.old, at) else { return false }
                return new > Rule.latencyRatio * old
            } == over
        if isOldOver, !isClear {
            let both = { first(of: minute) { isOver(.new, $0) && isOver(.old, $0) } }
            return LimitFinding(.unsure, .latency(percentile, .both), run: both) {
                "\(said()), both over \(NumberWords.milliseconds(limit)): look at what they share"
            }
        }
        let needed = NumberWords.count(Rule.latencyMinutes, "settled minute")
        let isLong = over >= Rule.latencyMinutes
        return LimitFinding(
            isLong ? .worse : .unsure, .latency(percentile, .new), run: { first(of: minute) { isOver(.new, $0) } }
        ) {
            "\(said()), over \(NumberWords.milliseconds(limit))\(isLong ? " for \(needed)" : ", so far \(over) of \(needed)")"
        }
    }

    /// The old side over the absolute limit for as long as makes new worse.
    func oldLatencyFinding(in minute: Minute) -> LimitFinding? {
        guard let limit = limits.p99, let percentile = latencyOverLimitForLong(.old, minute) else { return nil }
        let series = percentile == .p99 ? p99.old : p95.old
        guard let old = value(series, minute) else { return nil }
        return LimitFinding(
            .unsure, .latency(percentile, .old),
            run: { first(of: minute) { value(series, $0).map { $0 > limit } ?? false } }
        ) {
            "old is over its limit: \(percentile.rawValue) \(NumberWords.milliseconds(old)) on old, over "
                + "\(NumberWords.milliseconds(limit)) for " + NumberWords.count(Rule.latencyMinutes, "settled minute")
        }
    }

    /// `p99` or `p95`, if it is over the absolute limit on a side for enough minutes in a row.
    func latencyOverLimitForLong(_ side: Side, _ minute: Minute) -> Percentile? {
        guard let limit = limits.p99, let (percentile, series) = self.percentile(of: value(requests[side], minute) ?? 0)
        else {
            return nil
        }
        let over = run(of: Rule.latencyMinutes, to: minute) { value(series[side], $0).map { $0 > limit } ?? false }
        return over == Rule.latencyMinutes ? percentile : nil
    }

    /// The percentile that this number of requests per minute supports.
    private func percentile(of requests: Double) -> (percentile: Percentile, series: Sides<Series?>)? {
        guard requests >= Rule.requestsForP95 else { return nil }
        return requests >= Rule.requestsForP99 ? (.p99, p99) : (.p95, p95)
    }
}
