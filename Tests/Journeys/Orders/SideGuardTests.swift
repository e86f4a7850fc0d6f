import AWS
import Model
import Simulation
import Testing

@testable import abreast

@Suite struct SideGuardTests {
    /// Whoever orders may have no way to AWS, while the poller that carries it out has one.
    @Test func `what cannot be asked is no evidence`() throws {
        let scenario = try #require(try ScenarioLibrary.scenario(named: "calm"))
        var configuration = scenario.configuration(mode: .manual)
        configuration.region = "not a region"
        #expect(throws: AWSError.self) { try AWSClient(settings: Polling.settings(configuration)) }
        try SideGuard.check(configuration, within: .seconds(1))
    }

    @Test func `a trap that the poller has read refuses, with one full stop`() throws {
        let scenario = try #require(try ScenarioLibrary.scenario(named: "calm"))
        let configuration = scenario.configuration(mode: .manual)
        let now = scenario.start
        let warning = TopologyWarning(.swapped, side: .old, "The record leads to new.", remedy: "Swap it.")
        let services = configuration.services.map { one in
            var service = Service(configuration: one)
            service.layout = Timed(TopologyReading(warnings: one.name == "api" ? [warning] : []), readAt: now - 60)
            return service
        }
        let board = Board(
            migration: configuration.migration, region: configuration.region, takenAt: now,
            window: now.minute..<now.minute.advanced(by: 1), services: services, readings: [], lease: nil)
        let failure = #expect(throws: Failure.self) {
            try SideGuard.check(configuration, ["api"], board: board, within: .seconds(1))
        }
        #expect(failure?.status == 2 && failure?.sentences.first == "api: The record leads to new.")
        try SideGuard.check(configuration, ["web"], board: board, within: .seconds(1))
    }
}
