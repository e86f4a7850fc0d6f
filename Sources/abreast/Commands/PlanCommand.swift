import AWS
import ArgumentParser
import Model
import Poll
import Rollout
import View

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Print what each step of the rollout would send to AWS, and what would come of it; sends nothing.",
        discussion: """
            Reads the weights as they stand, and prints each step as an exact `aws` command with the share that clients \
            would then be given; and warns of bakes that are too short to tell anything, by the rates of the last hour that \
            the store knows. A short table comes first: the steps, where each service stands, what each step sends. With \
            -o json, one object a line for each service. Exit status 0: planned; 1: the weights \
            of a service could not be read or planned; 2: the configuration or a name is wrong.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(
        help: ArgumentHelp("One service or group; all of them without it.", valueName: "service"),
        completion: Completions.moved)
    var service: String?
    @Option(
        help: ArgumentHelp("Plan for this percentage on new instead of the configured steps.", valueName: "percent"))
    var to: Double?
    @OptionGroup var format: FormatOptions
    @OptionGroup var aws: AWSOptions

    func validate() throws {
        if let to, !(0...100).contains(to) { throw ValidationError("--to takes a percentage from 0 to 100") }
    }

    func run() throws {
        try speaking {
            let configuration = try aws.applied(common.read())
            try configuration.refuseSimulated("plan for")
            let services = try services(of: configuration)
            if to == nil, services.allSatisfy({ $0.rollout?.steps.isEmpty ?? true }) {
                let file = configuration.file.map { " in \($0)" } ?? ""
                throw Failure(
                    "no steps are configured\(file); write `rollout: { steps: [...] }`, or plan with --to.", status: 2)
            }
            let (plan, calls) = try read(configuration, services)
            let bakes = PlanBakes(configuration, to == nil ? services : [])
            if format.isJSON {
                for object in plan.objects { print(bakes.added(to: object).line) }
            } else {
                let table = PlanTable.lines(of: plan)
                for line in table { print(line) }
                if !table.isEmpty { print() }
                plan.show()
                for line in bakes.lines { print(Sanitizer.text(line)) }
                tell("read with \(NumberWords.count(calls, "API call")); nothing was sent")
            }
            if !plan.isWhole { throw ExitCode(1) }
        }
    }

    private func services(of configuration: Configuration) throws -> [ServiceConfiguration] {
        guard let service else { return configuration.services }
        return try configuration.services(named: service)
    }

    private func read(
        _ configuration: Configuration, _ services: [ServiceConfiguration]
    ) throws -> (plan: MigrationPlan, calls: Int) {
        try MigrationPlan.read(configuration, services, to: to, within: .seconds(30))
    }
}

extension MigrationPlan {
    /// Reads the present weights and computes the plan. Also returns the number of calls.
    static func read(
        _ configuration: Configuration, _ services: [ServiceConfiguration], to target: Double?, within time: Duration
    ) throws -> (plan: MigrationPlan, calls: Int) {
        let client: AWSClient
        do {
            client = try AWSClient(settings: Polling.settings(configuration))
        } catch {
            throw Failure(error.sentence, status: 2)
        }
        let questions = InFlightRequests()
        return try questions.waited {
            let plan = await read(
                configuration, services: services, to: target, sender: PacedSender(questions.timed(client)),
                deadline: .now + time)
            await client.shutdown()
            return (plan, client.calls().values.reduce(0, +))
        }
    }

    /// Prints it as text for people.
    func show() {
        for line in lines { line.show() }
    }
}

extension PlanLine {
    /// Print a command line unchanged, as it is copied into a shell: cleaning could join two blanks within a name. JSON
    /// has escaped its control characters. Another one could come only from an id that AWS never assigns.
    fileprivate func show() {
        let hasControls = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        let shown = isCommand && !hasControls ? text : Sanitizer.text(text)
        print(String(repeating: " ", count: indent) + shown)
    }
}

extension Configuration {
    /// The services of a group or of one service, by name. Throws a failure with the valid names.
    func services(named name: String) throws -> [ServiceConfiguration] {
        if let group = groups.first(where: { $0.name == name }) {
            return services.filter { group.services.contains($0.name) }
        }
        return [try service(named: name)]
    }
}
