import ArgumentParser
import Model
import Simulation
import Store
import Terminal
import View

struct DrillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Practise: something goes wrong, nobody says what or when; a score card at the end.",
        discussion: """
            It ends with q, or when the scenario's time is over. A snapshot and the score card are written into the \
            current directory, or into --keep's.
            """)

    @OptionGroup var options: SimulationOptions
    @Flag(help: "Say which scenarios there are.")
    var list = false

    func run() throws {
        try speaking {
            if list { return try ScenarioList.print() }
            Footprint.keepSmall()
            let seed = options.seed ?? .random(in: 1...999_999)
            let scenario = try Self.scenario(options.scenario, seed: seed)
            let theme = try ThemeFile.choice(named: options.theme ?? Variables.theme)
            var configuration = scenario.configuration
            configuration.simulated = "drill"
            let command = SimulationCommand(
                scenario: scenario, configuration: configuration, seed: seed, options: options, goesOn: false)
            let speed = options.speed
            try command.inPlace { place, store, run in
                let log = DrillLog(scenario, store: store, configuration: place.configuration)
                var session = command.session(place, store, run, theme)
                session.heed = { log.heed($0) }
                session.greeting =
                    "DRILL: sooner or later something goes wrong, or nothing does. Act as on the night; q ends it."
                let end = try session.run { desk in
                    await run.play(at: speed, until: log.end, desk: desk) { now throws(StoreError) in
                        try log.check(at: now)
                        return true
                    }
                }
                guard run.time.now() > scenario.start else { return end }
                try DrillReport(run: run, log: log, seed: seed, speed: speed, place: place, store: store).write(
                    to: options.keep == nil ? "." : place.directory)
                return end
            }
        }
    }

    /// The named scenario, or one with a fault. The seed delays all of it by 2 to 20 minutes.
    static func scenario(_ name: String?, seed: UInt64) throws -> Scenario {
        var chance = Chance(seed: seed, "drill", "delay")
        let delay = (120 + 1080 * chance.uniform()).rounded()
        let chosen = try name.map(ScenarioChoice.read) ?? any(seed: seed)
        return chosen.delayed(by: delay)
    }

    private static func any(seed: UInt64) throws -> Scenario {
        let faulty = try ScenarioLibrary.names.map(ScenarioChoice.read).filter { !$0.faults.isEmpty }
        var chance = Chance(seed: seed, "drill", "scenario")
        guard let scenario = faulty.randomElement(using: &chance) else {
            throw Failure("there is no scenario with a fault to choose from; name one.", status: 2)
        }
        return scenario
    }
}
