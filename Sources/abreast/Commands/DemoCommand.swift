import ArgumentParser
import Model
import Simulation
import Store
import Terminal
import View

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Watch a simulated migration: no AWS, no network, no configuration; every key works.",
        discussion: """
            Without a scenario it plays \(ScenarioChoice.first). The store lies in a temporary directory that goes with \
            the demo; --keep DIR keeps it, with an abreast.yaml for the other commands, and takes it up again.
            """)

    @OptionGroup var options: SimulationOptions
    @Flag(help: "Say which scenarios there are.")
    var list = false
    @Option(
        help: """
            Who moves the weights: observe (a simulated deploy job, by the clock), manual (abreast, when `n` is \
            pressed), or automatic (abreast, when a bake is over and the verdict is pass).
            """)
    var mode = RolloutPlan.Mode.observe
    @Option(help: ArgumentHelp("End after so much simulated time: 90m, 24h.", valueName: "time"))
    var until: Span?
    @Flag(help: "No screen: one line a change, as `abreast watch --plain`.")
    var plain = false
    @Flag(help: "With --until: no screen; print the status at the end.")
    var noScreen = false

    func validate() throws {
        if noScreen, until == nil { throw ValidationError("--no-screen wants --until, e.g. --until 24h") }
    }

    func run() throws {
        try speaking {
            if list { return try ScenarioList.print() }
            Footprint.keepSmall()
            let scenario = try ScenarioChoice.read(options.scenario ?? ScenarioChoice.first)
            let theme = try ThemeFile.choice(named: options.theme ?? Variables.theme)
            let seed = options.seed ?? 1
            var configuration = scenario.configuration(mode: mode)
            configuration.simulated =
                "\(scenario.name), seed \(seed)" + (mode == .observe ? "" : ", \(mode.rawValue)")
            let command = SimulationCommand(
                scenario: scenario, configuration: configuration, seed: seed, options: options, goesOn: true)
            try command.inPlace { place, store, run in
                if noScreen, let until {
                    return try Headless(place: place, store: store, run: run).play(
                        options.speed, minutes: until.minutes)
                }
                var session = command.session(place, store, run, theme)
                let plainMode = PlainMode(isAsked: plain)
                plainMode?.explain()
                session.isPlain = plainMode != nil
                let steps = mode == .observe ? "" : "n takes the next step, "
                session.greeting =
                    "\(scenario.about) \(steps)p pauses, R rolls back, ? says what the other keys do."
                let speed = options.speed
                let length = until
                return try session.run { desk in
                    await run.play(
                        at: speed, until: length.map { run.time.now() + Double($0.minutes) * 60 }, desk: desk)
                }
            }
            if options.keep != nil, !noScreen { tell("kept: \(options.keep ?? "")/abreast.yaml") }
        }
    }
}

extension RolloutPlan.Mode: ExpressibleByArgument {}
