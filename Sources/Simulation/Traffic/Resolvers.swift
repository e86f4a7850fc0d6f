import Glibc
import Model

/// The resolvers and connection pools between Route 53's weights and the requests. A resolver caches an answer for its
/// TTL. A pool makes no DNS query while its connections live.
///
/// A weight acts on DNS answers, not on requests. A resolver sends all its clients to one side until its answer has
/// expired and a request makes it query again. So the observed share follows the weights late and in jumps. Larger
/// resolvers cause larger jumps.
struct Resolvers: Sendable {
    private struct Resolver {
        /// Its part of all requests, 0 to 1.
        var part: Double
        var side: Side
        /// Seconds after the first step when its cached answer expires.
        var expiry: Double
        /// How long it takes from the expiry to the next request, in mean intervals between its requests: exponential
        /// with mean 1.
        var wait: Double
    }

    private struct Pool {
        /// Part of all requests.
        var part: Double
        var side: Side
        /// Seconds after the first step when it reconnects.
        var end: Double
    }

    private let ttl: Double
    private let poolLife: Double?
    private var resolvers: [Resolver]
    private var pools: [Pool]
    private var chance: Chance
    /// When the first step began.
    private var origin: Moment?

    /// - Parameter share: Percent on new in the answers that resolvers and pools have cached now. Their ages differ.
    init(_ traffic: Traffic, service: String, seed: UInt64, share: Double) {
        var chance = Chance(seed: seed, service, "resolvers")
        let ttl = Double(traffic.ttl)
        let pooled = traffic.pools / 100
        let sizes = Self.sizes(traffic.resolvers, largest: traffic.largestResolver / 100)
        resolvers = sizes.map { size in
            let side = Self.answer(share, &chance)
            let expiry = ttl * chance.uniform()
            return Resolver(part: size * (1 - pooled), side: side, expiry: expiry, wait: chance.exponential(mean: 1))
        }
        pools = (0..<(pooled > 0 ? Self.poolCount : 0)).map { _ in
            let side = Self.answer(share, &chance)
            // The age of a pool says nothing about its remaining life.
            let life = traffic.poolLife.map { chance.exponential(mean: $0) } ?? .infinity
            return Pool(part: pooled / Double(Self.poolCount), side: side, end: life)
        }
        self.ttl = ttl
        poolLife = traffic.poolLife
        self.chance = chance
    }

    /// Returns the requests of one step by side: together a Poisson number with mean `rate` × `seconds`.
    mutating func step(at: Moment, seconds: Double, rate: Double, share: Double) -> Sides<Int> {
        let origin = self.origin ?? at
        self.origin = origin
        let begin = at.seconds(since: origin)
        let step = Step(begin: begin, end: begin + seconds, rate: rate, share: share)
        // Requests under cached answers need no draw of their own: sums of Poisson numbers are Poisson numbers.
        var held = Sides(old: 0.0, new: 0.0)
        var asking = Sides(old: 0, new: 0)
        for index in pools.indices { pools[index] = reconnect(pools[index], in: step, held: &held) }
        for index in resolvers.indices {
            if resolvers[index].expiry >= step.end {
                held[resolvers[index].side] += resolvers[index].part * seconds
            } else {
                resolvers[index] = refresh(resolvers[index], in: step, held: &held, asking: &asking)
            }
        }
        return Sides(
            old: asking.old + chance.poisson(mean: rate * held.old),
            new: asking.new + chance.poisson(mean: rate * held.new))
    }

    private struct Step {
        var begin: Double
        var end: Double
        var rate: Double
        var share: Double
    }

    /// Advances a resolver through a step in which its answer expires, or after it has expired.
    ///
    /// - Parameters:
    ///   - held: Increased by the part of the requests times the seconds for which they went to a side.
    ///   - asking: Increased by the requests that made the resolver query.
    private mutating func refresh(
        _ resolver: Resolver, in step: Step, held: inout Sides<Double>, asking: inout Sides<Int>
    ) -> Resolver {
        var resolver = resolver
        held[resolver.side] += resolver.part * max(0, resolver.expiry - step.begin)
        let hazard = resolver.part * step.rate
        guard hazard > 0 else { return resolver }
        while resolver.expiry < step.end {
            let from = max(resolver.expiry, step.begin)
            let asked = from + resolver.wait / hazard
            guard asked < step.end else {
                resolver.wait = max(0, resolver.wait - hazard * (step.end - from))
                return resolver
            }
            resolver.side = Self.answer(step.share, &chance)
            resolver.expiry = asked + ttl
            resolver.wait = chance.exponential(mean: 1)
            asking[resolver.side] += 1
            held[resolver.side] += resolver.part * (min(resolver.expiry, step.end) - asked)
        }
        return resolver
    }

    /// Advances a pool through a step. When its life ends, it reconnects to the side that Route 53 answers at that
    /// moment.
    private mutating func reconnect(_ pool: Pool, in step: Step, held: inout Sides<Double>) -> Pool {
        var pool = pool
        var from = step.begin
        if let poolLife {
            while pool.end < step.end {
                held[pool.side] += pool.part * (pool.end - from)
                from = pool.end
                pool.side = Self.answer(step.share, &chance)
                pool.end += chance.exponential(mean: poolLife)
            }
        }
        held[pool.side] += pool.part * (step.end - from)
        return pool
    }

    /// With 40 pools, no single pool causes a visible jump, and their split is still coarse.
    private static let poolCount = 40

    /// Route 53's answer to one query.
    private static func answer(_ share: Double, _ chance: inout Chance) -> Side {
        chance.happens(share / 100) ? .new : .old
    }

    /// Parts of the requests, largest first, decreasing by a constant factor. Their sum is 1.
    ///
    /// - Parameter largest: The first part. Below 1 / `count`, all parts are equal.
    static func sizes(_ count: Int, largest: Double) -> [Double] {
        guard largest * Double(count) > 1 else { return Array(repeating: 1 / Double(count), count: count) }
        // The sum of the geometric series rises with its factor. Search the factor for which it is 1.
        var low = 0.0
        var high = 1.0
        for _ in 0..<60 {
            let factor = (low + high) / 2
            let sum = largest * (1 - pow(factor, Double(count))) / (1 - factor)
            if sum < 1 { low = factor } else { high = factor }
        }
        var size = largest
        return (0..<count).map { _ in
            defer { size *= low }
            return size
        }
    }
}
