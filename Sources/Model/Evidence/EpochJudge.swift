/// Judges one service during one epoch, one settled minute at a time. Its size is constant, and its verdict is valid
/// whenever it is read.
///
/// A change of the weights or of a version begins an epoch: then make the ``next(portion:isSameNew:)`` judge. The verdict is `worse` when the evidence of a metric reaches its bar. It stays so until newer
/// minutes speak against it (``Alarm``). Then the test of that metric restarts. That costs no part of α, because the
/// alarm was given already. Missing numbers make the verdict `blind`, never `pass` and never `worse`.
package struct EpochJudge: Sendable, Codable {
    /// The settings as they were given, valid or not.
    package let settings: JudgeSettings
    /// The evidence from the errors, and from each measured percentile.
    package private(set) var errors: ErrorEvidence
    package private(set) var latencies: [LatencyEvidence]
    /// The verdict after the newest minute, and the metric that decided.
    package private(set) var state = Verdict.State.unsure
    package private(set) var metric = JudgedMetric.requests
    /// Whether both sides are worse than in their own past.
    package private(set) var commonMode = CommonMode()
    /// The number that is missing in the newest minute.
    package private(set) var missing: MissingCount?
    /// The number of minutes in a row, up to the newest, with a missing number.
    package private(set) var minutesBlind = 0
    private(set) var limits: LimitWatch?
    private(set) var newest: MinuteCounts?
    let bound: RateBound
    /// One for each metric, the errors first; `nil` while nothing is wrong with it.
    private(set) var alarms: [Alarm?]
    /// How often the test of each metric has restarted. Each restart leaves a quarter of the α for a wrong `pass`, so
    /// that all tests together keep α.
    private var restarts: [Int]
    private let beginsAnew: Bool
    /// Recent requests per minute of the smaller side.
    private var usual: Double?
    private var passes: [Bool]
    private var isUnusable = false

    /// The e-value that means `worse`: one divided by the metric's part of α.
    package let bar: Double
    /// The part of α for the `pass` by comparison. The rest belongs to the `pass` by limit, where errors are few.
    private static let comparison = 0.8
    /// The e-value for new that ends an alarm of the epoch before.
    private static let clearance = 20.0
    /// Above this e-value an earned `pass` is withheld, because a difference has begun.
    static let suspicion = 10.0
    /// The same for the errors, whose evidence sums all starts and stays near 0.5 while nothing is wrong.
    private static let doubt = 3.0

    /// - Parameters:
    ///   - settings: With invalid settings the judge stays blind.
    ///   - percentiles: The measured ones. α is split evenly over the errors and each of them.
    ///   - portion: The part of α that this epoch may spend on `worse`, above 0 and at most 1. The rest is for others.
    ///   - overDispersion: What the last epoch has learned of it.
    ///   - beginsAnew: Whether the test of a metric restarts when its alarm ends. Otherwise all minutes count.
    package init(
        settings: JudgeSettings = JudgeSettings(), percentiles: [Percentile] = [], portion: Double = 1,
        overDispersion: OverDispersion = OverDispersion(), beginsAnew: Bool = true
    ) {
        self.beginsAnew = beginsAnew
        self.settings = settings
        isUnusable = settings.problem != nil
        let settings = isUnusable ? JudgeSettings() : settings
        errors = ErrorEvidence(settings: settings, overDispersion: overDispersion)
        latencies = percentiles.map { LatencyEvidence($0, tolerated: settings.latencyRatio) }
        limits = settings.limits.map(LimitWatch.init)
        bound = RateBound(limit: settings.errorPercent / 100)
        bar = Double(1 + percentiles.count) / (settings.alpha * portion)
        alarms = Array(repeating: nil, count: 1 + percentiles.count)
        restarts = Array(repeating: 0, count: 1 + percentiles.count)
        passes = Array(repeating: false, count: 1 + percentiles.count)
    }

    /// The judge of the epoch that follows.
    ///
    /// - Parameter isSameNew: Whether the same version still runs on new. Then its alarms stay until newer minutes clear
    ///   them, and what the last minutes have shown goes on. Another version begins with a clean sheet.
    func next(portion: Double, isSameNew: Bool) -> EpochJudge {
        var next = EpochJudge(settings: settings, percentiles: latencies.map(\.percentile), portion: portion)
        // What has raised an alarm has been used: the alarm itself goes on.
        let keepsLate = isSameNew && alarms[0] == nil
        next.errors = errors.next(isUnusable ? JudgeSettings() : settings, keepsLate: keepsLate)
        guard isSameNew else { return next }
        for (index, latency) in latencies.enumerated() where alarms[index + 1] == nil {
            next.latencies[index] = latency.carriedOn
        }
        next.alarms = alarms.map { $0?.carriedOn }
        next.limits = limits
        if next.hasAlarm { (next.state, next.metric) = (.worse, metric) }
        return next
    }

    /// Whether the decoded arrays have the right lengths.
    var hasValidShape: Bool {
        let metrics = 1 + latencies.count
        return alarms.count == metrics && restarts.count == metrics && passes.count == metrics && errors.hasValidShape
            && commonMode.hasValidShape && latencies.allSatisfy(\.hasValidShape)
    }

    /// The e-value of the comparison that means `pass`.
    package var passBar: Double { strictness(0) / (settings.alpha * Self.comparison) }

    /// The e-value of the limit that means `pass`, where errors are few.
    package var boundBar: Double { strictness(0) / (settings.alpha * (1 - Self.comparison)) }

    /// The e-value of a percentile that means `pass`.
    func passBar(ofPercentile index: Int) -> Double { strictness(index + 1) / settings.alpha }

    /// The e-value against "new's rate is at the limit or above", where errors are few; 0 elsewhere.
    package var boundValue: Double { bound.value(of: errors) }

    /// Adds the next settled minute. Returns the verdict after it.
    @discardableResult
    package mutating func add(_ minute: MinuteCounts) -> Verdict.State {
        newest = minute
        guard !isUnusable else { return end(.blind, .requests) }
        missing = minute.unusable
        if let missing {
            minutesBlind += 1
            errors.breakOff()
            return end(.blind, missing.metric)
        }
        errors.add(requests: minute.requests, errors: minute.errors)
        commonMode.add(requests: minute.requests, errors: minute.errors)
        heedLimits(minute)
        let unseen = addLatencies(minute)
        if let unseen {
            missing = unseen
            minutesBlind += 1
            return end(.blind, unseen.metric)
        }
        minutesBlind = 0
        return decide(minute)
    }

    /// When an alarm by a limit ends, its minutes are no evidence for what follows.
    private mutating func heedLimits(_ minute: MinuteCounts) {
        let before = (errors: limits?.errorsOver == true, latency: limits?.latencyOver == true)
        limits?.add(minute)
        if before.errors, limits?.errorsOver == false, alarms[0] == nil { beginAnew(0) }
        guard before.latency, limits?.latencyOver == false else { return }
        for index in 1..<alarms.count where alarms[index] == nil { beginAnew(index) }
    }

    /// The next minute does not follow the last one, because minutes between them are missing.
    package mutating func breakOff() { errors.breakOff() }

    private mutating func end(_ state: Verdict.State, _ metric: JudgedMetric) -> Verdict.State {
        (self.state, self.metric) = (state, metric)
        return state
    }

    /// Adds the latencies. Returns the first percentile that is missing while there was traffic; the others count
    /// nevertheless.
    private mutating func addLatencies(_ minute: MinuteCounts) -> MissingCount? {
        let fewest = min(minute.requests.old, minute.requests.new)
        usual = usual.map { 0.9 * $0 + 0.1 * fewest } ?? fewest
        var unseen: MissingCount?
        for index in latencies.indices {
            let percentile = latencies[index].percentile
            let latency = minute[percentile]
            var isSeen = true
            for side in Side.allCases where minute.requests[side] > 0 {
                if latency[side] > 0, latency[side] < .infinity { continue }
                isSeen = false
                if unseen == nil { unseen = MissingCount(side: side, metric: JudgedMetric(percentile)) }
            }
            let above = LatencyEvidence.above(percentile, minute.requests)
            guard isSeen, above >= LatencyEvidence.thin else { continue }
            latencies[index].add(latency, isFirm: above >= LatencyEvidence.firm)
        }
        return unseen
    }

    private mutating func decide(_ minute: MinuteCounts) -> Verdict.State {
        let most = errors.mostEvidence
        for index in alarms.indices { renewAlarm(index, hasErrors: minute.errors.new > 0, most) }
        renewPasses()
        let (state, metric) = decision(minute, most)
        return end(state, metric)
    }

    /// - Parameter most: What the errors' evidence is at most.
    private func decision(_ minute: MinuteCounts, _ most: Double) -> (Verdict.State, JudgedMetric) {
        guard minute.requests.new > 0 || minute.errors.new > 0 else { return (.unsure, .requests) }
        if limits?.errorsOver == true { return (.worse, .errors) }
        if limits?.latencyOver == true { return (.worse, .p99) }
        if alarms.contains(where: { $0 != nil }), let index = strongestAlarm { return (.worse, metric(index)) }
        guard minute.requests.old > 0 || minute.errors.old > 0 else { return (.unsure, .requests) }
        if isCommonMode { return (.unsure, .errors) }
        if isPass(most) { return (.pass, .errors) }
        // A suspicious metric comes first, then the one that still prevents a pass.
        let waited = passes[0] ? firmestLatency.map { $0 + 1 } : nil
        let suspect = most < Self.suspicion && latencies.isEmpty ? nil : strongestSuspect
        guard let index = suspect ?? waited else { return (.unsure, .errors) }
        return (.unsure, metric(index))
    }

    /// Raises the alarm at the bar or after a leap. Ends it when newer minutes speak against it.
    ///
    /// - Parameter most: What the errors' evidence is at most.
    private mutating func renewAlarm(_ index: Int, hasErrors: Bool, _ most: Double) {
        guard var alarm = alarms[index] else {
            let isProved = (index > 0 || most >= bar) && value(at: index) >= bar
            let isPlain = index == 0 ? errors.recent.areGlaring : latencies[index - 1].leap != nil
            guard isProved || isPlain else { return }
            alarms[index] = Alarm(peak: value(at: index), isProved: isProved)
            return
        }
        let isOver = alarm.isOver(
            after: value(at: index), isQuiet: index == 0 ? !hasErrors : latencies[index - 1].isQuiet,
            isCleared: value(at: index) < 1 && isCleared(index))
        alarms[index] = isOver ? nil : alarm
        if isOver { beginAnew(index) }
    }

    /// Whether this epoch's minutes make "not as good" this many times less likely.
    private func isCleared(_ index: Int) -> Bool {
        guard index == 0 else { return latencies[index - 1].passValue >= Self.clearance }
        return errors.passReaches(Self.clearance) || boundValue >= boundBar
    }

    /// Restarts the test of a metric with the next minute.
    private mutating func beginAnew(_ index: Int) {
        guard beginsAnew else { return }
        restarts[index] += 1
        passes[index] = false
        if index == 0 {
            errors = ErrorEvidence(settings: settings, overDispersion: errors.overDispersion.carriedOn)
        } else {
            let percentile = latencies[index - 1].percentile
            latencies[index - 1] = LatencyEvidence(percentile, tolerated: settings.latencyRatio)
        }
    }

    /// Whether something was called worse, and no newer minute has withdrawn it.
    var hasAlarm: Bool { limits?.errorsOver == true || limits?.latencyOver == true || alarms.contains { $0 != nil } }

    /// Whether the test of the errors has restarted in this epoch.
    var hasBegunAnew: Bool { restarts[0] > 0 }

    /// The factor of a bar for `pass`, so that restarted tests keep α together.
    func strictness(_ index: Int) -> Double { Double(1 << (2 * min(restarts[index], 20))) }

    private mutating func renewPasses() {
        let isBelow = errors.passReaches(passes[0] ? passBar / 10 : passBar)
        passes[0] = isBelow || boundValue >= boundBar
        for index in latencies.indices {
            passes[index + 1] = latencies[index].passValue >= passBar(ofPercentile: index)
        }
    }

    private func isPass(_ most: Double) -> Bool {
        guard passes[0], !errors.recent.contradictPass, most < Self.doubt || errors.value < Self.doubt else {
            return false
        }
        for index in latencies.indices where latencies[index].value >= Self.suspicion { return false }
        guard let firmest = firmestLatency else { return true }
        return passes[firmest + 1]
    }

    /// The highest percentile with about five requests above it on the smaller side, at its recent traffic; `nil` where
    /// no percentile has so many.
    var firmestLatency: Int? {
        guard let usual else { return nil }
        return latencies.lastIndex { $0.percentile.tail * usual >= LatencyEvidence.firm && $0.minutes > 0 }
    }

    /// The metric with the most evidence among those with an alarm.
    private var strongestAlarm: Int? {
        var strongest: (index: Int, value: Double)?
        for index in alarms.indices where alarms[index] != nil {
            let value = value(at: index)
            if value >= strongest?.value ?? 0 { strongest = (index, value) }
        }
        return strongest?.index
    }

    /// The metric with the most evidence, where that is suspicious.
    private var strongestSuspect: Int? {
        var strongest: (index: Int, value: Double)?
        for index in alarms.indices {
            let value = value(at: index)
            if value >= max(Self.suspicion, strongest?.value ?? 0) { strongest = (index, value) }
        }
        return strongest?.index
    }

    func value(at index: Int) -> Double { index == 0 ? errors.value : latencies[index - 1].value }

    private func metric(_ index: Int) -> JudgedMetric {
        index == 0 ? .errors : JudgedMetric(latencies[index - 1].percentile)
    }
}
