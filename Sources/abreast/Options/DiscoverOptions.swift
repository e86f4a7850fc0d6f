import ArgumentParser
import Discover
import MigrationFile
import Model

/// Where a discovery begins, and what the person knows besides.
struct DiscoverOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What is old: a set identifier, a load balancer, a target group, a fleet.", valueName: "name"))
    var old: String?
    @Option(help: ArgumentHelp("What is new, likewise.", valueName: "name"))
    var new: String?
    @Option(help: ArgumentHelp("The hosted zone, by id or name, where several answer.", valueName: "zone"))
    var zone: String?
    @Option(help: ArgumentHelp("The Auto Scaling group; without HOST, a worker's.", valueName: "group"))
    var asg: String?
    @Option(
        help: ArgumentHelp(
            "The ECS service; without HOST, begins there, or names a worker's.", valueName: "cluster/service"))
    var ecs: String?
    @Option(help: ArgumentHelp("The SQS queue that both sides of a worker eat.", valueName: "queue"))
    var queue: String?
    @Option(
        help: ArgumentHelp("The region; load balancers are found in theirs. Also $AWS_REGION.", valueName: "region"))
    var region: String?
    @Option(help: ArgumentHelp("A profile of the shared AWS files.", valueName: "profile"))
    var profile: String?

    func validate() throws {
        if let region, let fault = PlainValidators.faultOfRegion(region) {
            throw ValidationError("--region: \(fault); write e.g. --region ap-northeast-1")
        }
        if let ecs, ECSConfiguration(written: ecs) == nil {
            throw ValidationError("--ecs takes CLUSTER/SERVICE or the service's ARN, not “\(ecs)”")
        }
    }

    /// Whether any of them is about a discovery. The region and the profile are settings of any command.
    var beginsAlone: Bool { [old, new, zone, asg, ecs, queue].contains { $0 != nil } }

    /// What was typed in place of a configuration's settings; `nil` for nothing.
    var typed: AWSOverride? { AWSOverride(region: region, profile: profile) }

    /// What the person adds where the discovery cannot find out.
    var hints: Hints {
        Hints(zone: zone, old: old, new: new, autoScalingGroup: asg, ecs: ecs.flatMap(ECSConfiguration.init(written:)))
    }

    /// The options as typed, which give the same result again.
    var words: [String] {
        let given = [
            ("--old", old), ("--new", new), ("--zone", zone), ("--asg", asg), ("--ecs", ecs), ("--queue", queue),
            ("--region", region), ("--profile", profile),
        ]
        return given.flatMap { option, value in value.map { [option, $0] } ?? [] }
    }

    /// The starts of the discovery; empty when there are none.
    func starts(_ words: [String]) throws -> [Start] {
        if words.isEmpty {
            let ecs = ecs.flatMap(ECSConfiguration.init(written:))
            if asg != nil || queue != nil { return [.worker(group: asg, ecs: ecs, queue: queue)] }
            return ecs.map { [.ecs($0)] } ?? []
        }
        if queue != nil { throw Failure("--queue is for a worker, which has no HOST.", status: 2) }
        if words.count > 1, asg != nil || ecs != nil {
            throw Failure(
                "--asg and --ecs name one service's fleets: with them give one HOST at a time, not \(words.count).",
                status: 2)
        }
        return try words.map { word in
            if word.hasPrefix("arn:") { return .targetGroup(word) }
            if let fault = PlainValidators.faultOfHost(word) {
                throw Failure("\(fault); write e.g. api.example.com.", status: 2)
            }
            return .host(word)
        }
    }
}

extension ECSConfiguration {
    /// `CLUSTER/SERVICE`, or an ECS service's ARN, which names its cluster; `nil` for anything else.
    fileprivate init?(written text: String) {
        let isARN = text.hasPrefix("arn:")
        let resource = isARN ? text.split(separator: ":").last.map(String.init) ?? "" : text
        var parts = resource.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if isARN, parts.first == "service" { parts.removeFirst() }
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(cluster: parts[0], service: parts[1])
    }
}
