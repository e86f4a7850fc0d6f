import Model
import Testing

@testable import Simulation

/// How requests follow the weights through resolvers and pools: late, in jumps, and some not at all.
@Suite struct ResolverTests {
    /// Requests by side in each of these minutes, at a constant rate and share.
    private func minutes(
        _ resolvers: inout Resolvers, _ range: Range<Int>, rate: Double = 100, share: Double
    ) -> [Sides<Int>] {
        range.map { minute in
            var total = Sides(old: 0, new: 0)
            for step in 0..<12 {
                let at = midnight + Double(minute * 60 + step * 5)
                let requests = resolvers.step(at: at, seconds: 5, rate: rate, share: share)
                total.old += requests.old
                total.new += requests.new
            }
            return total
        }
    }

    private func part(_ counts: [Sides<Int>]) -> Double {
        let new = counts.reduce(0) { $0 + $1.new }
        return Double(new) / Double(counts.reduce(new) { $0 + $1.old })
    }

    @Test(arguments: [(60, 0.1), (200, 0.3), (12, 0.5), (1000, 0.002)])
    func `sizes fall off geometrically from the largest`(count: Int, largest: Double) {
        let sizes = Resolvers.sizes(count, largest: largest)
        #expect(sizes.count == count)
        #expect(abs(sizes.reduce(0, +) - 1) < 1e-9)
        #expect(sizes[0] == largest)
        let factors = zip(sizes, sizes.dropFirst()).map { $1 / $0 }
        #expect(factors.allSatisfy { abs($0 - factors[0]) < 1e-12 && $0 < 1 })
    }

    @Test func `resolvers that cannot differ are alike`() {
        #expect(Resolvers.sizes(1, largest: 1) == [1])
        #expect(Resolvers.sizes(4, largest: 0.25) == [0.25, 0.25, 0.25, 0.25])
        #expect(Resolvers.sizes(4, largest: 0.1) == [0.25, 0.25, 0.25, 0.25])
    }

