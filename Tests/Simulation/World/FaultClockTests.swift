import Model
import Testing

@testable import Simulation

@Suite struct FaultClockTests {
    @Test func `errors that grow`() throws {
        var scenario = try ScenarioLibrary.needed("calm")
        scenario.faults = [
            Fault(
                at: 60, lasts: 1200, service: "api", side: .new, kind: .errors(percent: 4, burst: 0, over: 600))
        ]
        var clock = FaultClock(scenario, service: "api", seed: 1)
        func errors(_ side: Side, _ seconds: Double) -> Double {
            clock.effect(on: side, at: scenario.start + seconds).errors
        }
        #expect(errors(.new, 55) == 0 && errors(.new, 60) == 0)
        #expect(abs(errors(.new, 360) - 0.02) < 1e-12)
        #expect(abs(errors(.new, 1000) - 0.04) < 1e-12)
        #expect(errors(.old, 1000) == 0 && errors(.new, 1260) == 0)
    }
}
