/// What the absolute limits say of one service. It takes the series out of the board once.
///
/// ``LimitWatch`` applies the same thresholds (``Rule``) within an epoch, and both are needed. This one reads the board's
/// series: it can look back an hour, judges p95 and the old side too, and says since when. It keeps nothing.
struct LimitFindings {
    let limits: Limits
    let requests: Sides<Series?>
    private let target5xx: Sides<Series?>
    /// `nil` where one load balancer serves both sides, because its own 5xx have no side.
    private let balancer5xx: Sides<Series?>?
    let p95: Sides<Series?>
    let p99: Sides<Series?>

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

    /// The finding in the settled minutes up to `minute`; `nil` when both sides are within their limits.
    ///
    /// What makes new worse comes first, then trouble on old, then what has only begun on new.
    func finding(in minute: Minute) -> LimitFinding? {
        let found = findings(in: minute)
        if let worse = found.first(where: { $0.state == .worse }) { return worse }
        return held(in: minute) ?? found.first(where: \.concernsOld) ?? found.first
    }

    private func findings(in minute: Minute) -> [LimitFinding] {
        // A load balancer without a healthy target answers 5xx itself and counts no request.
        let carries = (value(requests.new, minute) ?? 0) > 0 || (errors(.new, minute, 1) ?? 0) > 0
        return [
            carries ? errorFinding(in: minute) : nil, oldErrorFinding(in: minute),
            carries ? latencyFinding(in: minute) : nil, oldLatencyFinding(in: minute),
        ].compactMap(\.self)
    }

    /// A finding of a minute or two before that newer minutes have not withdrawn yet.
    private func held(in minute: Minute) -> LimitFinding? {
        for back in 1..<Rule.minutesBack {
            let before = minute.advanced(by: -back)
            guard let worse = findings(in: before).first(where: { $0.state == .worse }) else { continue }
            return worse.held(NumberWords.count(back, "settled minute"), of: Rule.minutesBack) {
                worse.firstOfRun ?? before
            }
        }
        return nil
    }

    /// A finding with its sentence, and when it began: with the first minute of its run, or with the first of the
    /// minutes that all say the same.
    func verdict(_ finding: LimitFinding, in minute: Minute) -> Verdict {
        var verdict = finding.verdict
        var first = finding.firstOfRun ?? minute
        while finding.firstOfRun == nil, let before = earlier(than: first, from: minute),
            let earlier = self.finding(in: before), earlier.state == finding.state, earlier.matter == finding.matter
        {
            first = before
        }
        verdict.since = first.start
        return verdict
    }

    // MARK: Minutes

    /// How many minutes in a row up to `minute`, at most `most`, satisfy a condition.
    func run(of most: Int, to minute: Minute, where condition: (Minute) -> Bool) -> Int {
        var count = 0
        while count < most, condition(minute.advanced(by: -count)) { count += 1 }
        return count
    }

    /// The first of the minutes in a row up to `minute` that satisfy a condition.
    func first(of minute: Minute, where condition: (Minute) -> Bool) -> Minute {
        var first = minute
        while let before = earlier(than: first, from: minute), condition(before) { first = before }
        return first
    }

    /// The minute before `first`, unless it is too far back.
    private func earlier(than first: Minute, from minute: Minute) -> Minute? {
        let starts = [requests.old, requests.new].compactMap { $0?.start }
        guard first > minute.advanced(by: -Rule.lookBack), let start = starts.min(), first > start else { return nil }
        return first.advanced(by: -1)
    }

    // MARK: Numbers

    /// 5xx of the `count` minutes up to `minute`; `nil` when one of them is not known.
    func errors(_ side: Side, _ minute: Minute, _ count: Int) -> Double? {
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

    /// Requests of the `count` minutes up to `minute`; `nil` when one of them is not known.
    func requests(_ side: Side, _ minute: Minute, _ count: Int) -> Double? {
        var sum = 0.0
        for back in 0..<count {
            guard let requests = counted(requests[side], minute.advanced(by: -back)) else { return nil }
            sum += requests
        }
        return sum
    }

    /// Percent of failed requests in the `count` minutes up to `minute`.
    func rate(_ side: Side, _ minute: Minute, _ count: Int) -> Double? {
        guard let errors = errors(side, minute, count), let requests = requests(side, minute, count) else { return nil }
        return Self.percent(errors, of: requests)
    }

    private static func percent(_ errors: Double, of requests: Double) -> Double {
        requests > 0 ? min(100, errors * 100 / requests) : errors > 0 ? 100 : 0
    }

    func value(_ series: Series?, _ minute: Minute) -> Double? { series?[minute].usable }

    /// The count of a minute, 0 without traffic; `nil` when it is not known.
    private func counted(_ series: Series?, _ minute: Minute) -> Double? {
        guard let measured = series?[minute], measured.presence != .missing else { return nil }
        return measured.usable ?? 0
    }
}
