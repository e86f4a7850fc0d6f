/// The absolute limits during one epoch: over for enough minutes in a row, and within for enough to end it.
///
/// It is a part of ``EpochJudge`` and is stored with it: it gets one minute at a time and has no series to look back to.
/// When its alarm ends, the test of the metric restarts. ``LimitFindings`` makes the verdict on screen.
struct LimitWatch: Sendable, Codable {
    let limits: Limits
    private(set) var errorsOver = false
    private(set) var latencyOver = false
    var isOver: Bool { errorsOver || latencyOver }
    private var errorRun = Run()
    private var latencyRun = Run()
    private var requests = 0.0
    private var errors = 0.0
    /// Percent of new's failed requests in the minutes of the run.
    private(set) var errorPercent = 0.0

    /// The number of minutes in a row over a limit, and at or under it.
    private struct Run: Sendable, Codable {
        var over = 0
        var under = 0

        mutating func add(isOver: Bool) {
            over = isOver ? over + 1 : 0
            under = isOver ? 0 : under + 1
        }
    }

    init(limits: Limits) { self.limits = limits }

    /// Adds a minute. A minute in which old is over the limit too does not count against new.
    mutating func add(_ minute: MinuteCounts) {
        let percent = Sides(old: Self.percent(minute, .old), new: Self.percent(minute, .new))
        errorRun.add(isOver: percent.new > limits.errorPercent && percent.old <= limits.errorPercent)
        if errorRun.over == 0 { (requests, errors) = (0, 0) }
        if errorRun.over > 0 {
            requests += max(minute.requests.new, minute.errors.new)
            errors += minute.errors.new
            errorPercent = errors * 100 / requests
        }
        if errorRun.over >= Rule.errorMinutes, errors >= Rule.leastErrors { errorsOver = true }
        if errorRun.under >= Rule.minutesBack { errorsOver = false }
        guard let limit = limits.p99 else { return }
        latencyRun.add(isOver: minute.p99.new > limit && !(minute.p99.old > limit))
        if latencyRun.over >= Rule.latencyMinutes, minute.requests.new >= Rule.requestsForP99 { latencyOver = true }
        if latencyRun.under >= Rule.minutesBack { latencyOver = false }
    }

    private static func percent(_ minute: MinuteCounts, _ side: Side) -> Double {
        let all = max(minute.requests[side], minute.errors[side])
        return all > 0 ? minute.errors[side] * 100 / all : 0
    }
}
