import Foundation
import Testing
import World

/// A file whose sides are not what stands in AWS moves nothing: whoever goes back would go to new.
@Suite(.serialized) struct SideJourneys {
    /// The right file with one mistake.
    private func text(_ text: String, with mistake: String) -> String {
        switch mistake {
        case "identifiers": return text.replacing("old: ec2, new: ecs", with: "old: ecs, new: ec2")
        case "load balancers":
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let at = lines.indices.filter { lines[$0].contains("load_balancer:") }.prefix(2)
            var swapped = lines
            swapped.swapAt(at[at.startIndex], at[at.index(after: at.startIndex)])
            return swapped.joined(separator: "\n")
        case "all of it":
            // Each side's own block under the other's name, and the identifiers with it.
            return text.replacing("old: ec2, new: ecs", with: "old: ecs, new: ec2")
                .replacing("\n    old:\n", with: "\n    OLD:\n").replacing("\n    new:\n", with: "\n    old:\n")
                .replacing("\n    OLD:\n", with: "\n    new:\n")
        default:
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let groups = lines.indices.filter { lines[$0].contains("auto_scaling_group:") }
            var foreign = lines
            foreign[groups[0]] = lines[groups[1]]
            return foreign.joined(separator: "\n")
        }
    }

    @Test(arguments: ["identifiers", "load balancers", "another service's fleet", "all of it"])
    func `sides against the evidence are refused, and nothing moves`(mistake: String) async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = try SteeredPlace(world, top: "rollout: { mode: manual, steps: [25, 50, 100], bake: 1m }")
        let right = try String(contentsOfFile: place.file, encoding: .utf8)
        let wrong = text(right, with: mistake)
        #expect(wrong != right)
        try wrong.write(toFile: place.file, atomically: true, encoding: .utf8)
        let before = try world.weights("api")

        let check = try place.run("check", "--online")
        #expect(check.status == 1 && check.text.contains("SWAPPED"), "\(check.text)\(check.errors)")
        for words in [
            ["poll"], ["poll", "--once"], ["advance", "api", "--to", "50"], ["advance", "api", "--to", "50", "--yes"],
            ["rollback", "api"], ["rollback", "api", "--yes", "--snapshot-dir", place.directory],
        ] {
            let said = try place.run(words)
            #expect(said.status == 2, "\(mistake), \(words): \(said.text)\(said.errors)")
            #expect(said.errors.contains("in the file, and"), "\(mistake), \(words): \(said.errors)")
            #expect(said.errors.contains("nothing was ordered"), "\(mistake), \(words): \(said.errors)")
        }
        #expect(try world.weights("api") == before)

        try right.write(toFile: place.file, atomically: true, encoding: .utf8)
        let once = try place.run("poll", "--once")
        #expect(once.status == 0, "\(once.text)\(once.errors)")
    }

    /// Somebody who knows better says so in the file, and everyone reads why.
    @Test func `sides that are vouched for move, and the reason stands in the timeline`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = try SteeredPlace(world, top: "rollout: { mode: manual, steps: [25, 50, 100], bake: 1m }")
        let right = try String(contentsOfFile: place.file, encoding: .utf8)
        let wrong = text(right, with: "another service's fleet").replacing(
            "split:", with: "sides: { vouched: 'looked at by mika' }\n    split:")
        try wrong.write(toFile: place.file, atomically: true, encoding: .utf8)
        let check = try place.run("check", "--online")
        #expect(!check.text.contains("SWAPPED") && check.text.contains("looked at by mika"), "\(check.text)")
        for _ in 1...2 {
            let once = try place.run("poll", "--once")
            #expect(once.errors.contains("The file vouches for the sides: “looked at by mika”."), "\(once.errors)")
        }
        let notes = try place.events().filter { ($0["reason"] as? String)?.contains("looked at by mika") == true }
        #expect(notes.count == 1, "\(notes)")
        let advance = try place.run("advance", "api")
        #expect(advance.status == 1 && advance.errors.contains("looked at by mika"), "\(advance.text)\(advance.errors)")
    }
}
