/// The series of one service that the verdict by limits stands on, taken out of the board once.
struct Evidence {
    let limits: Limits
    let requests: Sides<Series?>
    private let target5xx: Sides<Series?>
    /// `nil` where one load balancer serves both sides: its own 5xx have no side.
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

    /// What the settled minutes up to `minute` say; `since` is when the weights last changed.
    ///
    /// What makes new worse comes first, then what is wrong on old, then what has only begun on new.
    func finding(in minute: Minute, since: Minute?) -> Finding {
        // A load balancer without a healthy target answers 5xx by itself and counts no request.
        let carries = (value(requests.new, minute) ?? 0) > 0 || (errors(.new, minute, 1) ?? 0) > 0
        let found = [
            carries ? errorFinding(in: minute) : nil, oldErrorFinding(in: minute),
            carries ? latencyFinding(in: minute) : nil, oldLatencyFinding(in: minute),
        ].compactMap(\.self)
        if let telling = found.first(where: { $0.state == .worse }) ?? found.first(where: \.concernsOld) ?? found.first
        {
            return telling
        }
        guard carries else {
            return Finding(.unsure, "no traffic") { "no traffic on new in the last settled minute: nothing to judge" }
        }
        return enough(in: minute, since: since)
    }

    /// When that began which the finding says: with the first minute of its run, or with the first of the minutes that
    /// all say the same, and with the change of the weights where it counts from there.
    func begin(of finding: Finding, in minute: Minute, changedAt: Moment?) -> Moment? {
        if let first = finding.firstOfRun { return first.start }
        var first = minute
        while let before = earlier(than: first, from: minute) {
            if finding.restsOnWeights, let changedAt, before <= changedAt.minute { return changedAt }
            guard self.finding(in: before, since: changedAt?.minute).isLike(finding) else { break }
            first = before
        }
        return first.start
    }

    // MARK: Minutes

    /// How many minutes in a row, ending with `minute` and at most `most`, satisfy a condition.
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

    /// The minute before `first`, unless it is out of sight.
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

    /// Percent of requests of the `count` minutes up to `minute` that failed.
    func rate(_ side: Side, _ minute: Minute, _ count: Int) -> Double? {
        guard let errors = errors(side, minute, count), let requests = requests(side, minute, count) else { return nil }
        return Self.percent(errors, of: requests)
    }

    private static func percent(_ errors: Double, of requests: Double) -> Double {
        requests > 0 ? min(100, errors * 100 / requests) : errors > 0 ? 100 : 0
    }

    func value(_ series: Series?, _ minute: Minute) -> Double? { series?[minute].usable }

    /// A count in a minute, 0 where there was no traffic; `nil` when it is not known.
    private func counted(_ series: Series?, _ minute: Minute) -> Double? {
        guard let measured = series?[minute], measured.presence != .missing else { return nil }
        return measured.usable ?? 0
    }

    // MARK: Enough

    /// `pass` when enough requests were seen under the present weights to exclude a rate at the limit.
    ///
    /// With no error among n requests the rate is below 3 ÷ n with 95 % confidence ("rule of three").
    private func enough(in minute: Minute, since: Minute?) -> Finding {
        if let since, minute <= since {
            return Finding(.unsure, Finding.tooEarly) { "no settled minute yet under the new weights" }
        }
        let needed = (300 / limits.errorPercent).rounded(.up)
        var (seen, failed, minutes) = (0.0, 0.0, 0)
        while minutes < Rule.passMinutes {
            let at = minute.advanced(by: -minutes)
            if let since, at <= since { break }
            minutes += 1
            // Requests of which nobody knows how they ended exclude nothing.
            guard let errors = errors(.new, at, 1) else { continue }
            seen += value(requests.new, at) ?? 0
            failed += errors
        }
        let isShort = minutes < Rule.passMinutes
        let (count, span) = (Int(seen), Words.count(minutes, "settled minute"))
        guard seen >= needed else {
            return Finding(.unsure, "\(count) of \(Int(needed))") {
                "only \(Words.count(count, "request")) on new in \(span)\(isShort ? " under the new weights" : ""), "
                    + "\(Int(needed)) are needed to tell"
            }
        }
        return Finding(.pass, "") {
            let slow = value(p99.new, minute).map { ", p99 \(Words.milliseconds($0))" } ?? ""
            let beside = value(p99.old, minute).map { " v \(Words.milliseconds($0)) on old" } ?? ""
            return "new: 5xx \(Words.percent(Self.percent(failed, of: seen))) % of \(Words.count(count, "request")) in "
                + "\(minutes) min\(slow)\(slow.isEmpty ? "" : beside)"
        }
    }
}
