import Foundation
import World

/// A mistake that only AWS shows: the emulated world's configuration with something changed.
struct WorldMistake: Sendable {
    var what: String
    /// What the file says wrong, for the page.
    var line: String
    /// From the right file to the wrong one.
    var change: @Sendable (String) -> String
    var words: [String]
    var status: Int32
    var place: String
    var remedy: String
    /// Whether a poller runs by the right file.
    var polls = false
    /// Whether the credentials may do nothing.
    var isPowerless = false

    static let all: [WorldMistake] = [
        WorldMistake(
            what: "The identifiers of the sides are swapped", line: "old: ecs, new: ec2",
            change: { $0.replacing("old: ec2, new: ecs", with: "old: ecs, new: ec2") },
            words: ["rollback", "api", "--yes"], status: 2, place: "record “ecs” is old's in the file",
            remedy: "write each thing under its own side in /home/mika/abreast.yaml"),
        WorldMistake(
            what: "The load balancers of the sides are swapped", line: "load_balancer: api-new, under old",
            change: { swapping("load_balancer:", in: $0) { ($0[0], $0[1]) } }, words: ["poll", "--once"], status: 2,
            place: "in the file, and leads to", remedy: "write each thing under its own side in /home/mika/abreast.yaml"
        ),
        WorldMistake(
            what: "Another service's fleet", line: "auto_scaling_group: web-asg, under api",
            change: { text in
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                let groups = lines.indices.filter { lines[$0].contains("auto_scaling_group:") }
                var foreign = lines
                foreign[groups[0]] = lines[groups[1]]
                return foreign.joined(separator: "\n")
            }, words: ["advance", "api", "--to", "50", "--yes"], status: 2,
            place: "a target group that this service does not name",
            remedy: "write each thing under its own side in /home/mika/abreast.yaml"),
        WorldMistake(
            what: "The file was changed while the poller runs", line: "steps: [30, 50, 100]",
            change: { $0.replacing("steps: [25, 50, 100]", with: "steps: [30, 50, 100]") },
            words: ["pause", "api"], status: 0, place: "the poller runs another configuration, since",
            remedy: "SIGHUP makes it read that anew", polls: true),
        WorldMistake(
            what: "The credentials may not read", line: "", change: { $0 }, words: ["plan", "api", "--to", "50"],
            status: 1, place: "route53:ListHostedZonesByName",
            remedy: "allow the action route53:ListHostedZonesByName in the caller's IAM policy", isPowerless: true),
    ]

    /// The text with two of its lines that have `key` in each other's place.
    private static func swapping(_ key: String, in text: String, _ pick: ([Int]) -> (Int, Int)) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let (one, other) = pick(lines.indices.filter { lines[$0].contains(key) })
        lines.swapAt(one, other)
        return lines.joined(separator: "\n")
    }

    func run(in world: EmulatedWorld) throws -> Mistake.Answer {
        let place = try SteeredPlace(world, top: "rollout: { mode: manual, steps: [25, 50, 100], bake: 1m }")
        let right = try String(contentsOfFile: place.file, encoding: .utf8)
        let poller = polls ? try place.startPolling() : nil
        defer { poller?.killAtOnce() }
        try change(right).write(toFile: place.file, atomically: true, encoding: .utf8)
        var environment = place.environment
        if isPowerless {
            environment["AWS_ACCESS_KEY_ID"] = world.names.powerless["accessKeyID"]
            environment["AWS_SECRET_ACCESS_KEY"] = world.names.powerless["secretAccessKey"]
        }
        let said = try Program.output(of: Program.path, words, environment: environment)
        let text = (said.errors + said.text).replacing(place.directory, with: "/home/mika")
            .replacing(/\b\d\d:\d\d(:\d\d)?\b/, with: "14:02")
        return Mistake.Answer(status: said.status, text: text)
    }
}
