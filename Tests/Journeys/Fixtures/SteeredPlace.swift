import Foundation
import World

/// A store of its own in front of an emulated world that `abreast` is to steer by a plan.
struct SteeredPlace {
    let directory = NSTemporaryDirectory() + "abreast-steered-\(UUID().uuidString)"
    let environment: [String: String]
    /// The configuration.
    let file: String
    private let world: EmulatedWorld

    /// - Parameter top: Lines that are put before the configuration's services.
    init(_ world: EmulatedWorld, top: String) throws {
        self.world = world
        file = directory + "/abreast.yaml"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let text = try String(contentsOfFile: world.faultConfigPath, encoding: .utf8)
        try text.replacing("\nservices:", with: "\n\(top)\nservices:", maxReplacements: 1)
            .write(toFile: file, atomically: true, encoding: .utf8)
        environment = world.faultEnvironment.merging([
            "ABREAST_CONFIG": file, "XDG_STATE_HOME": directory + "/state", "TZ": "UTC", "ABREAST_ACTOR": "mika@desk",
        ]) { _, new in new }
    }

    /// `abreast` with these words.
    func run(_ arguments: String...) throws -> Program.Output { try run(arguments) }

    /// The same.
    func run(_ arguments: [String]) throws -> Program.Output {
        try Program.output(of: Program.path, arguments, environment: environment)
    }

    /// The same in somebody else's name.
    func run(as actor: String, _ arguments: String...) throws -> Program.Output {
        try Program.output(
            of: Program.path, arguments, environment: environment.merging(["ABREAST_ACTOR": actor]) { _, new in new })
    }

    /// A poller that has read everything once.
    func startPolling() throws -> Spawned {
        let poller = try Program.start("poll", environment: environment)
        try wait("the first poll") {
            let status = try run("status", "--json")
            guard status.status == 0 else { return false }
            let board = try JSONSerialization.jsonObject(with: Data(status.text.utf8)) as? [String: Any]
            let services = board?["services"] as? [[String: Any]] ?? []
            let sources = board?["sources"] as? [[String: Any]] ?? []
            let applied = services.compactMap { ($0["share"] as? [String: Any])?["applied"] as? [String: Any] }
            return applied.contains { $0["value"] is Double }
                && sources.count >= 5 && sources.allSatisfy { $0["lastSuccess"] is String }
        }
        return poller
    }

    /// Asks again for half a minute; throws when it never becomes true.
    func wait(_ what: String, until isTrue: () throws -> Bool) throws {
        for _ in 0..<150 {
            if try isTrue() { return }
            usleep(200_000)
        }
        throw JourneyEnded(what: "\(what) did not come: \(try run("events").text)")
    }

    func weights(_ service: String) throws -> String { try world.weights(service) }

    /// The timeline as `abreast events --json` tells it.
    func events() throws -> [[String: Any]] {
        try Self.objects(run("events", "--json").text)
    }

    static func objects(_ lines: String) throws -> [[String: Any]] {
        try lines.split(separator: "\n").compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }
}

extension EmulatedWorld {
    /// `A/ec2=75 A/ecs=25 AAAA/ec2=75 AAAA/ecs=25`.
    func weights(_ service: String) throws -> String {
        try python(
            """
            record = names["services"]["\(service)"]["record"] + "."
            found = aws.route53.list_resource_record_sets(HostedZoneId=names["zoneID"], StartRecordName=record)
            rows = [one for one in found["ResourceRecordSets"] if one["Name"] == record and "Weight" in one]
            print(" ".join(f'{one["Type"]}/{one["SetIdentifier"]}={one["Weight"]}' for one in rows))
            """
        ).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
