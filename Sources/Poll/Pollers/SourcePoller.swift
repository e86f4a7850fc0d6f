// The room Poll reads each source at its own pace and appends the results to the store, while this process has the
// lease. Pollers convert AWS's responses to the model's terms. `ChangeTracker` makes ticks of them, one transaction
// each. Poll may import Model, Store and AWS. It neither prints, nor ends the process, nor moves traffic.

package import Model

/// Reads one source once. In production it reads AWS, in drills a simulation.
package protocol SourcePoller: Sendable {
    var source: Source { get }

    /// Sends the requests and waits until the responses come or the deadline passes. It never throws, because a partial
    /// result is useful too. Failures are in the result's problems.
    func poll(_ context: PollContext, deadline: ContinuousClock.Instant) async -> PollResult
}

/// What a poller needs besides its own configuration.
package struct PollContext: Sendable {
    package var now: Moment
    /// The instances in Auto Scaling's report, by side. A side without a report is absent.
    package var instances: [ServiceSide: [String]]
    /// ARNs of the target groups in which ECS registers a side's tasks, beside the configured ones. A side whose ECS
    /// service was not read yet is absent.
    package var targetGroups: [ServiceSide: [String]]
    /// The names of the queues for messages that failed too often, by service. A service without one, or whose queue was
    /// not read yet, is absent.
    package var deadLetterQueues: [String: String]
    /// When this process last read and stored CloudWatch's points; `nil` before the first time.
    package var metricsReadAt: Moment?

    package init(
        now: Moment, instances: [ServiceSide: [String]] = [:], targetGroups: [ServiceSide: [String]] = [:],
        deadLetterQueues: [String: String] = [:], metricsReadAt: Moment? = nil
    ) {
        self.now = now
        self.instances = instances
        self.targetGroups = targetGroups
        self.deadLetterQueues = deadLetterQueues
        self.metricsReadAt = metricsReadAt
    }
}