    @Test(arguments: [0.4, 100.0])
    func `requests are poisson whatever the share`(rate: Double) {
        // 20 seeds × 100 minutes of 60 · rate requests: mean within 4 · sqrt(m/n), variance within 4 · m · sqrt((2 + 1/m)/n).
        var counts: [Double] = []
        for seed in UInt64(1)...20 {
            let traffic = Traffic.plain { $0.pools = 20 }
            var resolvers = Resolvers(traffic, service: "api", seed: seed, share: 30)
            counts += minutes(&resolvers, 0..<100, rate: rate, share: 30).map { Double($0.old + $0.new) }
        }
        let n = Double(counts.count)
        let expected = rate * 60
        let mean = counts.reduce(0, +) / n
        let variance = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) } / n
        #expect(abs(mean - expected) < 4 * (expected / n).squareRoot())
        #expect(abs(variance - expected) < 4 * expected * ((2 + 1 / expected) / n).squareRoot())
    }

    @Test(arguments: [5.0, 25, 50, 90])
    func `over a long time the share is the answered one`(share: Double) {
        // 30 seeds × 60 minutes. A resolver of part p gives its whole part to one answer for about TTL + 1/(rate · p);
        // the mean over T then strays by s(1 − s) · Σ p² (TTL + 1/(rate · p)) / T, and the requests add s(1 − s)/n.
        let traffic = Traffic.plain()
        var counts: [Sides<Int>] = []
        for seed in UInt64(1)...30 {
            var resolvers = Resolvers(traffic, service: "api", seed: seed, share: share)
            counts += minutes(&resolvers, 0..<60, share: share)
        }
        let time = 30.0 * 3600
        let lumps = Resolvers.sizes(60, largest: 0.1).reduce(0) { $0 + $1 * $1 * (60 + 1 / (100 * $1)) } / time
        let spread = share / 100 * (1 - share / 100) * (lumps + 1 / (100 * time))
        #expect(abs(part(counts) - share / 100) < 4 * spread.squareRoot())
    }

    @Test func `the share clumps`() {
        // Phases are even: a minute holds two answers of a resolver in the parts u and 1 − u, so it strays by
        // s(1 − s) · Σp² · E[u² + (1 − u)²] = 2/3 · s(1 − s) · Σp², and the requests add s(1 − s)/n. With TTL 60 and
        // small waits 40 seeds × 60 minutes give some 2400 · (Σp²)²/Σp⁴ independent squares: known to 2 % or so;
        // the bound leaves ten times that for the neglected waits, binomial scatter being 300 times smaller.
        let share = 0.3
        var squares = 0.0
        for seed in UInt64(1)...40 {
            var resolvers = Resolvers(.plain(), service: "api", seed: seed, share: share * 100)
            for minute in minutes(&resolvers, 0..<60, share: share * 100) {
                let stray = part([minute]) - share
                squares += stray * stray
            }
        }
        let variance = squares / 2400
        let binomial = share * (1 - share) / 6000
        let lumps = Resolvers.sizes(60, largest: 0.1).reduce(0) { $0 + $1 * $1 } * share * (1 - share)
        #expect(variance > 20 * binomial)
        #expect(abs(variance / (2.0 / 3 * lumps + binomial) - 1) < 0.2)
    }

    @Test func `the largest resolver alone is a lump of its size`() {
        // One resolver: each minute is all on one side, or is split once, where its answer expired.
        var resolvers = Resolvers(
            .plain { ($0.resolvers, $0.largestResolver) = (1, 100) }, service: "api", seed: 5, share: 50)
        var sides: [Bool] = []
        for step in 0..<10_000 {
            let requests = resolvers.step(at: midnight + Double(step) * 5, seconds: 5, rate: 100, share: 50)
            if requests.old > 0, requests.new > 0 { continue }
            sides.append(requests.new > 0)
        }
        let changes = zip(sides, sides.dropFirst()).filter { $0 != $1 }.count
        // 50,000 s in turns of 60.01 s, each of which changes sides with 1/2: 416.6 ± 4 · sqrt(833/4).
        #expect(abs(Double(changes) - 416.6) < 4 * 14.4)
    }

    @Test func `a change arrives within the TTL and a next request`() {
        // From 0 to 100 % at once. Caches expire evenly over the TTL, so half of it moves half of the requests, as far
        // as lumps allow: Σp² (1/4) per seed, over 40 seeds.
        let sizes = Resolvers.sizes(60, largest: 0.1)
        var halfway = 0.0
        for seed in UInt64(1)...40 {
            var resolvers = Resolvers(.plain(), service: "api", seed: seed, share: 0)
            let shares = (0..<24).map { step -> Double in
                part([resolvers.step(at: midnight + Double(step) * 5, seconds: 5, rate: 100, share: 100)])
            }
            halfway += (shares[5] + shares[6]) / 2 / 40
            // After the TTL only what has not been asked for since is old, and a request that comes asks: none can be.
            #expect(shares[12...].allSatisfy { $0 == 1 })
            let arrived = shares.firstIndex { $0 >= 0.95 } ?? 24
            #expect(arrived >= 6 && arrived <= 12, "95 % after \(arrived * 5) s")
        }
        // In the steps around 30 s the mean cache has expired for 30/60, less the mean wait for a request.
        let spread = (sizes.reduce(0) { $0 + $1 * $1 } / 4 / 40).squareRoot()
        #expect(abs(halfway - 0.5) < 4 * spread)
    }

    @Test func `zero and hundred are exact after the TTL`() {
        for seed in UInt64(1)...20 {
            var resolvers = Resolvers(.plain(), service: "api", seed: seed, share: 40)
            _ = minutes(&resolvers, 0..<2, share: 0)
            #expect(minutes(&resolvers, 2..<5, share: 0).allSatisfy { $0.new == 0 && $0.old > 0 })
            _ = minutes(&resolvers, 5..<6, share: 100)
            #expect(minutes(&resolvers, 6..<9, share: 100).allSatisfy { $0.old == 0 && $0.new > 0 })
        }
    }

    @Test func `a resolver that nobody asks keeps its answer`() {
        var resolvers = Resolvers(.plain(), service: "api", seed: 1, share: 0)
        let idle = minutes(&resolvers, 0..<10, rate: 0, share: 100)
        #expect(idle.allSatisfy { $0 == Sides(old: 0, new: 0) })
        // All caches have expired long ago: the first request of each asks at once.
        #expect(minutes(&resolvers, 10..<12, share: 100).allSatisfy { $0.old == 0 && $0.new > 0 })
    }

    @Test(arguments: [0.02, 0.1, 5])
    func `small resolvers ask later`(rate: Double) {
        // The first request on new is the one that asks: what is left of the TTL, even over 60 s, and then the wait for
        // a request. Mean 30 + 1/rate, variance 300 + 1/rate², over 400 seeds; seen at the end of a step, half of one later.
        let wait = 1 / rate
        var mean = 0.0
        for seed in UInt64(1)...400 {
            var resolvers = Resolvers(
                .plain { ($0.resolvers, $0.largestResolver) = (1, 100) }, service: "api", seed: seed, share: 0)
            var end = 5.0
            while resolvers.step(at: midnight + (end - 5), seconds: 5, rate: rate, share: 100).new == 0 { end += 5 }
            mean += (end - 2.5) / 400
        }
        #expect(abs(mean - (30 + wait)) < 4 * ((300 + wait * wait + 25.0 / 12) / 400).squareRoot())
    }

    @Test func `pools that never move keep their part`() {
        // 15 % of the requests stay old for good: within four binomial deviations, by seed and in the first and last hour.
        for seed in UInt64(1)...10 {
            var resolvers = Resolvers(.plain { $0.pools = 15 }, service: "api", seed: seed, share: 0)
            _ = minutes(&resolvers, 0..<2, share: 100)
            for hour in [2..<32, 32..<62] {
                let counts = minutes(&resolvers, hour, share: 100)
                let n = Double(counts.reduce(0) { $0 + $1.old + $1.new })
                #expect(abs(part(counts) - 0.85) < 4 * (0.85 * 0.15 / n).squareRoot())
            }
        }
    }

    @Test func `pools move with their lives`() {
        // Of 40 pools, exp(−t/life) have not yet connected anew after t: here 1/e after ten minutes. Pools are lumps:
        // deviation sqrt(q(1 − q)/40) by seed, over 40 seeds; a minute's mean spans lives from 570 to 630 s.
        var stayed = 0.0
        for seed in UInt64(1)...40 {
            let traffic = Traffic.plain { ($0.pools, $0.poolLife) = (100, 600) }
            var resolvers = Resolvers(traffic, service: "api", seed: seed, share: 0)
            _ = resolvers.step(at: midnight, seconds: 570, rate: 100, share: 100)
            let later = resolvers.step(at: midnight + 570, seconds: 60, rate: 100, share: 100)
            stayed += (1 - part([later])) / 40
        }
        #expect(abs(stayed - 0.3679) < 4 * (0.3679 * 0.6321 / 1600).squareRoot())
    }

    @Test func `the same seed gives the same requests`() {
        func run(_ seed: UInt64) -> [Sides<Int>] {
            var resolvers = Resolvers(
                .plain { ($0.pools, $0.poolLife) = (20, 300) }, service: "api", seed: seed, share: 10)
            return minutes(&resolvers, 0..<10, share: 25)
        }
        #expect(run(1) == run(1))
        #expect(run(1) != run(2))
    }
}
