import Model

/// Serves one side's requests one by one. Each gets a target, a response time and a result.
struct RequestGenerator: Sendable {
    private let latency: LatencyModel
    /// Milliseconds above which a request is slow.
    private let limit: Float
    /// Probability that a request ends in a 4xx.
    private let clientErrors: Double
    private var chance: Chance

    init(_ traffic: Traffic, limits: Limits, service: String, side: Side, seed: UInt64) {
        latency = LatencyModel(p50: traffic.p50, p99: traffic.p99)
        limit = Float(limits.p99 ?? 500)
        clientErrors = traffic.clientErrors / 100
        chance = Chance(seed: seed, service, side.rawValue, "requests")
    }

    /// Serves the requests of one step by the targets in turn (round robin, the default of an Application Load
    /// Balancer).
    ///
    /// If no target has any weight, all requests end in a 503 without a chosen target.
    mutating func serve(_ requests: Int, by targets: [ServingTarget], into totals: inout MinuteTotals) {
        guard requests > 0 else { return }
        guard let last = targets.lastIndex(where: { $0.weight > 0 }) else {
            totals.balancer503 += requests
            totals.harmed.failed += requests
            return
        }
        let perWeight = Double(requests) / targets.reduce(0) { $0 + max(0, $1.weight) }
        // The position of the step within the round robin is random.
        var position = chance.uniform()
        var served = 0
        for (index, target) in targets[...last].enumerated() where target.weight > 0 {
            position += target.weight * perWeight
            // The last target takes the remaining requests, whatever the rounding of the sum.
            let end = index == last ? requests : min(Int(position), requests)
            if end > served { serve(end - served, by: target, into: &totals) }
            served = end
        }
    }

    private mutating func serve(_ requests: Int, by target: ServingTarget, into totals: inout MinuteTotals) {
        // 32 random bits decide a request's result. Below the first bound it is a usual 5xx, below the second a 5xx of
        // the fault, below the third a 4xx.
        let usual = Self.bound(target.errors)
        let failing = Self.bound(target.errors + target.faultErrors)
        let refused = Self.bound(target.errors + target.faultErrors + clientErrors)
        var chance = self.chance
        defer { self.chance = chance }
        for _ in 0..<requests {
            let random = chance.next()
            let end = random & 0xFFFF_FFFF
            let sound = latency.draw(UInt32(truncatingIfNeeded: random >> 32)) * target.factor
            let taken = sound * target.faultFactor
            if end >= usual, end < failing {
                totals.fail(target.failure, taking: taken)
                continue
            }
            totals.requests += 1
            totals.latencies.add(taken)
            if end < usual {
                totals.target5xx += 1
                continue
            }
            if end < refused { totals.target4xx += 1 } else { totals.target2xx += 1 }
            if taken > limit, sound <= limit { totals.harmed.slow += 1 }
        }
    }

    /// The probability in units of 2⁻³². A probability of 1 or more is above every 32-bit value.
    private static func bound(_ probability: Double) -> UInt64 {
        UInt64((min(max(probability, 0), 1) * 0x1p32).rounded())
    }
}

extension MinuteTotals {
    /// Counts a request that failed only because of a fault.
    ///
    /// A target was chosen unless the load balancer answers 503. The target answered only if the 5xx is its own.
    fileprivate mutating func fail(_ failure: ServingTarget.Failure, taking ms: Float) {
        harmed.failed += 1
        if failure != .balancer503 { requests += 1 }
        switch failure {
        case .target5xx:
            target5xx += 1
            latencies.add(ms)
        case .balancer502: balancer502 += 1
        case .balancer503: balancer503 += 1
        case .balancer504: balancer504 += 1
        }
    }
}
