import Glibc

// The plain sentence of a verdict: what is wrong, new beside old, with units. Its numbers are those of the row; where the
// row cannot show it, the sentence says of how many minutes they are. Statistics are not in it.

extension Board {
    /// The sentence for a difference in errors or latency; `nil` for another subject, which has its own words.
    ///
    /// - Parameters:
    ///   - state: `worse`, or `unsure` for what has only begun, or is not new's alone.
    ///   - isByLimit: Whether an absolute limit says so, and not the comparison.
    ///   - isSteady: Whether the minutes point one way. If not, a percentile is over and under by turns.
    func sentence(
        _ state: Verdict.State, _ matter: Verdict.Matter, of service: Service, isByLimit: Bool, isSteady: Bool = true
    ) -> String? {
        let limits = service.configuration.limits
        switch matter {
        case .errors(let side): return errorSentence(state, side, of: service, isByLimit ? limits.errorPercent : nil)
        case .latency(let percentile, let side):
            return latencySentence(
                state, percentile, side, of: service, isByLimit ? limits.p99 : nil, isSteady: isSteady)
        default: return nil
        }
    }

    private func errorSentence(
        _ state: Verdict.State, _ side: Verdict.Matter.Where, of service: Service, _ limit: Double?
    ) -> String {
        func percent(_ value: Double?) -> String { value.map { "\(NumberWords.failed($0)) %" } ?? "–" }
        func beside(_ side: Side, _ value: Double?) -> String {
            value.map { ", \(side.rawValue) \(percent($0))" } ?? ""
        }
        let over = limit ?? 0
        switch side {
        case .both:
            let numbers = comparedErrors(of: service) { old, new, _ in (old ?? 0) > over && (new ?? 0) > over }
            // With the minutes it would be too long.
            let unit = numbers.span.isEmpty ? " of requests" : ""
            return "both sides fail: \(percent(numbers.new))\(unit) on new, \(percent(numbers.old)) on old"
                + "\(numbers.span); look at what they share"
        case .old:
            let numbers = comparedErrors(of: service) { old, _, _ in (old ?? 0) > over }
            return "old fails \(percent(numbers.old)) of requests\(beside(.new, numbers.new))\(numbers.span)"
        case .new:
            let numbers = comparedErrors(of: service) { old, new, minutes in
                // The mean of several minutes may be within the limit that some of them exceed.
                guard let new, new > (minutes > 1 ? 0 : over) else { return false }
                return new >= Self.clearly * (old ?? 0)
            }
            let verb = state == .worse ? "fails" : "may fail more:"
            return "new \(verb) \(percent(numbers.new)) of requests\(beside(.old, numbers.old))"
                + "\(numbers.ratioWords)\(numbers.span)"
        }
    }

    private func latencySentence(
        _ state: Verdict.State, _ percentile: Percentile, _ side: Verdict.Matter.Where, of service: Service,
        _ limit: Double?, isSteady: Bool
    ) -> String {
        func time(_ value: Double?) -> String { value.map(NumberWords.milliseconds) ?? "–" }
        func beside(_ side: Side, _ value: Double?) -> String { value.map { ", \(side.rawValue) \(time($0))" } ?? "" }
        let name = percentile.rawValue
        let over = limit ?? 0
        switch side {
        case .both:
            let numbers = comparedLatency(percentile, of: service) { old, new, _ in
                (old ?? 0) > over && (new ?? 0) > over
            }
            return "both sides are slow: \(name) \(time(numbers.new)) on new, \(time(numbers.old)) on old"
                + "\(numbers.span); look at what they share"
        case .old:
            let numbers = comparedLatency(percentile, of: service) { old, _, _ in (old ?? 0) > over }
            return "old is slow: \(name) \(time(numbers.old))\(beside(.new, numbers.new))\(numbers.span)"
        case .new:
            let numbers = comparedLatency(percentile, of: service) { old, new, minutes in
                guard let new, new > (minutes > 1 ? 0 : over) else { return false }
                return new >= (limit == nil ? Self.clearly : 1) * (old ?? 0)
            }
            let verb = state == .worse ? "new is slow" : isSteady ? "new may be slow" : "new's answers waver"
            return
                "\(verb): \(name) \(time(numbers.new))\(beside(.old, numbers.old))\(numbers.ratioWords)\(numbers.span)"
        }
    }

    /// From this ratio on, the newest minute shows that new is worse.
    private static let clearly = 1.15

    /// The limit that a verdict rests on, for a sentence with room for it: `limit 1 %`.
    static func limitWords(_ matter: Verdict.Matter, _ limits: Limits) -> String {
        switch matter {
        case .errors: ", limit \(NumberWords.percent(limits.errorPercent)) %"
        case .latency: limits.p99.map { ", limit \(NumberWords.milliseconds($0))" } ?? ""
        default: ""
        }
    }
}

extension ComparedNumbers {
    /// ` (×2.3)`: new over old; empty where old has none, or new is hardly above it.
    fileprivate var ratioWords: String {
        guard let old, let new, old > 0, new >= 1.05 * old else { return "" }
        let ratio = new / old
        return ratio > 999 ? " (more than ×999)" : " (×\(NumberWords.decimal(ratio, ratio < 9.95 ? 1 : 0)))"
    }

    /// ` in the last 10 min`; empty for the minute of the row.
    fileprivate var span: String { minutes > 1 ? " in the last \(minutes) min" : "" }
}

extension EpochJudge {
    /// How sure it is that new is worse, from 0 to 1: the logarithm of the evidence as a part of the bar's.
    package var proof: Double? {
        guard let evidence, evidence > 1, bar > 1 else { return nil }
        return min(1, log(evidence) / log(bar))
    }

    /// The plain sentence while nothing is wrong: `counting, 5 min more`, `looks alike, about 12 min until sure`, `1 error
    /// in 11,951 on new, 0 on old: as good`.
    var calmSentence: String {
        if state == .pass { return "\(countedWords): as good" }
        if state == .blind || metric == .requests { return judgement.reason }
        if hasBegunAnew, errors.minutes == 0 { return "counting anew after an alarm" }
        guard let left = metric == .errors ? minutesLeft : minutesToPass else {
            return errors.minutes < Self.few ? "counting" : "looks alike, but too few errors to be sure"
        }
        guard left <= 1440 else { return "looks alike, more than a day until sure: too few requests" }
        // Whole minutes: a minute is the shortest time in which anything is counted.
        let time = NumberWords.duration(max(120, left.rounded(.up) * 60))
        return errors.minutes < Self.few ? "counting, \(time) more" : "looks alike, about \(time) until sure"
    }

    /// So many minutes are too few to say that both look alike.
    private static let few = 5

    /// `1 error in 11,951 on new, 0 on old`.
    private var countedWords: String {
        func part(_ side: Side, _ noun: Bool) -> String {
            let failed = NumberWords.whole(errors.errors[side])
            let count =
                noun
                ? "\(NumberWords.grouped(failed)) \(failed == 1 ? "error" : "errors")" : NumberWords.grouped(failed)
            guard failed > 0 || noun else { return "0" }
            return "\(count) in \(NumberWords.grouped(NumberWords.whole(errors.requests[side])))"
        }
        return "\(part(.new, true)) on new, \(part(.old, false)) on old"
    }
}
