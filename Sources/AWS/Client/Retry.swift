/// Decides whether and when a failed request is sent again: exponential backoff with full jitter, as described in AWS's
/// SDK retry behaviour.
struct Retry: Sendable {
    /// How often a request is sent at most.
    var maximumAttempts = 5
    /// The upper bound of the first wait after a failure.
    var base = Duration.milliseconds(50)
    /// The upper bound of the first wait after throttling.
    var throttledBase = Duration.seconds(1)
    /// The greatest upper bound of a wait. A server that asks for more may add 5 s.
    var longest = Duration.seconds(20)

    /// How long to wait before the next attempt, after attempt number `attempt` failed. Attempts count from 1.
    ///
    /// Returns nil when a retry cannot help or is not safe. `random` is in 0..<1.
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
        // A server may ask for a longer wait, but for at most 5 s more.
        return min(max(asked, wait), wait + .seconds(5))
    }
}
