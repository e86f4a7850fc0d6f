import Model
import Testing

@testable import Simulation

/// Each built-in scenario shows on the board what its file promises, at the promised time, and no false alarm before.
@Suite struct ScenarioTests {
    @Test(arguments: ScenarioLibrary.names)
    func `every sight shows in its time`(_ name: String) async throws {
        let scenario = try ScenarioLibrary.needed(name)
        let night = try await SimulatedNight(scenario)
        var watch = ObservationWatch(scenario.sights)
        // A target that is found unhealthy is gone in less than a minute.
        try await night.watch(until: Double(scenario.minutes), every: 0.25) { minute, board in
            watch.check(board, after: minute * 60)
            return watch.isComplete
        }
        for (number, sight) in scenario.sights.enumerated() {
            guard let seconds = watch.seen[number] else {
                Issue.record("\(name): “\(sight.words)” was never seen")
                continue
            }
            #expect(
                (sight.from...sight.by + 60).contains(seconds),
                "\(name): “\(sight.words)” was seen \(seconds / 60) min after the start")
        }
    }

    /// An operator who has brought everything back before the fault still sees on old that the database has a problem.
    @Test func `a fault of both sides is seen though all traffic went back`() async throws {
        let scenario = try ScenarioLibrary.needed("both-worse")
        let night = try await SimulatedNight(scenario)
        try await night.advance(to: 5)
        try night.order(.rollBack, "api", at: 5)
        var watch = ObservationWatch(scenario.sights)
        try await night.watch(until: 24, every: 0.5) { minute, board in
            watch.check(board, after: minute * 60)
            return false
        }
        let seconds = try #require(watch.seen[0])
        #expect((840...1200).contains(seconds), "it was seen \(seconds / 60) min after the start")
        #expect(watch.seenSights.first?.sight.act == .pause)
    }

    /// Where new is at fault and requests are harmed, the expected actions prevent most of the harm.
    @Test(arguments: ["slow-poison", "burst", "dead-side", "slow-leak", "fault-before-step"])
    func `the right acts cure`(_ name: String) async throws {
        let scenario = try ScenarioLibrary.needed(name)
        let night = try await SimulatedNight(scenario)
        var watch = ObservationWatch(scenario.sights)
        try await night.watch(until: Double(scenario.minutes), every: 0.5) { minute, board in
            for sight in watch.check(board, after: minute * 60) where sight.act != .watch {
                try night.order(sight.act == .rollBack ? .rollBack : .pause, sight.service, at: minute)
            }
            return false
        }
        let idle = World(scenario, seed: 7) { _, _ in DeployJob.Standing() }
        let end = night.moment(Double(scenario.minutes))
        idle.advance(to: end)
        let acted = night.world.harm(from: scenario.start.minute, to: end.minute).total
        let unhindered = idle.harm(from: scenario.start.minute, to: end.minute).total
        #expect(acted * 3 < unhindered, "\(name): \(acted) spoilt with the right acts, \(unhindered) without")
        #expect(night.world.steps.allSatisfy { $0.to < 75 || $0.service != "api" })
        #expect(idle.steps.contains { $0.service == "api" && $0.from == 50 && $0.to == 75 })
    }

    /// Until something goes wrong, no service is ever called worse or blind.
    @Test(arguments: ScenarioLibrary.names)
    func `no false alarm before the fault`(_ name: String) async throws {
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
