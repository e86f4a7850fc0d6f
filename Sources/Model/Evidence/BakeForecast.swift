/// How long a step must bake before its errors can prove anything, at the rates of the last hour.
package struct BakeForecast: Sendable, Equatable {
    /// Requests per minute, both sides together.
    package var requests: Double
    /// The fraction of old's requests that fail, from 0 to 1.
    package var errorRate: Double
    /// The settings of the comparison.
    package var settings: JudgeSettings
    /// The e-value that means `worse` within one step.
    package var bar: Double
    /// The divisor of the evidence's logarithm, because errors come in bursts; 1 for independent errors.
    package var overDispersion: Double

    /// The number of settled minutes behind the rates.
    private static let minutes = 60

    package init(
        requests: Double, errorRate: Double, settings: JudgeSettings, bar: Double, overDispersion: Double = 1
    ) {
        self.requests = requests
        self.errorRate = errorRate
        self.settings = settings
        self.bar = bar
        self.overDispersion = overDispersion
    }

    /// Reads the rates from a board. `nil` for a service whose sides are not compared, or without any known minute.
    package init?(of service: Service, in board: Board) {
        guard service.takesTraffic else { return nil }
        let end = board.settledTo.advanced(by: 1)
        let known = (end.advanced(by: -Self.minutes)..<end).map(service.counts).filter { $0.unusable == nil }
        let requests = known.reduce(0) { $0 + $1.requests.old + $1.requests.new }
        let old = known.reduce(0) { $0 + $1.requests.old }
        guard requests > 0, old > 0 else { return nil }
        let evidence = board.evidence(of: service)
        self.init(
            requests: requests / Double(known.count), errorRate: min(1, known.reduce(0) { $0 + $1.errors.old } / old),
            settings: evidence.step.settings, bar: evidence.step.bar,
            overDispersion: evidence.whole.errors.overDispersion.estimate)
    }

    /// Minutes until the ratio to find would be proved with a probability of one half, if new received `percent` of the
    /// requests; `nil` where this cannot be computed: no error on old, or a side without requests.
    package func minutesToProve(at percent: Double) -> Double? {
        guard percent > 0, percent < 100, errorRate > 0 else { return nil }
        let share = percent / 100
        let minute = Sides(old: requests * (1 - share), new: requests * share)
        var evidence = ErrorEvidence(settings: settings)
        evidence.add(requests: minute, errors: Sides(old: minute.old * errorRate, new: minute.new * errorRate))
        return evidence.minutesToProve(ratio: settings.ratioToFind, bar: bar).map { $0 * overDispersion }
    }

    /// The steps whose bakes are too short to prove anything, in the plan's order.
    package func shortBakes(of plan: RolloutPlan) -> [ShortBake] {
        plan.steps.enumerated().compactMap { index, percent in
            guard let bake = plan.bake(ofStep: index), let minutes = minutesToProve(at: percent), minutes * 60 > bake
            else { return nil }
            return ShortBake(
                step: index + 1, percent: percent, bake: bake, minutes: minutes.rounded(.up),
                ratio: settings.ratioToFind)
        }
    }

    /// Why nothing can be computed for any step, in words; `nil` where it can.
    package var disabledReason: String? {
        errorRate > 0 ? nil : "no request failed on old in the last hour: how long a bake has to be cannot be reckoned"
    }
}

/// A step that ends before a difference of the error rates could be proved.
package struct ShortBake: Sendable, Equatable {
    /// Counted from 1.
    package var step: Int
    /// Percent on new.
    package var percent: Double
    /// Seconds.
    package var bake: Double
    /// Minutes until the ratio would be proved.
    package var minutes: Double
    /// Times old's error rate.
    package var ratio: Double

    /// `step 1: 5 % for 10 min: a doubling of errors would be proved after 26 min`.
    package var words: String {
        let name = ratio == 2 ? "a doubling" : "×\(NumberWords.percent(ratio))"
        return "step \(step): \(NumberWords.share(percent)) % for \(NumberWords.duration(bake)): "
            + "\(name) of errors would be proved after \(NumberWords.duration(minutes * 60))"
    }
}
