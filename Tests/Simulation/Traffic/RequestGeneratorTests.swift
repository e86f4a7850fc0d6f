import Model
import Testing

@testable import Simulation

/// Requests served one by one: the counts agree with the number of requests, and harm counts only what a fault caused.
@Suite struct RequestGeneratorTests {
    /// Serves requests in steps of 500 for each of these seeds, and adds all up.
    private func served(
        _ requests: Int, by targets: [ServingTarget], seeds: ClosedRange<UInt64> = 1...10,
        limits: Limits = Limits(), _ change: (inout Traffic) -> Void = { _ in }
    ) -> MinuteTotals {
        var totals = MinuteTotals()
        let each = requests / seeds.count
        for seed in seeds {
            var mill = RequestGenerator(.plain(change), limits: limits, service: "api", side: .new, seed: seed)
            for step in stride(from: 0, to: each, by: 500) {
                mill.serve(min(500, each - step), by: targets, into: &totals)
            }
        }
        return totals
    }

    /// Whether a count of `n` lies within four binomial deviations of its probability.
    private func agrees(_ count: Int, of n: Int, _ probability: Double) -> Bool {
        let mean = Double(n) * probability
        return abs(Double(count) - mean) <= 4 * (mean * (1 - probability)).squareRoot()
    }

    @Test func `percentiles of served requests are the scenarios`() {
        // 500,000 requests: ln p99 has the standard error σ · sqrt(0.99 · 0.01/n)/φ(2.326) = 0.65 · 0.53 % = 0.34 %,
        // ln p50 that of σ · sqrt(0.25/n)/φ(0) = 0.12 %. Four times that and the histogram's 0.4 % lie within 2 %.
        let totals = served(500_000, by: Array(repeating: ServingTarget(), count: 6))
        #expect(totals.requests == 500_000)
        #expect(totals.latencies.count == 500_000)
        #expect(abs((totals.latencies.percentile(50) ?? .nan) / 40 - 1) < 0.02)
        #expect(abs((totals.latencies.percentile(99) ?? .nan) / 180 - 1) < 0.02)
        #expect(totals.target2xx == 500_000)
        #expect(totals.harmed == Harm())
    }

    @Test func `factors stretch every percentile`() {
        let totals = served(200_000, by: [ServingTarget(factor: 1.5, faultFactor: 2)])
        #expect(abs((totals.latencies.percentile(50) ?? .nan) / 120 - 1) < 0.02)
        #expect(abs((totals.latencies.percentile(99) ?? .nan) / 540 - 1) < 0.035)
    }

    @Test(arguments: [0.0002, 0.004, 0.2])
    func `errors come at their rate`(errors: Double) {
        let totals = served(200_000, by: Array(repeating: ServingTarget(errors: errors), count: 3)) {
            $0.clientErrors = 2
        }
        #expect(agrees(totals.target5xx, of: 200_000, errors))
        #expect(agrees(totals.target4xx, of: 200_000, 0.02))
        #expect(totals.target2xx + totals.target4xx + totals.target5xx == 200_000)
        // A usual failure is not the fault's harm, and the target answered it.
        #expect(totals.harmed == Harm())
        #expect(totals.latencies.count == 200_000)
    }

    @Test func `errors of small steps come at their rate too`() {
        // One request a step, as on a side with little traffic: each target must get its turn.
        var totals = MinuteTotals()
        var mill = RequestGenerator(.plain(), limits: Limits(), service: "api", side: .new, seed: 9)
        let targets = [ServingTarget(), ServingTarget(errors: 1), ServingTarget(), ServingTarget()]
        for _ in 0..<20_000 { mill.serve(1, by: targets, into: &totals) }
        #expect(agrees(totals.target5xx, of: 20_000, 0.25))
    }

    @Test func `weights divide the requests`() {
        let targets = [
            ServingTarget(weight: 1), ServingTarget(weight: 0.5, errors: 1), ServingTarget(weight: 0, errors: 1),
            ServingTarget(weight: 1),
        ]
        // In turn: within a request a step of the fifth, 400 steps in all.
        let totals = served(200_000, by: targets)
        #expect(abs(totals.target5xx - 40_000) <= 400)
        #expect(totals.requests == 200_000)
    }

