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

    static let all: [WorldMistake] = [
        WorldMistake(
            what: "The identifiers of the sides are swapped", line: "old: ecs, new: ec2",
            change: { $0.replacing("old: ec2, new: ecs", with: "old: ecs, new: ec2") },
            words: ["rollback", "api", "--yes"], status: 2, place: "the record “ecs” is old's in the file",
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
        try change(right).write(toFile: place.file, atomically: true, encoding: .utf8)
        let said = try place.run(words)
        let text = (said.errors + said.text).replacing(place.directory, with: "/home/mika")
        return Mistake.Answer(status: said.status, text: text)
    }
}
