import ArgumentParser
import MigrationFile
import Model

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write an example configuration to begin with.",
        discussion:
            "Every key stands in it with its comment. A file that is there already is left alone without --force.")

    @Argument(help: ArgumentHelp("Where to write it.", valueName: "file"))
    var file = "abreast.yaml"
    @Flag(help: "Write over a file that is there.")
    var force = false

    func run() throws {
        try speaking {
            try NewFile.write(
                Configuration.example, to: file, over: force, mode: 0o644, hint: " (--force writes over it)")
            tell("written: \(file)")
            let next = NextCommand(file: ConfigurationFile.absolute(file))
            tell("next: put your services into it, then \(next.line(.check(online: false)))")
        }
    }
}