    @Test func `a bad target fails its part and harms it`() {
        // One of four fails every tenth request on top of 1 %: 2.5 % are harmed, 1 % fail as usual.
        let targets =
            [ServingTarget(errors: 0.01, faultErrors: 0.1)]
            + Array(repeating: ServingTarget(errors: 0.01), count: 3)
        let totals = served(200_000, by: targets)
        #expect(agrees(totals.harmed.failed, of: 200_000, 0.025))
        #expect(agrees(totals.target5xx, of: 200_000, 0.035))
        #expect(totals.harmed.slow == 0)
    }

    @Test func `what the load balancer answers has no response time`() {
        func totals(_ failure: ServingTarget.Failure) -> MinuteTotals {
            served(100_000, by: [ServingTarget(faultErrors: 0.3, failure: failure)])
        }
        let badGateway = totals(.balancer502)
        #expect(agrees(badGateway.balancer502, of: 100_000, 0.3))
        #expect(badGateway.requests == 100_000)
        #expect(badGateway.latencies.count == 100_000 - badGateway.balancer502)
        #expect(badGateway.harmed.failed == badGateway.balancer502)
        let timeout = totals(.balancer504)
        #expect(agrees(timeout.balancer504, of: 100_000, 0.3))
        #expect(timeout.requests == 100_000)
        #expect(timeout.target5xx == 0)
        let unavailable = totals(.balancer503)
        #expect(agrees(unavailable.balancer503, of: 100_000, 0.3))
        #expect(unavailable.requests == 100_000 - unavailable.balancer503)
        let answered = totals(.target5xx)
        #expect(answered.balancer502 + answered.balancer503 + answered.balancer504 == 0)
        #expect(answered.latencies.count == 100_000)
    }

    @Test func `without targets every request ends in 503`() {
        for targets in [[], [ServingTarget(weight: 0)]] {
            let totals = served(1000, by: targets)
            #expect(totals.balancer503 == 1000 && totals.harmed.failed == 1000)
            #expect(totals.requests == 0)
            #expect(totals.latencies.count == 0)
        }
    }

    @Test func `slow is harm only where the fault made it so`() {
        // Over 180 ms: 1 % as usual; twice as slow it is what was over 90 ms before. σ = ln(180/40)/2.326 = 0.6465,
        // ln(90/40)/σ = 1.2543 deviations, above which lie 10.487 %; less the 1 % that were slow anyway.
        let limits = Limits(p99: 180)
        let faulty = served(200_000, by: [ServingTarget(faultFactor: 2)], limits: limits)
        #expect(agrees(faulty.harmed.slow, of: 200_000, 0.09487))
        // Slowness by load is not the fault's harm.
        let loaded = served(200_000, by: [ServingTarget(factor: 2)], limits: limits)
        #expect(loaded.harmed == Harm())
        // Without a limit 500 ms count: 3.907 − 1.072 deviations at twice the time, above which lie 0.2291 %.
        let unlimited = served(200_000, by: [ServingTarget(faultFactor: 2)])
        #expect(agrees(unlimited.harmed.slow, of: 200_000, 0.00224))
    }

    @Test func `a request is harmed once`() {
        let totals = served(10_000, by: [ServingTarget(faultFactor: 1000, faultErrors: 0.5)])
        #expect(totals.harmed.total <= totals.requests)
        #expect(agrees(totals.harmed.failed, of: 10_000, 0.5))
        #expect(totals.harmed.slow == totals.target2xx)
    }

    @Test func `sureness is sure`() {
        let all = served(10_000, by: [ServingTarget(faultErrors: 1)])
        #expect(all.target5xx == 10_000)
        let more = served(10_000, by: [ServingTarget(errors: 0.7, faultErrors: 0.7)]) { $0.clientErrors = 50 }
        #expect(more.target5xx == 10_000)
        #expect(agrees(more.harmed.failed, of: 10_000, 0.3))
    }

    @Test func `the same seed serves the same`() {
        func totals(_ seed: UInt64) -> MinuteTotals {
            served(5000, by: Array(repeating: ServingTarget(errors: 0.1), count: 3), seeds: seed...seed)
        }
        #expect(totals(1) == totals(1))
        #expect(totals(1) != totals(2))
    }

    @Test func `sides and services are served by different chance`() {
        func totals(_ service: String, _ side: Side) -> MinuteTotals {
            var totals = MinuteTotals()
            var mill = RequestGenerator(.plain(), limits: Limits(), service: service, side: side, seed: 1)
            mill.serve(1000, by: [ServingTarget()], into: &totals)
            return totals
        }
        #expect(totals("api", .old) != totals("api", .new))
        #expect(totals("api", .new) != totals("web", .new))
    }
}
