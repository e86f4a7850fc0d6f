extension EpochJudge {
    /// The full verdict after the newest minute. It costs more than adding a minute, so compute it only to show it.
    package var judgement: Judgement {
        let ratio = ratio
        return Judgement(
            state: state, metric: metric, evidence: evidence, bar: bar, ratio: ratio, reason: reason(ratio))
    }

    /// The e-value of the deciding metric against "new is not worse"; `nil` when blind.
    package var evidence: Double? {
        guard state != .blind, let index = metricIndex else { return nil }
        return value(at: index)
    }

    /// New over old in the deciding metric; `nil` where nothing is compared.
    package var ratio: RatioInterval? {
        guard state != .blind, metric != .requests, let index = metricIndex else { return nil }
        return index == 0 ? errorRatio : latencyRatio(index - 1)
    }

    /// The index of the metric's evidence, 0 for the errors; `nil` for a percentile that has only a limit.
    private var metricIndex: Int? {
        if metric == .errors || metric == .requests { return 0 }
        return latencies.firstIndex { JudgedMetric($0.percentile) == metric }.map { $0 + 1 }
    }

    /// The evidence of each metric, the errors first.
    package var accounts: [MetricAccount] {
        let ofErrors = MetricAccount(
            metric: .errors, minutes: errors.minutes, counts: counts, ratio: errorRatio, evidence: errors.value,
            bar: bar, passEvidence: errors.passValue, passBar: passBar, tempering: errors.tempering)
        return [ofErrors]
            + latencies.indices.map { index in
                let latency = latencies[index]
                return MetricAccount(
                    metric: JudgedMetric(latency.percentile), minutes: latency.minutes,
                    counts: "\(latency.minutesOver) of \(NumberWords.count(latency.minutes, "minute")) over "
                        + "\(Self.ratio(settings.latencyRatio)) × old",
                    ratio: latencyRatio(index), evidence: latency.value, bar: bar, passEvidence: latency.passValue,
                    passBar: passBar(ofPercentile: index), tempering: 1)
            }
    }

    /// The time until the errors decide, for a bar beside every `unsure`.
    package var timeToVerdict: TimeToVerdict { errors.timeToVerdict(ratio: settings.ratioToFind, bar: bar) }

    /// Minutes from now until the errors decide: until the ratio to find would be proved or, where errors are too few
    /// for a ratio and if that is sooner, until new's rate would be shown to be below the limit; `nil` where neither
    /// can be computed.
    package var minutesLeft: Double? {
        [errors.timeToProve(ratio: settings.ratioToFind, bar: bar), bound.minutesLeft(of: errors, bar: boundBar)]
            .compactMap(\.self).min()
    }

    /// Minutes from now until the percentile that prevents a pass would allow it, if new is never over from now on.
    /// `nil` if no percentile prevents it, or if it was over too often recently to predict anything.
    package var minutesToPass: Double? {
        guard state == .unsure, let index = metricIndex, index > 0 else { return nil }
        let latency = latencies[index - 1]
        guard latency.value < Self.suspicion, !latency.isRestless else { return nil }
        return latency.minutesToPass(bar: passBar(ofPercentile: index - 1))
    }

    /// Whether a difference has begun that is not proved, or one on both sides.
    var isSuspicious: Bool { isCommonMode || (evidence ?? 0) >= Self.suspicion }

    /// Whether both sides are worse than in their own past hour.
    package var isCommonMode: Bool { commonMode.trouble(overDispersion: errors.overDispersion.estimate) != nil }

    private var errorRatio: RatioInterval { errors.interval(alpha: settings.alpha) }

    private func latencyRatio(_ index: Int) -> RatioInterval {
        latencies[index].ratios.interval(alpha: settings.alpha)
    }

    // MARK: Sentences

    private func reason(_ ratio: RatioInterval?) -> String {
        switch state {
        case .blind: return blindness
        case .worse:
            if let limits, limits.errorsOver || limits.latencyOver { return overLimit(limits) }
            if let index = metricIndex, alarms[index]?.isCarried == true, value(at: index) < bar {
                return carried(index)
            }
            if let index = metricIndex, index > 0 {
                let latency = latencies[index - 1]
                let leapt = latency.leap.map {
                    "more than \(NumberWords.percent($0.ratio)) × old for \($0.minutes) minutes in a row"
                }
                return "\(slower(index - 1)) · \(latency.value < bar ? leapt ?? lasting(index) : proof(latency.value))"
            }
            let proved =
                errors.value >= bar
                ? proof(errors.value)
                : errors.recent.areGlaring ? "two minutes in a row far beyond every minute before" : lasting(0)
            // Without errors on old there is no ratio.
            guard ratio?.estimate != nil else {
                func part(_ side: Side) -> String {
                    "\(NumberWords.whole(errors.errors[side])) of \(NumberWords.whole(errors.requests[side]))"
                }
                return "new fails: \(part(.new)) requests, old \(part(.old)) · \(proved)"
            }
            return "new fails \(ratio?.words ?? "×?") as often as old: \(counts) · \(proved)"
        case .pass: return passed(ratio)
        case .unsure: return unsure(ratio)
        }
    }

    /// A short reason, for programs that read one per minute. It does not repeat the other fields of the line and needs
    /// no escapes in JSON.
    package func putBriefReason(to line: inout LineBytes) {
        switch state {
        case .blind: line.putText(blindness)
        case .worse:
            if let limits, limits.errorsOver || limits.latencyOver { return line.putText(overLimit(limits)) }
            if let index = metricIndex, index > 0 { return line.putText(slower(index - 1)) }
            line.put("new fails more than ")
            line.putNumber(settings.toleratedRatio)
            line.put(" × as often: ")
            putCounts(to: &line)
        case .pass:
            guard errors.passReaches(passBar / 10) else { return line.putText(passed(nil)) }
            line.put("new fails less than ")
            line.putNumber(settings.margin)
            line.put(" × as often: ")
            putCounts(to: &line)
        case .unsure:
            let isOdd = metric == .requests || isCommonMode
            if isOdd || metric != .errors { return line.putText(unsure(nil)) }
            line.put("not yet known: ")
            if let begunAnew { return line.putText(begunAnew) }
            putCounts(to: &line)
            if let minutes = errors.timeToProve(ratio: settings.ratioToFind, bar: bar) {
                line.put("; ×")
                line.putNumber(settings.ratioToFind)
                line.put(" would be proved ")
                line.putText(TimeToVerdict.span(minutes))
            }
            if let hint = percentileHint {
                line.put("; ")
                line.putText(hint)
            }
        }
    }

    /// The same words as ``counts``.
    private func putCounts(to line: inout LineBytes) {
        line.putWhole(NumberWords.whole(errors.errors.new))
        line.put(" of ")
        line.putWhole(NumberWords.whole(errors.requests.new))
        line.put(errors.requests.new == 1 ? " request v " : " requests v ")
        line.putWhole(NumberWords.whole(errors.errors.old))
        line.put(" of ")
        line.putWhole(NumberWords.whole(errors.requests.old))
    }

    private var blindness: String {
        if let problem = settings.problem { return "cannot judge: \(problem)" }
        guard let missing else { return "cannot judge: no minute was taken in" }
        let since = minutesBlind > 1 ? " for \(NumberWords.count(minutesBlind, "minute"))" : " in this minute"
        return "cannot see \(missing.rawValue): missing\(since)"
    }

    private func overLimit(_ limits: LimitWatch) -> String {
        guard limits.errorsOver else {
            let p99 = newest.map { NumberWords.milliseconds($0.p99.new) } ?? "?"
            return "p99 \(p99) on new, over the limit of \(NumberWords.milliseconds(limits.limits.p99 ?? 0))"
        }
        return "\(NumberWords.percent(limits.errorPercent)) % of new's requests fail, over the limit of "
            + "\(NumberWords.percent(limits.limits.errorPercent)) %"
    }

    private func passed(_ ratio: RatioInterval?) -> String {
        if errors.passReaches(passBar / 10) {
            return "new fails \(ratio?.words ?? "×?") as often as old, shown to be below ×"
                + "\(Self.ratio(settings.margin)): \(counts)\(latencyBeside)"
        }
        let failed = NumberWords.whole(errors.errors.new)
        return "\(failed == 0 ? "no error" : NumberWords.count(failed, "error")) among "
            + "\(NumberWords.count(NumberWords.whole(errors.requests.new), "request")) on new: the rate is shown to be below "
            + "\(NumberWords.percent(settings.errorPercent)) %, errors are too few for a ratio\(latencyBeside)"
    }

    private var latencyBeside: String { firmestLatency.map { " · " + slower($0) } ?? "" }

    private func unsure(_ ratio: RatioInterval?) -> String {
        if metric == .requests {
            guard let newest else { return "no minute yet" }
            let side: Side = newest.requests.new > 0 ? .old : .new
            return "no traffic on \(side.rawValue) in this minute: nothing to compare"
        }
        if let (now, before) = commonMode.trouble(overDispersion: errors.overDispersion.estimate) {
            return "both worse: not the migration; "
                + "old \(NumberWords.percent(before.old)) → \(NumberWords.percent(now.old)) %, "
                + "new \(NumberWords.percent(before.new)) → \(NumberWords.percent(now.new)) % of requests fail"
        }
        if metric != .errors, let index = metricIndex, index > 0 {
            let latency = latencies[index - 1]
            let (evidence, name) = (NumberWords.evidence(latency.value), latency.percentile.rawValue)
            let isSuspect = latency.value >= Self.suspicion
            return "\(slower(index - 1)) · "
                + (isSuspect
                    ? "not yet proved: evidence \(evidence) of \(NumberWords.evidence(bar))"
                    : "\(name) is not yet shown to be as good: \(NumberWords.evidence(latency.passValue)) of "
                        + "\(NumberWords.evidence(passBar(ofPercentile: index - 1)))")
                + " · errors: \(begunAnew ?? counts)"
        }
        if let begunAnew {
            let beside = firmestLatency.flatMap { latencies[$0].minutes > 0 ? " · " + slower($0) : nil }
            return "not yet known: errors are \(begunAnew)\(beside ?? "")"
        }
        var parts = [
            "not yet known: \(counts)\(errors.errors.new + errors.errors.old > 0 ? ", \(ratio?.words ?? "")" : "")",
            "evidence \(NumberWords.evidence(errors.value)) of \(NumberWords.evidence(bar))", timeToVerdict.words,
        ]
        if let minutes = bound.minutesLeft(of: errors, bar: boundBar) {
            let limit = NumberWords.percent(settings.errorPercent)
            parts.append("new would be shown to be below \(limit) % \(TimeToVerdict.span(minutes))")
        }
        if let firmestLatency, latencies[firmestLatency].minutes > 0 { parts.append(slower(firmestLatency)) }
        if let hint = percentileHint { parts.append(hint) }
        return parts.joined(separator: " · ")
    }

    /// Replaces counts that would all be 0: an alarm ended, and its test restarted.
    private var begunAnew: String? {
        errors.minutes == 0 && hasBegunAnew ? "counted anew after an alarm, with no settled minute yet" : nil
    }

    /// `48 of 12000 requests v 160 of 96000`.
    private var counts: String {
        var line = LineBytes(capacity: 80)
        putCounts(to: &line)
        return String(decoding: line.bytes, as: UTF8.self)
    }

    /// `p99 412 ms > 1.2 × 288 ms in 9 of the last 9 minutes`.
    private func slower(_ index: Int) -> String {
        let latency = latencies[index]
        let (over, of) = latency.overLately
        let sign = latency.last.new > settings.latencyRatio * latency.last.old ? ">" : "≤"
        return "\(latency.percentile.rawValue) \(NumberWords.milliseconds(latency.last.new)) \(sign) "
            + "\(Self.ratio(settings.latencyRatio)) × \(NumberWords.milliseconds(latency.last.old)), over in \(over) of the last "
            + NumberWords.count(of, "minute")
    }

    /// The percentile that about five requests per minute would support, when the highest measured one has fewer.
    private var percentileHint: String? {
        guard let highest = latencies.last?.percentile, let newest else { return nil }
        let above = LatencyEvidence.above(highest, newest.requests)
        guard above < LatencyEvidence.firm else { return nil }
        let usable = Percentile.allCases.last { LatencyEvidence.above($0, newest.requests) >= LatencyEvidence.firm }
        let rests =
            above >= LatencyEvidence.thin ? "rests on \(NumberWords.decimal(above, 0))" : "would rest on less than one"
        return "\(highest.rawValue) \(rests) of the smaller side's requests a minute; "
            + (usable.map { "\($0.rawValue) can be used" } ?? "no percentile can be used")
    }

    /// When an alarm will end whose evidence has fallen below the bar.
    private func lasting(_ index: Int) -> String {
        let quiet = alarms[index]?.quiet ?? 0
        let lately =
            quiet == 0
            ? "the last minute still spoke against new"
            : "the last \(quiet == 1 ? "minute" : NumberWords.count(quiet, "minute")) had nothing against new"
        return "no longer proved: \(lately), the alarm ends after \(Alarm.quietMinutes) such at most"
    }

    /// That the epoch before was worse, and what this one has shown since.
    private func carried(_ index: Int) -> String {
        let name = index == 0 ? "errors" : latencies[index - 1].percentile.rawValue
        guard newest != nil else { return "\(name): worse before this step, and no settled minute since" }
        return "\(name): worse before this step, and no newer minute clears it: "
            + (index == 0 ? counts : slower(index - 1))
    }

    private func proof(_ value: Double) -> String {
        "evidence \(NumberWords.evidence(value)), \(NumberWords.evidence(bar)) is proof"
    }

    private static func ratio(_ value: Double) -> String { value == value.rounded() ? String(Int(value)) : "\(value)" }
}
