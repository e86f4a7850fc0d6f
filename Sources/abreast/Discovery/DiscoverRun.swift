import AWS
import Discover
import FoundationEssentials
import Glibc
import Model
import Poll

/// One discovery for a command. It searches, asks the person what it cannot find out, and makes a configuration of what
/// is certain.
struct DiscoverRun {
    /// The result of a discovery.
    struct Result {
        var findings: [ServiceFinding]
        /// By service: the options of the command line, and the answers at the terminal.
        var hints: [String: Hints]
        var drafts: [ServiceDraft] = []
        /// Why services are not among the drafts, by service.
        var refusals: [(service: String, reason: String)] = []
        /// The configuration of the drafts; `nil` where there are none.
        var configuration: Configuration?
        var layouts: [Topology] = []
        /// Whether warnings were computed. They are not if the search alone used nearly all allowed calls.
        var hasWarnings = false
        var gaps: [TopologyGap] = []
        var calls: [String: Int] = [:]
    }

    let options: DiscoverOptions
    let words: [String]
    let migration: DiscoveredMigration
    /// The only service's name, instead of the one that is made of its host.
    var service: String?
    /// The configuration whose region, profile and role it asks with, unless the options name others.
    var beside: Configuration?

    /// The maximum number of calls for a service, and how many of them the warnings need.
    private static let calls = (most: 40, forWarnings: 13)
    /// Seconds for the whole search with the warnings.
    private static let patience = 120

    func run() throws -> Result {
        let starts = try options.starts(words)
        guard !starts.isEmpty else {
            throw Failure(
                "nothing to begin with: name a HOST, a target group's ARN, --ecs CLUSTER/SERVICE or --asg GROUP.",
                status: 2)
        }
        let questions = InFlightRequests()
        let (regions, home) = try regions(questions)
        let (options, patience) = (options, Self.patience)
        let found = try questions.waited {
            do {
                let discovery = Discovery(
                    starts: starts, hints: options.hints, region: home, deadline: .now + .seconds(patience)
                ) { region throws(AWSError) in try regions.sender(region) }
                return try await discovery.find()
            } catch let error as AWSError {
                await regions.shutdown()
                throw Failure(error.sentence)
            }
        }
        var result = Result(findings: found.services, hints: [:], gaps: found.gaps)
        if let service {
            guard found.services.count == 1 else {
                throw Failure("--as names one service, and \(found.services.count) were found; nothing was written.")
            }
            result.findings[0].name = service
        }
        for finding in result.findings {
            result.hints[finding.name] = DiscoverQuestion.answered(finding, options.hints)
        }
        compose(&result, home)
        let spent = regions.calls().values.reduce(0, +)
        let isAffordable = spent <= (Self.calls.most - Self.calls.forWarnings) * result.findings.count
        result.hasWarnings = isAffordable
        if let configuration = result.configuration, isAffordable {
            result.layouts = try questions.waited {
                let sender = try regions.sender(configuration.region)
                let reader = TopologyReader(
                    configuration: configuration, sender: sender, pacer: RequestPacer(interval: .zero))
                return await reader.layouts(deadline: .now + .seconds(patience))
            }
        }
        try waiting { await regions.shutdown() }
        result.calls = regions.calls()
        return result
    }

    /// The clients, and the region in the settings.
    private func regions(_ questions: InFlightRequests) throws -> (AWSRegions, home: String) {
        let environment = ProcessInfo.processInfo.environment
        var settings = AWSSettings(region: options.region, profile: options.profile, environment: environment)
        if let beside {
            settings = AWSSettings(beside, environment: environment)
            if let region = options.region { settings.region = region }
            if let profile = options.profile { settings.profile = profile }
        }
        settings.userAgent = Build.userAgent
        do {
            return (AWSRegions(settings, questions), try AWSClient.region(of: settings))
        } catch {
            throw Failure(error.sentence, status: 2)
        }
    }

    /// Puts the certain services into a configuration with the first one's region.
    private func compose(_ result: inout Result, _ home: String) {
        var region: String?
        for finding in result.findings {
            do {
                let draft = try finding.draft(result.hints[finding.name] ?? options.hints)
                let own = finding.region ?? home
                guard own == region ?? own else {
                    result.refusals.append(
                        (
                            finding.name,
                            "it is in \(own), and this configuration is of \(region ?? own); discover it alone"
                        ))
                    continue
                }
                region = own
                result.drafts.append(draft)
            } catch {
                result.refusals += error.reasons.map { (finding.name, $0) }
            }
        }
        guard let region else { return }
        var configuration = Configuration(
            migration: "", region: region, profile: options.profile, services: result.drafts.map(\.configuration))
        configuration.migration = migration.name(of: configuration, result.findings)
        result.configuration = configuration
    }
}

/// Asks at a terminal which side is old, where this was not found out.
enum DiscoverQuestion {
    /// The hints with the person's answer; unchanged without a terminal or an answer.
    static func answered(_ finding: ServiceFinding, _ hints: Hints) -> Hints {
        guard finding.problems.isEmpty, hints.old == nil, hints.new == nil, finding.ways.count == 2,
            case .unclear = finding.sides(hints), isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1
        else { return hints }
        say("\(finding.name): which side is old can't be told from what runs there.")
        for (index, way) in finding.ways.enumerated() {
            say("  \(index + 1)  \(way.name) (\(way.weights)): \(way.evidence)")
        }
        say("Type the old one's number, or only Enter to leave it open:")
        guard let line = readLine(), let number = Int(line.filter { $0 != " " }), (1...2).contains(number) else {
            return hints
        }
        var hints = hints
        hints.old = finding.ways[number - 1].name
        return hints
    }
}
