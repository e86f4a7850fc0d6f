import Foundation
import Testing
import World

/// `abreast advance` and what goes with it, against the emulated world over HTTP.
@Suite(.serialized) struct AdvanceJourneys {
    private let plan = "rollout: { mode: manual, steps: [25, 50, 100], bake: 1m, look_again: 30m, dead_man: 20m }"
    private let all = ["blind", "worse", "targets", "deployment", "capacity", "settling"]

    private func weighing(_ old: Int, _ new: Int) -> String {
        "A/ec2=\(old) A/ecs=\(new) AAAA/ec2=\(old) AAAA/ecs=\(new)"
    }

    /// Percent on new by the A records.
    private func percent(_ weights: String) -> Double? {
        let numbers = weights.split(separator: " ").compactMap { Double($0.split(separator: "=").last ?? "") }
        return numbers.count == 4 ? 100 * numbers[1] / (numbers[0] + numbers[1]) : nil
    }

    @Test func `without yes it is explained and with it the holder moves it`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = try SteeredPlace(world, top: plan)
        let poller = try place.startPolling()
        defer { poller.killAtOnce() }
        let asked = try place.run("advance", "api", "--override", "settling")
        #expect(asked.status == 1, "\(asked.text)\(asked.errors)")
        #expect(
            asked.text.contains("A 75/25 → 50/50") && asked.text.contains("aws route53 change-resource-record-sets"))
        #expect(asked.text.contains("api: 25 → 50 % on new; "))
        let printed = "`abreast advance api --to 50 --yes --config \(place.file)`"
        #expect(asked.errors.contains("nothing was ordered and nothing was sent; to go there say \(printed)."))
        #expect(try place.weights("api") == weighing(75, 25))
        #expect(try !place.events().contains { $0["kind"] as? String == "advance" })

        let done = try place.run(
            "advance", "api", "--reason", "go", "--yes", "--override", "blind", "worse", "targets",
            "deployment", "capacity", "settling")
        #expect(done.status == 0, "\(done.text)\(done.errors)")
        for words in ["advance to 50 % ordered by mika@desk, stored as order 1", "in force", "ADVANCED, 50 % on new"] {
            #expect(done.text.contains(words), "\(words) in \(done.text)")
        }
        #expect(!done.errors.contains("this process carries it out"))
        #expect(try percent(place.weights("api")) == 50)
        #expect(try place.weights("web") == weighing(92, 8))

        let back = try place.run("rollback", "api", "--to", "60", "--yes", "--snapshot-dir", place.directory)
        #expect(back.status == 1 && back.errors.contains("so 60 % is no step back"), "\(back.errors)")
        let down = try place.run(
            "rollback", "api", "--to", "25", "--at-once", "--yes", "--snapshot-dir", place.directory)
        #expect(down.status == 0, "\(down.text)\(down.errors)")
        #expect(down.text.contains("roll back to 25 % ordered") && down.text.contains("ROLLED BACK, 25 % on new"))
        #expect(try percent(place.weights("api")) == 25)
        let held = try place.run("advance", "api", "--yes")
        #expect(
            held.status == 1 && held.errors.contains("`abreast resume api --config \(place.file)` first"),
            "\(held.errors)")
    }

    @Test func `a rule refuses and says what it is`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = try SteeredPlace(world, top: plan)
        let poller = try place.startPolling()
        defer { poller.killAtOnce() }
        // In this world p99 of api is worse on new, and web is well.
        try place.wait("the verdict") {
            try place.events().contains { $0["service"] as? String == "api" && $0["after"] as? String == "worse" }
        }
        let asked = try place.run("advance", "api")
        let words = "api: REFUSED now by worse: new is slow: p99"
        #expect(asked.status == 1 && asked.text.contains(words), "\(asked.text)")
        #expect(asked.errors.contains("--to 50 --yes") && !asked.errors.contains("--override"), "\(asked.errors)")
        #expect(asked.errors.contains("what refuses it now has to be mended or looked at first"), "\(asked.errors)")
        let refused = try place.run("advance", "api", "--yes")
        #expect(refused.status == 1, "\(refused.text)\(refused.errors)")
        #expect(refused.text.contains("api: REFUSED: worse: new is slow: p99") && !refused.text.contains("--override"))
        #expect(refused.text.contains("NOT ADVANCED") && !refused.text.contains("aws route53"), "\(refused.text)")
        #expect(try place.weights("api") == weighing(75, 25))
        #expect(try place.events().contains { $0["kind"] as? String == "refused" })
        let done = try place.run("advance", "api", "--yes", "--override", "worse")
        #expect(done.status == 0, "\(done.text)\(done.errors)")
    }

    @Test func `what makes no sense is said before anything is stored`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = try SteeredPlace(world, top: "\(plan)\ngroups: { front: [api, web] }")
        _ = try place.run("poll", "--once")
        func said(_ arguments: String..., status: Int32, _ words: String) throws {
            let output = try Program.output(of: Program.path, arguments, environment: place.environment)
            #expect(output.status == status && output.errors.contains(words), "\(arguments): \(output.errors)")
        }
        try said(
            "advance", "api", "--yes", status: 2,
            "“api” moves together with web: name the group, `abreast advance front --config \(place.file)`")
        try said("advance", "front", "--override", "luck", "--yes", status: 2, "there is no rule “luck”")
        try said(
            "advance", "front", "--to", "30", "--yes", status: 1,
            "30 % is no step of its plan (\(place.file)): 25, 50, 100")
        try said("advance", "worker", "--yes", status: 1, "nothing to move")
        try said("advance", "--yes", status: 64, "name one SERVICE or group")
        try said("advance", "apo", status: 2, "there is no service “apo”")
        #expect(try place.run("pause", "web", "--reason", "wait").status == 0)
        try said("advance", "front", "--yes", status: 1, "`abreast resume web --config \(place.file)` first")
        let observing = try SteeredPlace(world, top: "rollout: { steps: [25, 50] }")
        _ = try observing.run("poll", "--once")
        let output = try observing.run("advance", "api", "--yes")
        #expect(output.status == 1 && output.errors.contains("its mode is observe"), "\(output.errors)")
        for place in [place, observing] {
            #expect(try !place.events().contains { $0["kind"] as? String == "advance" })
        }
    }

    @Test func `a group moves together`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = try SteeredPlace(world, top: "\(plan)\ngroups: { front: [api, web] }")
        let poller = try place.startPolling()
        defer { poller.killAtOnce() }
        // web stands at 8 %, so the group's next step is web's alone: api has made it already.
        let first = try place.run(["advance", "front", "--yes", "--override"] + all)
        #expect(first.status == 0 && !first.text.contains("api: advance"), "\(first.text)\(first.errors)")
        #expect(try percent(place.weights("web")) == 25)
        let second = try place.run(["advance", "front", "--yes", "--override"] + all)
        #expect(second.status == 0, "\(second.text)\(second.errors)")
        #expect(try percent(place.weights("api")) == 50 && percent(place.weights("web")) == 50)
    }

    @Test func `a change from outside is taken over by whoever resumes`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = try SteeredPlace(world, top: plan)
        let poller = try place.startPolling()
        defer { poller.killAtOnce() }
        #expect(try place.run(["advance", "api", "--yes", "--override"] + all).status == 0)
        _ = try world.python("set_weights('api', 90, 10)")
        try place.wait("the pause") {
            try place.events().contains {
                $0["kind"] as? String == "paused" && ($0["reason"] as? String)?.hasPrefix("CHANGED BY HAND") == true
            }
        }
        let asked = try place.run("resume", "api")
        #expect(asked.status == 1 && asked.errors.contains("takes over what somebody else has set: A 90/10"))
        let resumed = try place.run("resume", "api", "--yes")
        #expect(resumed.status == 0, "\(resumed.errors)")
        try place.wait("the adoption") { try place.events().contains { $0["kind"] as? String == "adopted" } }
        #expect(try place.weights("api") == weighing(90, 10))
    }

    @Test func `a pause has a time and a dead man is renewed`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = try SteeredPlace(world, top: plan)
        _ = try place.run("poll", "--once")
        #expect(try place.run("pause", "api").status == 0)
        #expect(try place.run("pause", "web", "--look-again", "2h").status == 0)
        #expect(try place.run("pause", "web", "--look-again", "soon").status == 64)
        let evidence = try place.events().compactMap { $0["evidence"] as? String }
        #expect(evidence.count { $0.contains("look again at ") } == 2, "\(evidence)")
        let renewed = try place.run("renew", "api", "--reason", "here")
        #expect(renewed.status == 0 && renewed.text.contains("api: renewed by mika@desk"), "\(renewed.errors)")
        #expect(try place.run("renew", "worker").status == 2)
        let other = try place.run(as: "noor@desk", "resume", "api")
        #expect(other.status == 1 && other.errors.contains("that is not you (noor@desk)"))
    }
}
