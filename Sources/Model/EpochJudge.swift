/// Judges one service through one epoch, a settled minute at a time; constant in memory, valid at every look.
///
/// An epoch begins with a change of the weights or of a version: make a new judge then, and hand it the
/// over-dispersion that the last one has learned. It is `worse` when the evidence of a metric reaches its bar, and stays
/// so until that evidence has melted to nothing; what it cannot see makes it `blind`, never `pass` and never `worse`.
package struct EpochJudge: Sendable {
    /// What it was made with, also where that makes no sense.
    package let settings: JudgeSettings
    /// What is known of the errors, and of each percentile that is measured.
    package private(set) var errors: ErrorEvidence
    package private(set) var latencies: [LatencyEvidence]
    /// The verdict after the newest minute, and the metric it is about.
    package private(set) var state = Verdict.State.unsure
    package private(set) var metric = JudgedMetric.requests
    /// Whether both sides are worse than their own past.
    package private(set) var commonMode = CommonMode()
    /// The columns' name of what is missing in the newest minute.
    package private(set) var missing: String?
    /// Minutes in a row, ending with the newest, in which something was missing.
    package private(set) var minutesBlind = 0
    private(set) var limits: LimitWatch?
    private(set) var newest: MinuteCounts?
    private let bound: RateBound
    private var worse: [Bool]
    private var passes: [Bool]
    private var isUnusable = false

    /// What an e-value has to reach: one over the metric's part of α.
    package let bar: Double
    /// The part of a pass's α that goes to the comparison; the rest is the limit's where errors are few.
    private static let comparison = 0.8
    /// An e-value above which a `pass` is not given though it was earned: something has begun.
    private static let suspicion = 10.0

    /// - Parameters:
    ///   - settings: A judge whose settings make no sense is blind for ever.
    ///   - percentiles: Those that are measured at all; α is split evenly over the errors and each of them.
    ///   - overDispersion: As the epoch before it has learned it.
    package init(
        settings: JudgeSettings = JudgeSettings(), percentiles: [Percentile] = [],
        overDispersion: OverDispersion = OverDispersion()
    ) {
        self.settings = settings
        isUnusable = settings.problem != nil
        let settings = isUnusable ? JudgeSettings() : settings
        errors = ErrorEvidence(settings: settings, overDispersion: overDispersion)
        latencies = percentiles.map { LatencyEvidence($0, tolerated: settings.latencyRatio) }
        limits = settings.limits.map(LimitWatch.init)
        bound = RateBound(limit: settings.errorPercent / 100)
        bar = Double(1 + percentiles.count) / settings.alpha
        worse = Array(repeating: false, count: 1 + percentiles.count)
        passes = worse
    }

    /// What the comparison's e-value has to reach for a `pass`.
    package var passBar: Double { 1 / (settings.alpha * Self.comparison) }

    /// What the limit's e-value has to reach for a `pass` where errors are few.
    package var boundBar: Double { 1 / (settings.alpha * (1 - Self.comparison)) }

    /// The e-value against "new's rate is at the limit or above", where errors are few; 0 elsewhere.
    package var boundValue: Double { bound.value(of: errors) }

    /// Takes in the next settled minute, and says what is known after it.
    @discardableResult
    package mutating func add(_ minute: MinuteCounts) -> Verdict.State {
        newest = minute
        guard !isUnusable else { return end(.blind, .requests) }
        missing = minute.unusable
        if let missing {
            minutesBlind += 1
            errors.breakOff()
            return end(.blind, missing.hasSuffix("requests") ? .requests : .errors)
        }
        errors.add(requests: minute.requests, errors: minute.errors)
        commonMode.add(requests: minute.requests, errors: minute.errors)
        limits?.add(minute)
        let unseen = addLatencies(minute)
        if let unseen {
            missing = "\(unseen.0.rawValue)_\(unseen.1.rawValue)"
            minutesBlind += 1
            return end(.blind, JudgedMetric(unseen.1))
        }
        minutesBlind = 0
        return decide(minute)
    }

    /// The next minute does not follow the last one: some are missing between.
    package mutating func breakOff() { errors.breakOff() }

    private mutating func end(_ state: Verdict.State, _ metric: JudgedMetric) -> Verdict.State {
        (self.state, self.metric) = (state, metric)
        return state
    }

    /// The first percentile that is missing though there was traffic; the others are taken in nevertheless.
    private mutating func addLatencies(_ minute: MinuteCounts) -> (Side, Percentile)? {
        var unseen: (Side, Percentile)?
        for index in latencies.indices {
            let percentile = latencies[index].percentile
            let latency = minute[percentile]
            var isSeen = true
            for side in Side.allCases where minute.requests[side] > 0 {
                if latency[side] > 0, latency[side] < .infinity { continue }
                isSeen = false
                if unseen == nil { unseen = (side, percentile) }
            }
            guard isSeen, LatencyEvidence.above(percentile, minute.requests) >= LatencyEvidence.thin else { continue }
            latencies[index].add(latency)
        }
        return unseen
    }

    private mutating func decide(_ minute: MinuteCounts) -> Verdict.State {
        renewWorse()
        guard minute.requests.new > 0 || minute.errors.new > 0 else { return end(.unsure, .requests) }
        if limits?.errorsOver == true { return end(.worse, .errors) }
        if limits?.latencyOver == true { return end(.worse, .p99) }
        if let index = strongestWorse { return end(.worse, metric(at: index)) }
        guard minute.requests.old > 0 || minute.errors.old > 0 else { return end(.unsure, .requests) }
        if commonMode.trouble(overDispersion: errors.overDispersion.estimate) != nil { return end(.unsure, .errors) }
        return end(isPass ? .pass : .unsure, .errors)
    }

    /// Raised at the bar, lowered when nothing speaks for it any more.
    private mutating func renewWorse() {
        for index in worse.indices {
            if worse[index] {
                if value(at: index) < 1 { worse[index] = false }
            } else if index == 0 ? errors.reaches(bar) : value(at: index) >= bar {
                worse[index] = true
            }
        }
        let isBelow = errors.passReaches(passes[0] ? passBar / 10 : passBar)
        passes[0] = isBelow || boundValue >= boundBar
        for index in latencies.indices { passes[index + 1] = latencies[index].passValue >= 1 / settings.alpha }
    }

    private var isPass: Bool {
        guard passes[0], !errors.reaches(Self.suspicion) else { return false }
        for index in latencies.indices where latencies[index].value >= Self.suspicion { return false }
        guard let firmest = firmestLatency else { return true }
        return passes[firmest + 1]
    }

    /// The highest percentile with about five requests above it on the smaller side; failing that, the lowest one with
    /// any; `nil` where none is compared.
    var firmestLatency: Int? {
        guard let newest else { return nil }
        let above = latencies.map { LatencyEvidence.above($0.percentile, newest.requests) }
        return above.lastIndex { $0 >= LatencyEvidence.firm } ?? above.firstIndex { $0 >= LatencyEvidence.thin }
    }

    /// Of the metrics that are worse, the one with the most evidence.
    private var strongestWorse: Int? {
        var strongest: (index: Int, value: Double)?
        for index in worse.indices where worse[index] {
            let value = value(at: index)
            if value >= strongest?.value ?? 0 { strongest = (index, value) }
        }
        return strongest?.index
    }

    func value(at index: Int) -> Double { index == 0 ? errors.value : latencies[index - 1].value }

    private func metric(at index: Int) -> JudgedMetric {
        index == 0 ? .errors : JudgedMetric(latencies[index - 1].percentile)
    }
}
