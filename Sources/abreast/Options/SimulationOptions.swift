import ArgumentParser
import Model
import Simulation

/// The options of the commands that run a simulation.
struct SimulationOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("One of `abreast demo --list`, or the path of a file of your own.", valueName: "scenario"),
        completion: Completions.scenarios)
    var scenario: String?
    @Option(help: "Simulated seconds in one second of the wall's clock: a number above 0, or max.")
    var speed = Speed(factor: 30)
    @Option(help: "Chance: the same number gives the same world.")
    var seed: UInt64?
    @Option(
        help: ArgumentHelp("Keep the store in this directory, for other terminals and for later.", valueName: "dir"))
    var keep: String?
    @Option(help: ArgumentHelp("A theme in btop's format: a file, or a name. Also $ABREAST_THEME.", valueName: "theme"))
    var theme: String?
}
