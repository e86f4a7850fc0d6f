import Model

@testable import Simulation

extension Traffic {
    /// Constant traffic without noise, through resolvers only. A test changes what it needs.
    static func plain(_ change: (inout Traffic) -> Void = { _ in }) -> Traffic {
        var traffic = Traffic(
            peak: 6000, trough: 100, peakHour: 19.5, noise: 0, resolvers: 60, largestResolver: 10, ttl: 60, pools: 0,
            poolLife: nil, p50: 40, p99: 180, serverErrors: 0, clientErrors: 0)
        change(&traffic)
        return traffic
    }
}

/// 2026-11-23T00:00:00Z: the beginning of a day in UTC.
let midnight = Moment(seconds: 1_795_392_000)
