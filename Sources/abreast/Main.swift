// The room abreast has the commands and the loop. It may import every room. Only this room prints, or ends the process.

import ArgumentParser
import Glibc

@main
struct Abreast: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "abreast",
        abstract: "Watch a migration from EC2 to ECS: both sides abreast, one key to pause.",
        discussion: """
            Without a command, `abreast` is `abreast watch`. The configuration is looked for as --config, \
            \(ConfigurationFile.search).
            """,
        version: Build.description,
        subcommands: [
            WatchCommand.self, DiscoverCommand.self, DemoCommand.self, DrillCommand.self, InitCommand.self,
            PollCommand.self,
            StatusCommand.self, CheckCommand.self, PlanCommand.self, PauseCommand.self, ResumeCommand.self,
            AdvanceCommand.self, RollBackCommand.self, RenewCommand.self, GateCommand.self, JudgeCommand.self,
            EventsCommand.self, DoctorCommand.self,
            SnapshotCommand.self,
        ],
        defaultSubcommand: WatchCommand.self)

    /// The names of all commands.
    static var commandNames: [String] { configuration.subcommands.map { $0._commandName } }

    static func main() {
        // A core dump would hold the keys of AWS.
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        main(CommandFirst.ordered(Array(Arguments.words.dropFirst())))
        flushed()
    }
}
