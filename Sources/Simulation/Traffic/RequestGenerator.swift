import Model

/// Serves one side's requests one by one: each has its target, its response time and its end.
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

    /// Serves the requests of one step over the targets in turn, as an Application Load Balancer does by default.
    ///
    /// Without a target of any weight all of them end in a 503, for which no target was chosen.
    mutating func serve(_ requests: Int, by targets: [ServingTarget], into totals: inout MinuteTotals) {
        guard requests > 0 else { return }
        guard let last = targets.lastIndex(where: { $0.weight > 0 }) else {
            totals.balancer503 += requests
            return
        }
        let perWeight = Double(requests) / targets.reduce(0) { $0 + max(0, $1.weight) }
        // Requests are numbered as they would come in turn; where in the turn the step begins is left to chance.
        var position = chance.uniform()
        var served = 0
        for (index, target) in targets[...last].enumerated() where target.weight > 0 {
            position += target.weight * perWeight
            // The last one takes what is left, whatever the sum's rounding.
            let end = index == last ? requests : min(Int(position), requests)
            if end > served { serve(end - served, by: target, into: &totals) }
            served = end
        }
    }

    private mutating func serve(_ requests: Int, by target: ServingTarget, into totals: inout MinuteTotals) {
        // Out of the 32 bits that decide a request's end: below each of these it is one of 5xx as usual, 5xx for the
        // fault's sake, 4xx.
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

    /// The probability in units of 2⁻³²; 1 and more is above all that 32 bits can say.
    private static func bound(_ probability: Double) -> UInt64 {
        UInt64((min(max(probability, 0), 1) * 0x1p32).rounded())
    }
}

extension MinuteTotals {
    /// Counts a request that failed for a fault's sake alone.
    ///
    /// A target was chosen unless the load balancer answers 503, and it has answered only if the 5xx is its own.
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
