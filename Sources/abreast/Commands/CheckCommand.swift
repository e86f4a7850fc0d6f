import ArgumentParser
import Glibc
import MigrationFile
import Model
import Poll
import Rollout

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Validate the configuration; --online asks each API once.",
        discussion: """
            Offline, each mistake is said with its file, line and what to write. Exit status 0: all is well; 1: something \
            did not answer, was denied or does not exist; 2: the configuration is wrong.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var aws: AWSOptions
    @Flag(help: "Ask each API once: what answered, what was denied, what does not exist.")
    var online = false
    @Flag(
        help: ArgumentHelp(
            "Print the least IAM policy that this configuration needs, and nothing else.",
            discussion: "Its statements Move… are for steps and roll backs; all others only read."))
    var iamPolicy = false

    func run() throws {
        try speaking {
            let file = ConfigurationFile.find(named: common.config).map(ConfigurationFile.absolute)
            let next = NextCommand(file: file, typed: aws.typed)
            let read = try next.advised(next.afterMistakes()) {
                var read = try ConfigurationFile.read(named: common.config)
                read.configuration = aws.applied(read.configuration)
                return read
            }
            if iamPolicy {
                print(LeastPrivilegePolicy(for: read.configuration, writes: WeightChange.names).text)
            } else {
                try check(read, next)
            }
        }
    }

    private func check(_ read: ConfigurationFile.Read, _ next: NextCommand) throws {
        let configuration = read.configuration
        let names = configuration.services.map(\.name).joined(separator: ", ")
        tell("\(read.path): good: \(configuration.migration) in \(configuration.region), services \(names)")
        for hook in configuration.hooks { hook.remark() }
        for service in configuration.services { service.remarkOnSteps() }
        guard online else {
            tell("next: \(next.afterGood(isSimulated: configuration.simulated != nil))")
            return
        }
        try next.advised(next.line()) { try configuration.refuseSimulated("ask") }
        let answers = try next.advised(next.line(.doctor)) {
            try OnlineReport.print(configuration, moves: WeightChange.names)
        }
        tell("next: \(next.after(answers, of: read.path))")
        if answers != [.ok] { throw ExitCode(1) }
    }
}

extension WeightChange {
    /// The names of the calls that move weights.
    fileprivate static var names: WeightCallNames {
        WeightCallNames(
            records: Call.records.rawValue, listener: Call.listener.rawValue, rule: Call.rule.rawValue)
    }
}

extension ServiceConfiguration {
    /// Prints the steps that whole weights cannot express, and what is set instead.
    fileprivate func remarkOnSteps() {
        for step in rollout?.steps ?? [] {
            guard let weights = split?.weights(for: step), let share = weights.percent, abs(share - step) > 0.005 else {
                continue
            }
            say(
                "\(name): no weights give \(NumberWords.share(step)) %; the nearest, "
                    + "\(weights.old)/\(weights.new), give \(NumberWords.share(share)) %")
        }
    }
}

extension Hook {
    /// Prints what would prevent it from running here. It may be meant for another machine.
    fileprivate func remark() {
        guard let program = run.first, access(program, X_OK) != 0 else { return }
        say("hooks: \(program) cannot be run on this machine (\(String(cString: strerror(errno))))")
    }
}
