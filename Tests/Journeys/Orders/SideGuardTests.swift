import AWS
import Fixtures
import Model
import Simulation
import Store
import Testing

@testable import abreast

@Suite struct SideGuardTests {
    /// Whoever orders may have no way to AWS, while the poller that carries it out has one.
    @Test func `what cannot be asked is no evidence`() throws {
        let scenario = try #require(try ScenarioLibrary.scenario(named: "calm"))
        var configuration = scenario.configuration(mode: .manual)
        configuration.region = "not a region"
        #expect(throws: AWSError.self) { try AWSClient(settings: Polling.settings(configuration)) }
        #expect(try SideGuard.check(configuration, within: .seconds(1)).remarks.isEmpty)
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
        #expect(try SideGuard.check(configuration, ["web"], board: board, within: .seconds(1)).remarks.isEmpty)

        // Vouched for, it moves, and is said with its reason.
        var vouched = configuration
        for index in vouched.services.indices { vouched.services[index].vouchedSides = "looked at by mika" }
        let said = try SideGuard.check(vouched, ["api"], board: board, within: .seconds(1)).remarks
        #expect(said.map(\.words) == ["The record leads to new. The file vouches for the sides: “looked at by mika”."])
        let store = try TemporaryStore.open(configuration.migration)
        let findings = try SideGuard.check(vouched, ["api"], board: board, within: .seconds(1))
        findings.record(in: store)
        findings.record(in: store)
        let events = try store.events(after: 0, limit: 10)
        #expect(events.map(\.reason) == said.map(\.words) && events.map(\.service) == ["api"], "once")
    }

    @Test func `what cannot be seen is said, unless it is vouched for`() throws {
        let scenario = try #require(try ScenarioLibrary.scenario(named: "calm"))
        var configuration = scenario.configuration(mode: .manual)
        let warning = TopologyWarning(.unseenSides, "It cannot be seen.", remedy: "Look.")
        let found = [(service: "api", warnings: [warning])]
        #expect(SideFindings(configuration, found).failure == nil)
        #expect(SideFindings(configuration, found).remarks.map(\.words) == ["It cannot be seen. Look."])
        for index in configuration.services.indices { configuration.services[index].vouchedSides = "mika" }
        #expect(SideFindings(configuration, found).remarks.isEmpty)
    }
}
