/// The evidence about one service's new side: in the present step, and over the whole migration.
package struct EvidenceSummary: Sendable, Equatable {
    /// The settled minutes of the present epoch, which began with the last change of the weights or of a version.
    package var minutes: Range<Minute>
    /// What began the present epoch.
    package var cause: Epoch.Cause
    /// The verdict by evidence after the newest minute, with the deciding metric and rule.
    package var judgement: Judgement
    /// Each metric in the present epoch, the errors first.
    package var step: [MetricAccount]
    /// Each metric over all epochs.
    package var whole: [MetricAccount]
    /// The e-values after each minute of `minutes`: one list for each metric, in the order of `step`.
    package var evidence: [[Double]]
    /// The time until the errors decide.
    package var timeToVerdict: TimeToVerdict

    package init(
        minutes: Range<Minute>, cause: Epoch.Cause, judgement: Judgement, step: [MetricAccount], whole: [MetricAccount],
        evidence: [[Double]], timeToVerdict: TimeToVerdict
    ) {
        self.minutes = minutes
        self.cause = cause
        self.judgement = judgement
        self.step = step
        self.whole = whole
        self.evidence = evidence
        self.timeToVerdict = timeToVerdict
    }
}
