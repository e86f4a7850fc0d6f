extension Evidence {
    /// What is wrong with new's latency; `nil` when there are too few requests to tell, or nothing is.
    func latencyFinding(in minute: Minute) -> Finding? {
        let fewest = min(value(requests.new, minute) ?? 0, value(requests.old, minute) ?? .infinity)
        guard let (name, series) = percentile(of: fewest), let new = value(series.new, minute) else { return nil }
        let old = value(series.old, minute)
        func said() -> String {
            guard let old, old > 0 else { return "\(name) \(Words.milliseconds(new)) on new" }
            return "\(name) \(Words.milliseconds(new)) on new v \(Words.milliseconds(old)) on old "
                + "(\(Words.change(from: old, to: new)))"
        }
        func finding(_ minutes: Int, over: String, where condition: @escaping (Minute) -> Bool) -> Finding {
            let needed = Words.count(Rule.latencyMinutes, "settled minute")
            let isLong = minutes >= Rule.latencyMinutes
            return Finding(isLong ? .worse : .unsure, name, run: { first(of: minute, where: condition) }) {
                "\(said()), over \(over)\(isLong ? " for \(needed)" : ", so far \(minutes) of \(needed)")"
            }
        }
        func isOverOld(_ at: Minute) -> Bool {
            guard let new = value(series.new, at), let old = value(series.old, at) else { return false }
            return new > old * Rule.latencyRatio
        }
        let overOld = run(of: Rule.latencyMinutes, to: minute, where: isOverOld)
        var findings: [Finding] = []
        if let limit = limits.p99 {
            func isOver(_ side: Side, _ at: Minute) -> Bool { value(series[side], at).map { $0 > limit } ?? false }
            let over = run(of: Rule.latencyMinutes, to: minute) { isOver(.new, $0) }
            let isOldOver = over > 0 && run(of: over, to: minute) { isOver(.old, $0) } == over
            if isOldOver, overOld < Rule.latencyMinutes {
                return Finding(
                    .unsure, "both \(name)", run: { first(of: minute) { isOver(.new, $0) && isOver(.old, $0) } }
                ) {
                    "\(said()), both over \(Words.milliseconds(limit)): not the migration"
                }
            }
            if over > 0 {
                findings.append(finding(over, over: Words.milliseconds(limit)) { isOver(.new, $0) })
            }
        }
        // One minute alone is noise: the p99 of so few requests leaps by a fifth in every fourth quiet minute.
        if overOld > 1 { findings.append(finding(overOld, over: "\(Rule.latencyRatio) × old", where: isOverOld)) }
        // What has lasted outranks what has only begun; otherwise the absolute limit is the plainer reason.
        return findings.first { $0.state == .worse } ?? findings.first
    }

    /// The old side over the absolute limit for as long as would make new worse.
    func oldLatencyFinding(in minute: Minute) -> Finding? {
        guard let limit = limits.p99, let name = latencyOverLimitForLong(.old, minute) else { return nil }
        let series = name == "p99" ? p99.old : p95.old
        guard let old = value(series, minute) else { return nil }
        return Finding(
            .unsure, "old \(name)", run: { first(of: minute) { value(series, $0).map { $0 > limit } ?? false } }
        ) {
            "old is over its limit: \(name) \(Words.milliseconds(old)) on old, over \(Words.milliseconds(limit)) for "
                + Words.count(Rule.latencyMinutes, "settled minute")
        }
    }

    /// `p99` or `p95` when that is over the absolute limit on a side in enough minutes in a row to mean it.
    func latencyOverLimitForLong(_ side: Side, _ minute: Minute) -> String? {
        guard let limit = limits.p99, let (name, series) = percentile(of: value(requests[side], minute) ?? 0) else {
            return nil
        }
        let over = run(of: Rule.latencyMinutes, to: minute) { value(series[side], $0).map { $0 > limit } ?? false }
        return over == Rule.latencyMinutes ? name : nil
    }

    /// Which percentile means something for so many requests a minute.
    private func percentile(of requests: Double) -> (name: String, series: Sides<Series?>)? {
        guard requests >= Rule.requestsForP95 else { return nil }
        return requests >= Rule.requestsForP99 ? ("p99", p99) : ("p95", p95)
    }
}
