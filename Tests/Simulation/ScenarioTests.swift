import Model
import Testing

@testable import Simulation

/// Each built-in scenario shows on the board what its file promises, when it promises it, and cries no wolf before.
@Suite struct ScenarioTests {
    @Test(arguments: ScenarioLibrary.names)
    func everySightShowsInItsTime(_ name: String) async throws {
        let scenario = try ScenarioLibrary.needed(name)
        let night = try await SimulatedNight(scenario)
        var watch = SightWatch(scenario.sights)
        // A target that is found unhealthy is gone in less than a minute.
        try await night.watch(until: Double(scenario.minutes), every: 0.25) { minute, board in
            watch.look(at: board, after: minute * 60)
            return watch.seen.count == scenario.sights.count
        }
        for (number, sight) in scenario.sights.enumerated() {
            guard number < watch.seen.count else {
                Issue.record("\(name): “\(sight.words)” was never seen")
                continue
            }
            let seconds = watch.seen[number]
            #expect(
                (sight.from...sight.by + 60).contains(seconds),
                "\(name): “\(sight.words)” was seen \(seconds / 60) min after the start")
        }
    }

    /// Until something goes wrong, no service is ever called worse or blind.
    @Test(arguments: ScenarioLibrary.names)
    func noFalseAlarmBeforeTheFault(_ name: String) async throws {
        let scenario = try ScenarioLibrary.needed(name)
        let first = scenario.faults.map(\.at).min() ?? Double(scenario.minutes) * 60
        let night = try await SimulatedNight(scenario)
        try await night.watch(until: first / 60) { minute, board in
            for service in board.services {
                let verdict = board.verdict(of: service)
                #expect(
                    verdict.state != .worse && verdict.state != .blind,
                    "\(name): \(service.name) is \(verdict.state) after \(minute) min: \(verdict.reason)")
            }
            return false
        }
    }
}
