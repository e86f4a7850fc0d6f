/// How long a step has to bake before its errors can tell anything, at the rates of the last hour.
package struct BakeForecast: Sendable, Equatable {
    /// Requests a minute, of both sides together.
    package var requests: Double
    /// The part of old's requests that fail, from 0 to 1.
    package var errorRate: Double
    /// What the sides are compared by.
    package var settings: JudgeSettings
    /// What an e-value has to reach in one step for `worse`.
    package var bar: Double
    /// What the logarithm of the evidence is divided by, because errors come in bursts; 1 for none.
    package var overDispersion: Double

    /// Settled minutes that the rates are taken from.
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

    /// From what a board knows; `nil` for a service whose sides are not compared, or of which no minute is known.
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

    /// Minutes after which the ratio that the settings want found would be proved, in half of all cases, if new got
    /// `percent` of the requests; `nil` where that cannot be reckoned: no error on old, or a side without requests.
    package func minutesToProve(at percent: Double) -> Double? {
        guard percent > 0, percent < 100, errorRate > 0 else { return nil }
        let share = percent / 100
        let minute = Sides(old: requests * (1 - share), new: requests * share)
        var evidence = ErrorEvidence(settings: settings)
        evidence.add(requests: minute, errors: Sides(old: minute.old * errorRate, new: minute.new * errorRate))
        return evidence.minutesToProve(ratio: settings.ratioToFind, bar: bar).map { $0 * overDispersion }
    }

    /// The steps of a plan whose bakes are too short to tell anything, in the plan's order.
    package func shortBakes(of plan: RolloutPlan) -> [ShortBake] {
        plan.steps.enumerated().compactMap { index, percent in
            guard let bake = plan.bake(ofStep: index), let minutes = minutesToProve(at: percent), minutes * 60 > bake
            else { return nil }
            return ShortBake(
                step: index + 1, percent: percent, bake: bake, minutes: minutes.rounded(.up),
                ratio: settings.ratioToFind)
        }
    }

    /// Why nothing can be reckoned of any step, in words; `nil` where it can.
    package var disabledReason: String? {
        errorRate > 0 ? nil : "no request failed on old in the last hour: how long a bake has to be cannot be reckoned"
    }
}

/// A step that is over before a difference of the error rates could have been proved.
package struct ShortBake: Sendable, Equatable {
    /// Counted from 1.
    package var step: Int
    /// On new.
    package var percent: Double
    /// Seconds.
    package var bake: Double
    /// Minutes after which the ratio would be proved.
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
