import Model
import Testing

@testable import Simulation

/// What is remembered of settled minutes changes no word: neither with the next board, nor while a board grows old.
@Suite struct MinuteMemoryTests {
    @Test(arguments: ScenarioLibrary.names)
    func `a board that remembers says the same`(_ name: String) async throws {
        let scenario = try ScenarioLibrary.needed(name)
        let night = try await SimulatedNight(scenario, seed: 1)
        var kept: Board?
        var odd: [String] = []
        try await night.watch(until: Double(min(scenario.minutes, 45)), every: 0.25) { minute, board in
            var (fresh, remembering) = (board, board.remembering(kept))
            kept = remembering
            for age in [0, 1, 59, 200, 400] as [Double] {
                fresh.takenAt = board.takenAt + age
                remembering.takenAt = board.takenAt + age
                guard fresh.headline == remembering.headline else {
                    odd.append("minute \(minute), \(age) s later: \(fresh.headline) or \(remembering.headline)")
                    continue
                }
                for service in remembering.services where service.takesTraffic {
                    var plain = service
                    plain.memory = .none
                    if fresh.traffic(of: plain) != remembering.traffic(of: service)
                        || RollbackCapacity(of: plain, board: fresh)
                            != RollbackCapacity(of: service, board: remembering)
                        || fresh.trial(of: plain) != remembering.trial(of: service)
                    {
                        odd.append("minute \(minute), \(age) s later: \(service.name)")
                    }
                }
            }
            return false
        }
        #expect(odd.isEmpty, "\(odd.count): \(odd.prefix(5).joined(separator: "\n"))")
        #expect(kept != nil)
    }
}
