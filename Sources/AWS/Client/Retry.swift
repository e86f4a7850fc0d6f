/// Decides whether and when a question that failed is asked again: full jitter on an exponential bound, as AWS's SDK
/// retry behaviour describes it.
struct Retry: Sendable {
    /// How often a question is sent at most.
    var maximumAttempts = 5
    /// The bound of the first wait after a failure.
    var base = Duration.milliseconds(50)
    /// The bound of the first wait after throttling.
    var throttledBase = Duration.seconds(1)
    /// No wait is longer.
    var longest = Duration.seconds(20)

    /// How long to wait before asking again after the failure of attempt number `attempt`, counted from 1; nil when
    /// asking again is of no use or not safe. `random` is in 0..<1.
    func delay(
        after error: AWSError, attempt: Int, isIdempotent: Bool, random: Double = .random(in: 0..<1)
    ) -> Duration? {
        guard attempt < maximumAttempts, error.isTransient, isIdempotent || !error.mayHaveTakenEffect else {
            return nil
        }
        let first = error.kind == .throttled ? throttledBase : base
        let bound = min(first * (1 << min(attempt - 1, 16)), longest)
        let wait = bound * random
        guard let asked = error.retryAfter else { return wait }
        // A server may ask for more time, but not for any time it likes.
        return min(max(asked, wait), wait + .seconds(5))
    }
}
