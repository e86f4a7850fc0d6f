import Model
import Testing

@testable import Simulation

/// The day's curve and the noise around it.
@Suite struct TrafficCurveTests {
    @Test(arguments: [0, 9, -5.5])
    func `peak and trough lie at their local hours`(hours: Double) {
        let utcOffset = hours * 3600
        let traffic = Traffic.plain { $0.trough = 20 }
        var curve = TrafficCurve(traffic, service: "api", utcOffset: utcOffset, seed: 1)
        let peak = midnight + (19.5 * 3600 - utcOffset)
        #expect(abs(curve.rate(at: peak) - 100) < 1e-6)
        #expect(abs(curve.rate(at: peak + 12 * 3600) - 20) < 1e-6)
        #expect(abs(curve.rate(at: peak + 24 * 3600) - 100) < 1e-6)
    }

    @Test func `the day has one peak and the mean between its ends`() {
        var curve = TrafficCurve(.plain { $0.trough = 20 }, service: "api", utcOffset: 0, seed: 1)
        let rates = (0..<288).map { curve.rate(at: midnight + Double($0) * 300) }
        let turns = rates.indices.filter { index in
            let before = rates[(index + 287) % 288]
            let after = rates[(index + 1) % 288]
            return (rates[index] - before) * (after - rates[index]) < 0
        }
        #expect(turns.count == 2)
        #expect(abs(rates.reduce(0, +) / 288 - 60) < 1e-6)
    }

    @Test func `the minutes stray by the stated noise`() {
        // 30 seeds × 24 h of minutes. A process that forgets itself in τ = 10 min has, over T, about T/τ independent
        // squares and T/2τ independent means: 4320 and 2160. So the deviation is known to 1/sqrt(2 · 4320) = 1.08 %
        // and the mean to noise/sqrt(2160); four times that.
        let noise = 0.08
        var sum = 0.0
        var squares = 0.0
        var products = 0.0
        for seed in UInt64(1)...30 {
            var curve = TrafficCurve(.plain { $0.noise = noise * 100 }, service: "api", utcOffset: 0, seed: seed)
            var minutes: [Double] = []
            for minute in 0..<1440 {
                let start = midnight + Double(minute) * 60
                minutes.append((0..<12).reduce(0) { $0 + curve.rate(at: start + Double($1) * 5) } / 1200)
            }
            for minute in minutes {
                sum += minute - 1
                squares += (minute - 1) * (minute - 1)
            }
            for (minute, later) in zip(minutes, minutes.dropFirst(10)) { products += (minute - 1) * (later - 1) }
        }
        let deviation = (squares / 43_200).squareRoot()
        #expect(abs(sum / 43_200) < 4 * noise / 2160.squareRoot())
        #expect(abs(deviation / noise - 1) < 4 * 0.0108)
        // After ten minutes 1/e of it is left: 0.368, a little more for the minutes' means; error about 1/sqrt(4320).
        #expect(abs(products / 42_900 / (deviation * deviation) - 0.37) < 4 / 4320.squareRoot())
    }

    @Test func `noise differs by service and seed and is the same again`() {
        func rates(_ service: String, _ seed: UInt64) -> [Double] {
            var curve = TrafficCurve(.plain { $0.noise = 5 }, service: service, utcOffset: 0, seed: seed)
            return (0..<100).map { curve.rate(at: midnight + Double($0) * 5) }
        }
        #expect(rates("api", 1) == rates("api", 1))
        #expect(rates("api", 1) != rates("web", 1))
        #expect(rates("api", 1) != rates("api", 2))
    }

    @Test func `noise never turns traffic negative`() {
        var curve = TrafficCurve(.plain { $0.noise = 150 }, service: "api", utcOffset: 0, seed: 3)
        for step in 0..<20_000 {
            let rate = curve.rate(at: midnight + Double(step) * 5)
            #expect(rate > 0 && rate.isFinite)
        }
    }
}
