/// A verdict whose sentence is not made yet: an hour's minutes are judged for every frame, and one sentence is shown.
struct Finding {
    var state: Verdict.State
    var subject: String
    private let reason: () -> String

    init(_ state: Verdict.State, _ subject: String, reason: @escaping () -> String) {
        self.state = state
        self.subject = subject
        self.reason = reason
    }

    var verdict: Verdict { Verdict(state, subject, reason: reason()) }

    /// Whether another minute's finding says the same; how many requests were too few does not matter.
    func isLike(_ other: Finding) -> Bool {
        state == other.state && (subject == other.subject || state == .pass || isCount && other.isCount)
    }

    private var isCount: Bool { subject.first?.isNumber ?? false }
}

/// The series of one service that the verdict by limits stands on, taken out of the board once.
struct Evidence {
    private let limits: Limits
    private let requests: Sides<Series?>
    private let target5xx: Sides<Series?>
    /// `nil` where one load balancer serves both sides: its own 5xx have no side.
    private let balancer5xx: Sides<Series?>?
    private let p95: Sides<Series?>
    private let p99: Sides<Series?>

    init(service: Service) {
        func both(_ metric: Metric) -> Sides<Series?> {
            Sides(old: service.old.series[metric], new: service.new.series[metric])
        }
        limits = service.configuration.limits
        requests = both(.requests)
        target5xx = both(.target5xx)
        balancer5xx = service.configuration.sharesLoadBalancer ? nil : both(.balancer5xx)
        p95 = both(.p95)
        p99 = both(.p99)
    }

    /// What the settled minutes up to `minute` say; `since` is when the weights last changed.
    func finding(in minute: Minute, since: Minute?) -> Finding {
        guard let count = value(requests.new, minute), count > 0 else {
            return Finding(.unsure, "no traffic") { "no traffic on new in the last settled minute: nothing to judge" }
        }
        return errorFinding(in: minute) ?? latencyFinding(in: minute) ?? enough(in: minute, since: since)
    }

    /// When the run of minutes began that all say the same as the last one.
    func begin(of finding: Finding, in minute: Minute, since: Minute?) -> Moment? {
        var first = minute
        while first > minute.advanced(by: -Rule.lookBack), let start = requests.new?.start, first > start {
            guard self.finding(in: first.advanced(by: -1), since: since).isLike(finding) else { break }
            first = first.advanced(by: -1)
        }
        return first.start
    }

    // MARK: Errors

    private func errorFinding(in minute: Minute) -> Finding? {
        let limit = limits.errorPercent
        var over = 0
        while over < Rule.errorMinutes, let rate = rate(.new, minute.advanced(by: -over), 1), rate > limit { over += 1 }
        guard over > 0, let rate = rate(.new, minute, over), let errors = errors(.new, minute, over) else { return nil }
        let minutes = over
        func counted() -> String {
            "\(Words.count(Int(errors), "error")) in \(Words.count(minutes, "settled minute"))"
        }
        guard over >= Rule.errorMinutes, errors >= Rule.leastErrors else {
            return Finding(.unsure, "5xx") {
                "5xx \(Words.percent(rate)) % on new, over \(Words.percent(limit)) %, but only \(counted())"
            }
        }
        let old = self.rate(.old, minute, over)
        if let old, old > limit, rate <= old * 1.1 {
            return Finding(.unsure, "both 5xx") {
                "5xx \(Words.percent(rate)) % on new and \(Words.percent(old)) % on old, both over "
                    + "\(Words.percent(limit)) %: not the migration"
            }
        }
        return Finding(.worse, "5xx") {
            let beside = old.map { " v \(Words.percent($0)) % on old" } ?? ""
            return "5xx \(Words.percent(rate)) % on new\(beside), over \(Words.percent(limit)) %: \(counted())"
        }
    }

    private func errors(_ side: Side, _ minute: Minute, _ count: Int) -> Double? {
        var sum = 0.0
        for back in 0..<count {
            let at = minute.advanced(by: -back)
            guard let ofTargets = counted(target5xx[side], at) else { return nil }
            sum += ofTargets
            if let balancer5xx {
                guard let ofBalancer = counted(balancer5xx[side], at) else { return nil }
                sum += ofBalancer
            }
        }
        return sum
    }

    /// Percent of requests of the `count` minutes up to `minute` that failed.
    private func rate(_ side: Side, _ minute: Minute, _ count: Int) -> Double? {
        guard let errors = errors(side, minute, count) else { return nil }
        var sum = 0.0
        for back in 0..<count {
            guard let requests = counted(requests[side], minute.advanced(by: -back)) else { return nil }
            sum += requests
        }
        return sum > 0 ? min(100, errors * 100 / sum) : errors > 0 ? 100 : 0
    }

