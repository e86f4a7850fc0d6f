/// One target in rotation during one step.
struct ServingTarget: Sendable {
    /// Its share of the side's requests, relative to the other targets' weights: 1 in round robin, less in a slow start.
    var weight = 1.0
    /// Factor on its latency without a fault, through load or cold caches.
    var factor: Float = 1
    /// Additional factor on its latency through the fault; 1 for none.
    var faultFactor: Float = 1
    /// Probability that it answers 5xx without any fault.
    var errors = 0.0
    /// Probability that a request fails because of the fault, in addition to `errors`.
    var faultErrors = 0.0
    var failure = Failure.target5xx

    /// How a request fails because of the fault.
    enum Failure: Sendable {
        /// The target answers 5xx.
        case target5xx
        /// The target closes the connection, is absent, or takes too long. The load balancer answers instead.
        case balancer502, balancer503, balancer504
    }
}
