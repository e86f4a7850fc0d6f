extension LimitFindings {
    /// What is wrong with new's error rate; `nil` when the last settled minute is within the limit.
    func errorFinding(in minute: Minute) -> LimitFinding? {
        let limit = limits.errorPercent
        let over = run(of: Rule.errorMinutes, to: minute) { isOverErrorLimit(.new, $0) }
        guard over > 0, let rate = rate(.new, minute, over), let errors = errors(.new, minute, over) else { return nil }
        let counted =
            "\(NumberWords.count(NumberWords.whole(errors), "error")) in \(NumberWords.count(over, "settled minute"))"
        let begun = "so far \(over) of \(NumberWords.count(Rule.errorMinutes, "settled minute"))"
        let old = self.rate(.old, minute, over)
        let isOldOver = (old ?? 0) > limit && (self.errors(.old, minute, over) ?? 0) >= Rule.leastErrors
        if let old, isOldOver, !failsClearlyMore(minute, over) {
            return LimitFinding(
                .unsure, .errors(.both),
                run: { first(of: minute) { isOverErrorLimit(.new, $0) && isOverErrorLimit(.old, $0) } }
            ) {
                "5xx \(NumberWords.percent(rate)) % on new and \(NumberWords.percent(old)) % on old, both over "
                    + "\(NumberWords.percent(limit)) %\(over < Rule.errorMinutes ? ", \(begun)" : ""): look at what they share"
            }
        }
        let begin: () -> Minute = { first(of: minute) { isOverErrorLimit(.new, $0) } }
        func said(_ isBeside: Bool) -> String {
            let beside = isBeside ? old.map { " v \(NumberWords.percent($0)) % on old" } : nil
            return "5xx \(NumberWords.percent(rate)) % on new\(beside ?? ""), over \(NumberWords.percent(limit)) %"
        }
        if over >= Rule.errorMinutes, errors >= Rule.leastErrors {
            return LimitFinding(.worse, .errors(.new), run: begin) { "\(said(true)): \(counted)" }
        }
        return LimitFinding(.unsure, .errors(.new), run: begin) {
            "\(said(isOldOver)), \(errors >= Rule.leastErrors ? begun : "but only \(counted)")"
        }
    }

    /// The old side over the limit for as long, and by as many errors, as make new worse.
    func oldErrorFinding(in minute: Minute) -> LimitFinding? {
        guard isOverErrorLimitForLong(.old, minute), let rate = rate(.old, minute, Rule.errorMinutes),
            let errors = errors(.old, minute, Rule.errorMinutes)
        else { return nil }
        return LimitFinding(.unsure, .errors(.old), run: { first(of: minute) { isOverErrorLimit(.old, $0) } }) {
            "old is over its limit: 5xx \(NumberWords.percent(rate)) % on old, over \(NumberWords.percent(limits.errorPercent)) %: "
                + "\(NumberWords.count(NumberWords.whole(errors), "error")) in \(NumberWords.count(Rule.errorMinutes, "settled minute"))"
        }
    }

    /// Whether a side is over the absolute limit for enough minutes in a row and with enough errors.
    func isOverErrorLimitForLong(_ side: Side, _ minute: Minute) -> Bool {
        run(of: Rule.errorMinutes, to: minute) { isOverErrorLimit(side, $0) } == Rule.errorMinutes
            && (errors(side, minute, Rule.errorMinutes) ?? 0) >= Rule.leastErrors
    }

    private func isOverErrorLimit(_ side: Side, _ minute: Minute) -> Bool {
        rate(side, minute, 1).map { $0 > limits.errorPercent } ?? false
    }

    /// Whether new's rate is above 1.1 × old's by more than three standard errors of the difference. So noise alone
    /// does not separate two counts of the same outage.
    ///
    /// With k errors among n requests of a side, k as Poisson's: k′/n′ − 1.1 k/n > 3 √(k′/n′² + 1.1² k/n²), ′ for new.
    private func failsClearlyMore(_ minute: Minute, _ count: Int) -> Bool {
        func share(_ side: Side) -> (rate: Double, variance: Double)? {
            guard let errors = errors(side, minute, count), let requests = requests(side, minute, count) else {
                return nil
            }
            // A request that the load balancer rejected itself is not counted as a request.
            let all = max(requests, errors, 1)
            return (errors / all, errors / (all * all))
        }
        guard let new = share(.new), let old = share(.old) else { return true }
        let tolerated = Rule.errorRatio
        return new.rate - tolerated * old.rate > 3 * (new.variance + tolerated * tolerated * old.variance).squareRoot()
    }
}