    // MARK: Latency

    private func latencyFinding(in minute: Minute) -> Finding? {
        let fewest = min(value(requests.new, minute) ?? 0, value(requests.old, minute) ?? .infinity)
        guard fewest >= Rule.requestsForP95 else { return nil }
        let isP99 = fewest >= Rule.requestsForP99
        let name = isP99 ? "p99" : "p95"
        let series = isP99 ? p99 : p95
        guard let new = value(series.new, minute) else { return nil }
        let old = value(series.old, minute)
        var findings: [Finding] = []
        if let limit = limits.p99 {
            let over = run(of: Rule.latencyMinutes, to: minute) { value(series.new, $0).map { $0 > limit } ?? false }
            if over > 0 { findings.append(latency(name, new, old, over, limit: limit)) }
        }
        let over = run(of: Rule.latencyMinutes, to: minute) {
            guard let new = value(series.new, $0), let old = value(series.old, $0) else { return false }
            return new > old * Rule.latencyRatio
        }
        if over > 0 { findings.append(latency(name, new, old, over, limit: nil)) }
        // What has lasted outranks what has only begun; otherwise the absolute limit is the plainer reason.
        return findings.first { $0.state == .worse } ?? findings.first
    }

    /// `limit` is the absolute one that was passed; `nil` when it was the old side's latency.
    private func latency(_ name: String, _ new: Double, _ old: Double?, _ minutes: Int, limit: Double?) -> Finding {
        func said() -> String {
            guard let old, old > 0 else { return "\(name) \(Words.milliseconds(new)) on new" }
            return "\(name) \(Words.milliseconds(new)) on new v \(Words.milliseconds(old)) on old "
                + "(\(Words.change(from: old, to: new)))"
        }
        if let limit, let old, old > limit, new <= old * Rule.latencyRatio {
            return Finding(.unsure, "both \(name)") {
                "\(said()), both over \(Words.milliseconds(limit)): not the migration"
            }
        }
        let over = limit.map { "over \(Words.milliseconds($0))" } ?? "over \(Rule.latencyRatio) × old"
        if minutes >= Rule.latencyMinutes {
            return Finding(.worse, name) { "\(said()), \(over) for \(Words.count(minutes, "settled minute"))" }
        }
        return Finding(.unsure, name) { "\(said()), \(over), for \(Words.count(minutes, "settled minute")) only" }
    }

    /// How many minutes in a row, ending with `minute` and at most `most`, satisfy a condition.
    private func run(of most: Int, to minute: Minute, where condition: (Minute) -> Bool) -> Int {
        var count = 0
        while count < most, condition(minute.advanced(by: -count)) { count += 1 }
        return count
    }

    // MARK: Enough

    /// `pass` when enough requests were seen under the present weights to exclude a rate at the limit.
    ///
    /// With no error among n requests the rate is below 3 ÷ n with 95 % confidence ("rule of three").
    private func enough(in minute: Minute, since: Minute?) -> Finding {
        let needed = (300 / limits.errorPercent).rounded(.up)
        var seen = 0.0
        for back in 0..<Rule.passMinutes {
            let at = minute.advanced(by: -back)
            if let since, at <= since { break }
            seen += value(requests.new, at) ?? 0
        }
        guard seen >= needed else {
            return Finding(.unsure, "\(Int(seen)) of \(Int(needed))") {
                "only \(Words.count(Int(seen), "request")) on new so far, \(Int(needed)) are needed to tell"
            }
        }
        return Finding(.pass, "") {
            let rate = Words.percent(self.rate(.new, minute, 1) ?? 0)
            let slow = value(p99.new, minute).map { ", p99 \(Words.milliseconds($0))" } ?? ""
            let beside = value(p99.old, minute).map { " v \(Words.milliseconds($0)) on old" } ?? ""
            return "new: 5xx \(rate) %\(slow)\(beside), \(Int(seen)) requests in \(Rule.passMinutes) min"
        }
    }

    private func value(_ series: Series?, _ minute: Minute) -> Double? { series?[minute].usable }

    /// A count in a minute, 0 where there was no traffic; `nil` when it is not known.
    private func counted(_ series: Series?, _ minute: Minute) -> Double? {
        guard let measured = series?[minute], measured.presence != .missing else { return nil }
        return measured.usable ?? 0
    }
}
