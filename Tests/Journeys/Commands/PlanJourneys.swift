import Foundation
import Testing
import World

/// `abreast plan`, against the emulated world over HTTP: it tells what would be sent, and sends nothing.
@Suite(.serialized) struct PlanJourneys {
    /// The world's configuration with a rollout in it, behind the fault proxies, which count what is asked.
    private func environment(of world: EmulatedWorld, rollout: String) throws -> [String: String] {
        let file = NSTemporaryDirectory() + "abreast-\(UUID().uuidString).yaml"
        let text = try String(contentsOfFile: world.faultConfigPath, encoding: .utf8)
        try text.replacing("\nservices:", with: "\n\(rollout)\nservices:", maxReplacements: 1)
            .write(toFile: file, atomically: true, encoding: .utf8)
        return world.faultEnvironment.merging(["ABREAST_CONFIG": file, "TZ": "UTC"]) { _, new in new }
    }

    @Test func `every step is printed as a command and nothing is sent`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let environment = try environment(
            of: world,
            rollout: "rollout: { mode: manual, steps: [25, 100], bake: 90s }\ngroups: { front: [api, web] }")
        try world.forgetRequests()
        let plan = try Program.run("plan", environment: environment)
        #expect(plan.status == 0, "\(plan.errors)")
        let asked = try world.requestCounts().keys.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
        #expect(!asked.isEmpty && asked.allSatisfy { $0.hasPrefix("List") || $0.hasPrefix("Describe") }, "\(asked)")
        let lines = plan.text.split(separator: "\n").map(String.init)
        #expect(lines.count { $0.hasPrefix("    aws route53 change-resource-record-sets --hosted-zone-id Z") } == 4)
        func words(_ line: Int, _ count: Int) -> [Substring] {
            lines[line].split(separator: " ").prefix(count).map(\.self)
        }
        #expect(words(0, 9) == ["SERVICE", "STEP", "ON", "NEW", "BAKE", "SENDS"])
        #expect(words(1, 4) == ["api", "1/2", "25", "%"] && lines[1].hasSuffix("nothing, as it stands"), "\(lines[1])")
        #expect(words(2, 9) == ["▸", "now", "25", "%"], "\(lines[2])")
        #expect(words(3, 3) == ["2/2", "100", "%"], "\(lines[3])")
        #expect(lines[3].hasSuffix("A 75/25 → 0/100, AAAA 75/25 → 0/100"), "\(lines[3])")
        #expect(lines.contains("  step 1/2: 25 % on new, bake 1 min 30 s, as it stands now"))
        #expect(lines.contains("    A 75/25 → 0/100, AAAA 75/25 → 0/100"))
        #expect(lines.contains("worker: no split, so no weights to move"))
        #expect(lines.last?.hasPrefix("read with 15 API calls; nothing was sent") == true)

        let group = try Program.run("plan", "front", "--json", environment: environment)
        let objects = try group.text.split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(objects.compactMap { $0["service"] as? String } == ["api", "web"])
        #expect(objects.allSatisfy { ($0["steps"] as? [Any])?.count == 2 })
    }

    @Test func `what cannot be planned is said with its status`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let environment = try environment(of: world, rollout: "")
        let bare = try Program.run("plan", environment: environment)
        #expect(bare.status == 2 && bare.errors.contains("no steps are configured"))
        let unknown = try Program.run("plan", "apo", "--to", "5", environment: environment)
        #expect(unknown.status == 2 && unknown.errors.contains("there is no service “apo”"))
        #expect(try Program.run("plan", "--to", "101", environment: environment).status == 64)

        try world.fault("denied", service: "route53")
        let denied = try Program.run("plan", "api", "--to", "5", environment: environment)
        #expect(denied.status == 1)
        #expect(denied.text.hasPrefix("api: cannot be planned: route53:ListHostedZonesByName"))
        try world.fault("pass")
        #expect(try Program.run("plan", "api", "--to", "5", environment: environment).status == 0)
    }
}
