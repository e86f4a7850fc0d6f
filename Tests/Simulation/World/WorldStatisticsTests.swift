import Model
import Testing

@testable import Simulation

/// Over many seeds, the board agrees with the scenario's file. The bounds are four standard errors of the mean over the
/// seeds, each derived beside it. A correct world fails one of them about once in ten thousand nights, and these seeds
/// are fixed.
@Suite struct WorldStatisticsTests {
    /// One service on a flat day, far below its capacity, whose share goes from 10 to 60 % after ten minutes.
    private static func scenario() throws -> Scenario {
        try Scenario.read(
            text: """
                scenario: truth
                about: A flat day with a step.
                start: 2026-03-14T19:00:00+09:00
                time_zone: Asia/Tokyo
                lasts: 40m
                services:
                  api:
                    traffic:
                      peak: 1200
                      trough: 100
                      peak_hour: 19
                      noise: 4
                      resolvers: 300
                      largest_resolver: 2
                      ttl: 60s
                      pools: 0
                      pool_life: never
                      p50_ms: 60
                      p99_ms: 280
                      errors: 0.5
                      client_errors: 1.5
                    plan: { steps: [10, 60], bake: 30m, at: 10, since: 20m }
                    old: { members: 6, boot: 9m, capacity: 9000, version: lt:1 ami-1, detail: old }
                    new: { members: 6, boot: 40s, capacity: 9000, version: "api:1 @1", detail: new }
                    limits: { error_percent: 2, p99_ms: 2000 }
                sees: []
                """, file: "truth.yaml")
    }

    private struct Minutes {
        /// Of the half hour before the step, both sides: requests, 5xx, p50 and p99 of old, observed share in percent.
        var requests: [Double] = []
        var errors: [Double] = []
        var p50: [Double] = []
        var p99: [Double] = []
        var before: [Double] = []
        /// Of the minutes from the fifth after the step on.
        var after: [Double] = []
    }

    private static let seeds = 1...12

    private static func minutes(seed: UInt64) async throws -> Minutes {
        let night = try await SimulatedNight(try scenario(), seed: seed)
        try await night.advance(to: 36)
        let board = try night.board(at: 36)
        let service = try board.service("api")
        var minutes = Minutes()
        func value(_ metric: Metric, _ side: Side, _ minute: Minute) throws -> Double {
            try #require(service[side].series[metric]?[minute].usable, "\(metric) of \(side) in \(minute)")
        }
        // Thirty minutes up to the step, twenty from five minutes after it.
        for offset in -20..<30 where !(9..<15).contains(offset) {
            let minute = night.moment(Double(offset)).minute
            let old = try value(.requests, .old, minute)
            let new = try value(.requests, .new, minute)
            let share = new * 100 / (old + new)
            if offset >= 15 {
                minutes.after.append(share)
                continue
            }
            minutes.before.append(share)
            minutes.requests.append(old + new)
            minutes.errors.append(try value(.target5xx, .old, minute) + value(.target5xx, .new, minute))
            minutes.p50.append(try value(.p50, .old, minute))
            minutes.p99.append(try value(.p99, .old, minute))
        }
        return minutes
    }

    @Test func `rates errors times and shares are the files`() async throws {
        var nights: [Minutes] = []
        for seed in Self.seeds { nights.append(try await Self.minutes(seed: UInt64(seed))) }
        func mean(_ part: (Minutes) -> [Double]) -> Double {
            let all = nights.flatMap(part)
            return all.reduce(0, +) / Double(all.count)
        }
        // 1200 a minute. The slow noise of 4 % forgets in ten minutes, so that a night's 29 minutes are worth about
        // 29 / 20 independent ones: 4 % × √(20 ÷ 29) ÷ √12 = 1.0 % a standard error.
        let requests = mean(\.requests)
        #expect(abs(requests / 1200 - 1) < 0.040, "\(requests) requests a minute")
        // 0.5 % of about 417,000 requests: 2,090 errors, ± 46 by Poisson.
        let errors = mean(\.errors) / requests
        #expect(abs(errors - 0.005) < 4 * 0.00011, "\(errors * 100) % errors")
        // Lognormal with p99 ÷ p50 = 4.67, so σ = 0.662. About 1,080 requests a minute on old: the median's standard
        // error is 1.25 σ ÷ √1080 = 2.5 % a minute, that of p99 3.8 σ ÷ √1080 = 7.7 %; over 348 minutes 0.14 and 0.41 %.
        // Load adds less than 0.1 %, the histogram's buckets up to 0.4 %, p99's skew about 1 %.
        #expect(abs(mean(\.p50) / 60 - 1) < 0.010, "p50 \(mean(\.p50)) ms")
        #expect(abs(mean(\.p99) / 280 - 1) < 0.032, "p99 \(mean(\.p99)) ms")
        // Sizes fall off by 2 % from one resolver to the next: Σ w² = 0.02 ÷ 1.98 = 0.0101. An answer lasts about a
        // minute, so each minute is a new draw: √(0.1 × 0.9 × 0.0101) = 3.0 points, over 348 minutes 0.16.
        #expect(abs(mean(\.before) - 10) < 0.65, "\(mean(\.before)) % before")
        // The same with 0.6 × 0.4: 4.9 points a minute, over 180 minutes 0.37.
        #expect(abs(mean(\.after) - 60) < 1.5, "\(mean(\.after)) % after")
        // Requests clump: the minutes' shares stray far more than requests that choose by themselves would (0.9 points).
        let before = nights.flatMap(\.before)
        let variance = before.reduce(0) { $0 + ($1 - 10) * ($1 - 10) } / Double(before.count)
        // 348 draws: the deviation's relative standard error is 1 ÷ √696 = 3.8 %; neighbours overlap, so twice that.
        #expect((2.0...4.0).contains(variance.squareRoot()), "deviation \(variance.squareRoot()) points")
    }

    /// A change of weights is answered to resolvers within a minute (INSYNC), and every resolver has asked again a TTL
    /// later: two minutes after the step the observed share has arrived, and not before it was sent.
    @Test func `the observed share follows within propagation and TTL`() async throws {
        var late = 0.0
        var early = 0.0
        for seed in 21...26 {
            let night = try await SimulatedNight(try Self.scenario(), seed: UInt64(seed))
            try await night.advance(to: 20)
            let board = try night.board(at: 20)
            let service = try board.service("api")
            let sent = try #require(service.shareChangedAt).minute
            func share(_ minute: Minute) throws -> Double {
                let old = try #require(service.old.series[.requests]?[minute].usable)
                let new = try #require(service.new.series[.requests]?[minute].usable)
                return new * 100 / (old + new)
            }
            early += try share(sent.advanced(by: -1)) / 6
            late += try (share(sent.advanced(by: 3)) + share(sent.advanced(by: 4))) / 12
        }
        // Six nights: ± 3.0 ÷ √6 = 1.2 points; twelve minutes: 4.9 ÷ √12 = 1.4.
        #expect(abs(early - 10) < 4.9, "\(early) % before")
        #expect(abs(late - 60) < 5.7, "\(late) % three minutes after")
    }
}
