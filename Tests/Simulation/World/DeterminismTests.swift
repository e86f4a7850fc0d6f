import Model
import Report
import Store
import Testing
import View

@testable import Simulation

/// The same scenario and seed give the same board, whatever the speed.
@Suite struct DeterminismTests {
    /// The board as JSON after 20 minutes that were played in slices of so many simulated seconds.
    private static func played(slice: Double, seed: UInt64, scenario: String = "one-bad-task") async throws -> String {
        let night = try await SimulatedNight(try ScenarioLibrary.needed(scenario), seed: seed)
        var seconds = 0.0
        while seconds < 1200 {
            seconds = min(1200, seconds + slice)
            try await night.advance(to: seconds / 60)
        }
        return StatusJSON.text(of: try night.board(at: 20))
    }

    @Test func `same seed same board at every speed`() async throws {
        let atOnce = try await Self.played(slice: 1200, seed: 7)
        // Speed 30 at ten slices a second, speed 370, and one that fits no minute.
        for slice in [3.0, 37, 61.7] {
            let again = try await Self.played(slice: slice, seed: 7)
            #expect(again == atOnce, "in slices of \(slice) s")
        }
        #expect(atOnce.contains("\"simulated\""))
    }

    @Test func `another seed is another night`() async throws {
        let one = try await Self.played(slice: 1200, seed: 7)
        let other = try await Self.played(slice: 1200, seed: 8)
        #expect(one != other)
    }

    /// Reading the board changes neither the world nor the store.
    @Test func `looking changes nothing`() async throws {
        let night = try await SimulatedNight(try ScenarioLibrary.needed("calm"), seed: 3)
        let other = try await SimulatedNight(try ScenarioLibrary.needed("calm"), seed: 3)
        for minute in 1...10 {
            try await night.advance(to: Double(minute))
            _ = try night.board(at: Double(minute)).headline
        }
        try await other.advance(to: 10)
        #expect(StatusJSON.text(of: try night.board(at: 10)) == StatusJSON.text(of: try other.board(at: 10)))
    }
}
