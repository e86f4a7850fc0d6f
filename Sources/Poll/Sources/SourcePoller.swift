// Poll: asks each source at its own pace and appends what it says to the store, while this process holds the lease.
// Pollers turn the answers of AWS into the words of Model; the ledger turns those into ticks, one transaction each.
// May import Model, Store and AWS. Nothing in here prints, exits or moves traffic.

package import Model

/// What asks one source once. AWS stands behind it in earnest, a simulation in drills.
package protocol SourcePoller: Sendable {
    var source: Source { get }

    /// Asks and waits until the answer is there or the deadline has passed; it never throws, for half an answer is one
    /// too: what failed stands in the answer's problems.
    func poll(_ context: PollContext, deadline: ContinuousClock.Instant) async -> PollAnswer
}

/// What a poller may need to know beside its own configuration.
package struct PollContext: Sendable {
    package var now: Moment
    /// The instances that Auto Scaling names, by side; a side that it has not told of yet is not in here.
    package var instances: [ServiceSide: [String]]
    /// When CloudWatch's points were last read and stored by this process; `nil` before the first time.
    package var metricsReadAt: Moment?

    package init(now: Moment, instances: [ServiceSide: [String]] = [:], metricsReadAt: Moment? = nil) {
        self.now = now
        self.instances = instances
        self.metricsReadAt = metricsReadAt
    }
}
