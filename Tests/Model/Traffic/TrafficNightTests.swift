import Glibc
import Testing

@testable import Model

/// Nights of resolvers that make requests clump: how often the traffic verdict is wrong, and whether it finds what is.
@Suite struct TrafficNightTests {
    /// Resolvers and pools of a night; sizes fall by the same factor from the largest on.
    struct Crowd: CustomTestStringConvertible, Sendable {
        var resolvers: Int
        /// Each resolver's size beside the one before.
        var factor: Double
        /// Seconds for which an answer is kept.
        var ttl = 60.0
        /// Part of the requests that never asks again, or after `poolLife` seconds on average.
        var pooled = 0.0
        var poolLife = Double.infinity
        /// Requests a minute.
        var rate = 3000.0

        var testDescription: String { "\(resolvers) resolvers, ×\(factor), TTL \(ttl)" }
    }

    /// From one split to another at minute 60, in steps of ten seconds.
    private func night(_ crowd: Crowd, seed: UInt64, minutes: Int, from: Double, to: Double) -> [Sides<Double>] {
        var chance = Dice(seed: seed)
        let raw = (0..<crowd.resolvers).map { pow(crowd.factor, Double($0)) }
        let whole = raw.reduce(0, +)
        var resolvers = raw.map { size in
            (size: size / whole * (1 - crowd.pooled), isNew: chance.next() < from, until: chance.next() * crowd.ttl)
        }
        var pools = (0..<(crowd.pooled > 0 ? 40 : 0)).map { _ in
            (isNew: chance.next() < from, until: -log(max(chance.next(), 1e-9)) * crowd.poolLife)
        }
        return (0..<minutes).map { minute in
            let share = minute < 60 ? from : to
            var onNew = 0.0
            for step in 0..<6 {
                let now = Double(minute * 60 + step * 10)
                for index in resolvers.indices {
                    if resolvers[index].until <= now {
                        resolvers[index].isNew = chance.next() < share
                        resolvers[index].until = now + crowd.ttl
                    }
                    if resolvers[index].isNew { onNew += resolvers[index].size / 6 }
                }
                for index in pools.indices {
                    if pools[index].until <= now {
                        pools[index].isNew = chance.next() < share
                        pools[index].until = now - log(max(chance.next(), 1e-9)) * crowd.poolLife
                    }
                    if pools[index].isNew { onNew += crowd.pooled / Double(pools.count) / 6 }
                }
            }
            return Sides(
                old: chance.poisson(crowd.rate * (1 - onNew)), new: chance.poisson(crowd.rate * onNew))
        }
    }

    /// The state at every look, from the third counted minute on.
    private func looks(_ night: [Sides<Double>], ttl: Double, to: Double) -> [TrafficVerdict.State?] {
        let ready = 60 + 1 + Int(((60 + 3 * ttl) / 60).rounded(.up))
        return (ready + 3..<night.count).map { now in
            TrafficVerdict.judge(
                before: Array(night[30..<60]), counted: Array(night[ready..<now]), applied: to * 100, ttl: ttl)?.state
        }
    }

    /// Eight resolvers, of which the largest brings three of ten requests, are as coarse as it gets.
    ///
    /// 2 false nights were seen in 1,200 like these, of 160 looks each; here at most 2 in 96.
    @Test func `a steady split is seldom remarked`() {
        var wrong: [String] = []
        var nights = 0
        let crowds = [
            Crowd(resolvers: 8, factor: 0.75), Crowd(resolvers: 20, factor: 0.85),
            Crowd(resolvers: 20, factor: 0.85, ttl: 300), Crowd(resolvers: 100, factor: 0.96, rate: 100),
        ]
        for (index, crowd) in crowds.enumerated() {
            for (from, to) in [(0.0, 0.05), (0.1, 0.25), (0.25, 0.5), (0.5, 1.0)] {
                for seed in 0..<6 {
                    let night = night(
                        crowd, seed: UInt64(index * 1000 + Int(to * 100) * 10 + seed), minutes: 220, from: from, to: to)
                    let states = looks(night, ttl: crowd.ttl, to: to)
                    nights += 1
                    if let state = states.first(where: { $0 != .asSet }) {
                        wrong.append("\(crowd.testDescription) to \(to): \(state?.rawValue ?? "nothing")")
                    }
                }
            }
        }
        #expect(nights == 96)
        #expect(wrong.count <= 2, "\(wrong)")
    }

    @Test func `pools that never ask again are not moving`() {
        var found = 0
        for seed in 0..<20 {
            let crowd = Crowd(resolvers: 300, factor: 0.98, pooled: 0.4)
            let states = looks(night(crowd, seed: UInt64(seed), minutes: 100, from: 0.25, to: 1), ttl: 60, to: 1)
            if states.last == .notMoving { found += 1 }
            #expect(!states.contains(.reversed))
        }
        #expect(found >= 18, "\(found) of 20")
    }

    @Test func `pools that reconnect now and then are lagging`() {
        var found = 0
        for seed in 0..<20 {
            let crowd = Crowd(resolvers: 300, factor: 0.98, pooled: 0.5, poolLife: 900)
            let states = looks(night(crowd, seed: UInt64(seed), minutes: 140, from: 0.05, to: 1), ttl: 60, to: 1)
            if states.prefix(15).contains(.lagging), states.last == .asSet { found += 1 }
        }
        #expect(found >= 18, "\(found) of 20")
    }

    @Test func `records that are mixed up are reversed`() {
        var found = 0
        for seed in 0..<20 {
            let crowd = Crowd(resolvers: 300, factor: 0.98)
            let states = looks(night(crowd, seed: UInt64(seed), minutes: 100, from: 0, to: 0.9), ttl: 60, to: 0.1)
            if states.last == .reversed { found += 1 }
        }
        #expect(found == 20)
    }
}

/// Repeatable chance.
private struct Dice {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// From 0 to below 1.
    mutating func next() -> Double { random.unit() }

    /// A Poisson number, by its normal neighbour where the mean is large.
    mutating func poisson(_ mean: Double) -> Double {
        guard mean < 30 else {
            let normal = (-2 * log(max(next(), 1e-12))).squareRoot() * cos(2 * .pi * next())
            return max(0, (mean + normal * mean.squareRoot()).rounded())
        }
        var product = next()
        var count = 0.0
        while product > exp(-mean) {
            product *= next()
            count += 1
        }
        return count
    }
}
