import Model
import Testing

/// The rules of Route 53 for weighted records, one row each: weights, who is healthy, and what is given.
@Suite struct EffectiveSplitTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var rule: String
        var weights: [Int]
        var healthy: [Bool]
        var shares: [Double]
        var testDescription: String { rule }
    }

    static let rows = [
        Row(rule: "weight over sum", weights: [75, 25], healthy: [true, true], shares: [0.75, 0.25]),
        Row(rule: "three records", weights: [1, 2, 1], healthy: [true, true, true], shares: [0.25, 0.5, 0.25]),
        Row(
            rule: "1 of 256 is the least", weights: [255, 1], healthy: [true, true], shares: [255.0 / 256, 1.0 / 256]),
        Row(rule: "weight 0 gets nothing", weights: [100, 0], healthy: [true, true], shares: [1, 0]),
        Row(rule: "all weights 0: equal chances", weights: [0, 0], healthy: [true, true], shares: [0.5, 0.5]),
        Row(
            rule: "all 0, three", weights: [0, 0, 0], healthy: [true, true, true], shares: [1.0 / 3, 1.0 / 3, 1.0 / 3]),
        Row(rule: "all 0, one unhealthy", weights: [0, 0], healthy: [true, false], shares: [1, 0]),
        Row(rule: "only the healthy count", weights: [75, 25], healthy: [true, false], shares: [1, 0]),
        Row(rule: "the small side alone", weights: [99, 1], healthy: [false, true], shares: [0, 1]),
        Row(
            rule: "those with weight unhealthy: 0 serves", weights: [100, 0], healthy: [false, true], shares: [0, 1]),
        Row(
            rule: "several with weight 0 serve equally", weights: [100, 0, 0], healthy: [false, true, true],
            shares: [0, 0.5, 0.5]),
        Row(
            rule: "a healthy one with weight keeps those with 0 out", weights: [100, 0, 1],
            healthy: [false, true, true], shares: [0, 0, 1]),
        Row(
            rule: "an unhealthy one with weight 0 does not serve", weights: [100, 0, 0],
            healthy: [false, false, true], shares: [0, 0, 1]),
        Row(
            rule: "nothing healthy: all as healthy", weights: [75, 25], healthy: [false, false], shares: [0.75, 0.25]),
        Row(rule: "nothing healthy, one 0", weights: [100, 0], healthy: [false, false], shares: [1, 0]),
        Row(rule: "nothing healthy, all 0", weights: [0, 0], healthy: [false, false], shares: [0.5, 0.5]),
        Row(rule: "one record", weights: [7], healthy: [false], shares: [1]),
    ]

    @Test(arguments: rows) func `Route 53 gives`(row: Row) {
        let candidates = zip(row.weights, row.healthy).map { EffectiveSplit.Candidate(weight: $0, isHealthy: $1) }
        let shares = EffectiveSplit(candidates).shares
        #expect(shares.count == row.shares.count)
        for (given, wanted) in zip(shares, row.shares) { #expect(abs(given - wanted) < 1e-12, "\(shares)") }
        #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
    }

    @Test func `nothing is given of nothing`() {
        #expect(EffectiveSplit([]).shares.isEmpty)
    }

    @Test func `a balancer is healthy when each of its groups is`() {
        func health(_ groups: (Int, Int)...) -> RecordHealth {
            .ofBalancer(
                groups.enumerated().map { index, group in
                    TargetGroupHealth(name: "g\(index)", registered: group.0, healthy: group.1)
                })
        }
        #expect(health((4, 4)) == .healthy)
        #expect(health((4, 1), (1, 1)) == .healthy)
        #expect(health((4, 0)) == .unhealthy("none of the 4 targets of g0 is healthy"))
        #expect(health((4, 4), (0, 0)) == .unhealthy("target group g1 has no targets"))
        #expect(
            health((2, 0), (0, 0))
                == .unhealthy("none of the 2 targets of g0 is healthy and target group g1 has no targets"))
        func own(_ registered: Int, _ healthy: Int, _ count: Int?, _ percent: Int?) -> RecordHealth {
            let failover = DNSFailover(count: count, percent: percent)
            return .ofBalancer([
                TargetGroupHealth(name: "g", registered: registered, healthy: healthy, failover: failover)
            ])
        }
        #expect(
            own(4, 1, 2, nil)
                == .unhealthy("only 1 of the 4 targets of g is healthy, and its DNS failover wants 2"))
        #expect(
            own(4, 2, 1, 75)
                == .unhealthy("only 2 of the 4 targets of g are healthy, and its DNS failover wants 75 %"))
        #expect(own(4, 3, 1, 75) == .healthy && own(4, 2, 2, nil) == .healthy)
        #expect(own(4, 0, nil, nil) == .healthy && own(0, 0, nil, nil) == .healthy, "it is off")
        #expect(own(0, 0, nil, 50) == .unhealthy("target group g has no targets"))
        #expect(health() == .unknown("its load balancer forwards to no target group"))
        #expect(RecordHealth.unwatched.countsAsHealthy && RecordHealth.unknown("x").countsAsHealthy)
        #expect(!RecordHealth.unhealthy("x").countsAsHealthy)
    }
}
