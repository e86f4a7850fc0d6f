import MigrationFile
import Model
import Simulation
import Testing

@testable import abreast

/// The small parts between a simulation and the program: its configuration, its pace, its operators' orders.
@Suite struct SimulationSeamTests {
    @Test(arguments: ScenarioLibrary.names) func `the written configuration reads as itself`(name: String) throws {
        var configuration = try #require(try ScenarioLibrary.scenario(named: name)).configuration
        configuration.simulated = "\(name), seed 7"
        configuration.store = "/var/tmp/a place: with #signs/rehearsal.sqlite"
        let text = ConfigurationText.text(of: configuration, header: ["one", "two"])
        #expect(text.hasPrefix("# one\n# two\n"))
        #expect(try Configuration.read(text: text, file: "abreast.yaml") == configuration)
    }

    @Test func `speeds are numbers above zero or max`() {
        #expect(Speed(argument: "30")?.factor == 30)
        #expect(Speed(argument: "0.5")?.description == "0.5")
        #expect(Speed(argument: "max") == .max)
        #expect(Speed(argument: "max")?.description == "max")
        for wrong in ["0", "-1", "nan", "inf", "fast", ""] { #expect(Speed(argument: wrong) == nil, "\(wrong)") }
    }

    @Test func `the newest order decides whether the job moves on`() {
        func order(_ id: Int64, _ kind: Order.Kind, _ service: String?) -> Order {
            Order(id: id, kind: kind, service: service, actor: "mika@desk", at: Moment(milliseconds: id * 1000))
        }
        func standing(_ orders: [Order]) -> (Bool, Moment?) {
            let standing = DeployJob.Standing(of: "api", by: orders)
            return (standing.isPaused, standing.rollBackAt)
        }
        #expect(standing([]) == (false, nil))
        #expect(standing([order(1, .pause, "web")]) == (false, nil))
        #expect(standing([order(1, .pause, nil)]) == (true, nil))
        #expect(standing([order(1, .pause, "api"), order(2, .resume, "api")]) == (false, nil))
        let back = [order(1, .pause, "api"), order(2, .rollBack, "api")]
        #expect(standing(back) == (true, Moment(milliseconds: 2000)))
        #expect(standing(back + [order(3, .resume, nil)]) == (false, nil))
    }

    @Test(arguments: 1...20) func `a drill's fault comes at an unknown time`(seed: Int) throws {
        let seed = UInt64(seed)
        let drill = try DrillCommand.scenario(nil, seed: seed)
        #expect(!drill.faults.isEmpty)
        #expect(try DrillCommand.scenario(nil, seed: seed) == drill)
        let written = try #require(try ScenarioLibrary.scenario(named: drill.name))
        let delay = drill.faults[0].at - written.faults[0].at
        #expect((120...1200).contains(delay))
        #expect(drill.minutes > written.minutes)
    }
}
