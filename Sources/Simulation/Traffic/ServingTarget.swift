/// One target in rotation, as it is during one step.
struct ServingTarget: Sendable {
    /// Its share of the side's requests, relative to the other targets' weights: 1 in round robin, less in a slow start.
    var weight = 1.0
    /// How much slower it is without any fault, through load or cold caches.
    var factor: Float = 1
    /// How much slower it is again with the fault; 1 for none.
    var faultFactor: Float = 1
    /// Probability that it answers 5xx without any fault.
    var errors = 0.0
    /// Probability that a request fails for the fault's sake, on top of `errors`.
    var faultErrors = 0.0
    var failure = Failure.target5xx

    /// How a request fails that fails for the fault's sake.
    enum Failure: Sendable {
        /// The target answers 5xx.
        case target5xx
        /// The target hangs up, is not there, or takes too long: the load balancer answers in its place.
        case balancer502, balancer503, balancer504
    }
}
