import Glibc
import Testing

@testable import Model

/// How long a bake has to be, by the rates that are there.
@Suite struct BakeForecastTests {
    private func forecast(errorRate: Double = 0.005, overDispersion: Double = 1) -> BakeForecast {
        BakeForecast(
            requests: 1000, errorRate: errorRate, settings: JudgeSettings(), bar: 400, overDispersion: overDispersion)
    }

    @Test func `a small share takes longer and bursts longer still`() throws {
        let minutes = try [5.0, 10, 25, 50].map { try #require(forecast().minutesToProve(at: $0)) }
        #expect(minutes == minutes.sorted(by: >))
        // At 5 % new has 50 requests a minute; a doubling makes its errors 9.5 % of all instead of 5.5 %:
        // 0.095 · ln(0.0952 ÷ 0.0547) + 0.905 · ln(0.9048 ÷ 0.9453) = 0.0131 for each of 5.25 errors a minute.
        #expect(abs(minutes[0] - (log(400 / 0.4) + 0.5) / (0.0131 * 5.25)) < 2)
        let bursty = try #require(forecast(overDispersion: 3).minutesToProve(at: 5))
        #expect(abs(bursty / minutes[0] - 3) < 1e-9)
    }

    @Test func `what cannot be reckoned is said`() {
        #expect(forecast().minutesToProve(at: 100) == nil, "no requests on old to compare with")
        #expect(forecast().minutesToProve(at: 0) == nil)
        #expect(forecast(errorRate: 0).minutesToProve(at: 5) == nil)
        #expect(forecast(errorRate: 0).disabledReason?.contains("no request failed on old") == true)
        #expect(forecast().disabledReason == nil)
    }

    @Test func `only the bakes that are too short are named`() throws {
        let plan = RolloutPlan(steps: [5, 50, 100], bakes: [600, 3600, 600])
        let short = forecast().shortBakes(of: plan)
        #expect(short.map(\.step) == [1])
        let after = try #require(short.first).minutes
        let words = NumberWords.duration(after * 60)
        #expect(
            short.first?.words == "step 1: 5 % for 10 min: a doubling of errors would be proved after \(words)")
        #expect(forecast().shortBakes(of: RolloutPlan(steps: [5], bakes: [after * 60])).isEmpty)
    }

    @Test func `the rates are those of the last hour`() throws {
        var fixture = BoardFixture()
        fixture.old[.target5xx] = Array(repeating: 9, count: 30)
        let forecast = try #require(BakeForecast(of: fixture.service, in: fixture.board))
        #expect(forecast.requests == 10_000)
        #expect(abs(forecast.errorRate - 0.001) < 1e-12)
        #expect(forecast.bar == fixture.board.evidence(of: fixture.service).step.bar)
        fixture.old[.requests] = []
        fixture.new[.requests] = []
        #expect(BakeForecast(of: fixture.service, in: fixture.board) == nil)
    }
}
