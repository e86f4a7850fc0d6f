import Model
import Testing

@testable import MigrationFile

@Suite struct RolloutReaderTests {
    private func text(_ top: String = "", api: String = "", web: String = "", worker: String = "") -> String {
        """
        migration: m
        region: eu-west-1
        \(top)
        services:
          api:
            split: { route53: { zone: example.com, name: api.example.com, old: ec2, new: ecs } }
            old: { load_balancer: api-old, auto_scaling_group: a }
            new: { load_balancer: api-new, ecs: { cluster: c, service: api } }
            \(api)
          web:
            split: { route53: { zone: example.com, name: web.example.com, old: ec2, new: ecs } }
            old: { load_balancer: web-old, auto_scaling_group: b }
            new: { load_balancer: web-new, ecs: { cluster: c, service: web } }
            \(web)
          worker:
            old: { auto_scaling_group: w }
            new: { ecs: { cluster: c, service: worker } }
            \(worker)
        """
    }

    private func faults(_ text: String) -> [String] {
        do {
            _ = try Configuration.read(text: text, file: "f")
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test func `keys at the top that begin with x- are a place for anchors`() throws {
        let top = "x-plan: &plan { mode: manual, steps: [0.1, 5, 100] }\nrollout: *plan"
        let configuration = try Configuration.read(text: text(top), file: "f")
        #expect(configuration.services[0].rollout?.steps == [0.1, 5, 100])
        #expect(faults(text(api: "x-plan: 1")).first?.contains("unknown key") == true)
    }

    @Test func `without a section nothing is planned`() throws {
        let configuration = try Configuration.read(text: text(), file: "f")
        #expect(configuration.services.allSatisfy { $0.rollout == nil } && configuration.groups.isEmpty)
    }

    @Test func `a service's keys stand over those for all`() throws {
        let top = """
            rollout: { mode: manual, steps: [1, 5.5, 100], bake: 15m, dead_man: 20m, look_again: 1h30m }
            groups: { front: [web, api] }
            """
        let configuration = try Configuration.read(
            text: text(top, api: "rollout: { bake: [30m, 90s, 0s], no_return_from: 100 }"), file: "f")
        let api = try #require(configuration.services[0].rollout)
        #expect(
            api
                == RolloutPlan(
                    mode: .manual, steps: [1, 5.5, 100], bakes: [1800, 90, 0], deadMan: 1200, lookAgain: 5400,
                    noReturnFrom: 100))
        #expect((0..<4).map { api.bake(ofStep: $0) } == [1800, 90, 0, nil])
        let web = try #require(configuration.services[1].rollout)
        #expect(web.bakes == [900] && web.noReturnFrom == nil && web.bake(ofStep: 2) == 900)
        #expect(configuration.services[2].rollout == nil)
        #expect(configuration.groups == [ServiceGroup(name: "front", services: ["web", "api"])])
    }

    @Test(arguments: [
        (25.0, "25"), (12.5, "12.5"), (0.390625, "0.39"), (100, "100"), (0, "0"), (10.10, "10.1"), (0.001, "0"),
    ])
    func `percentages are not rounded away`(percent: Double, words: String) {
        #expect(NumberWords.share(percent) == words)
    }

    @Test func `to observe needs no steps`() throws {
        let configuration = try Configuration.read(text: text("rollout: {}"), file: "f")
        #expect(configuration.services[0].rollout == RolloutPlan())
        #expect(RolloutPlan().mode == .observe && RolloutPlan().steps.isEmpty)
    }

    @Test(arguments: [
        (
            "rollout: [1]",
            "f:3:10: rollout: a list stands where keys with values are wanted; write e.g. rollout: { mode: manual, steps: [1, 5, 25, 50, 100], bake: 15m }"
        ),
        (
            "rollout: { steps: [0.1, 0.2, 1] }",
            "f:3:10: rollout: the steps 0.1 and 0.2 % are the same weights, 255/1, which give 0.39 %; leave one of them out"
        ),
        ("rollout: { mood: manual }", "f:3:12: rollout.mood: unknown key; did you mean `mode`?"),
        ("rollout: { mode: auto }", "f:3:18: rollout.mode: “auto” is no mode; write observe, manual or automatic"),
        (
            "rollout: { mode: automatic }",
            "f:3:10: rollout: the mode is automatic, but no steps are planned; write e.g. steps: [1, 5, 25, 50, 100]"
        ),
        (
            "rollout: { steps: 5 }",
            "f:3:19: rollout.steps: the text “5” stands where a list is wanted; write percent on new, rising, e.g. steps: [1, 5, 25, 50, 100]"
        ),
        (
            "rollout: { steps: [] }",
            "f:3:19: rollout.steps: no step is named; write percent on new, rising, e.g. steps: [1, 5, 25, 50, 100]"
        ),
        (
            "rollout: { steps: [0, 5] }",
            "f:3:20: rollout.steps[0]: 0 is no step: a step is above 0 and at most 100 percent; write percent on new, rising, e.g. steps: [1, 5, 25, 50, 100]"
        ),
        (
            "rollout: { steps: [5, 101] }",
            "f:3:23: rollout.steps[1]: 101 is no step: a step is above 0 and at most 100 percent; write percent on new, rising, e.g. steps: [1, 5, 25, 50, 100]"
        ),
        (
            "rollout: { steps: [5, 5] }",
            "f:3:23: rollout.steps[1]: 5 does not rise above 5 before it; write percent on new, rising, e.g. steps: [1, 5, 25, 50, 100]"
        ),
        (
            "rollout: { steps: [1, 2], bake: 15 }",
            "f:3:33: rollout.bake: “15” has no unit: s, m or h; write e.g. bake: 15m"
        ),
        (
            "rollout: { steps: [1, 2], bake: soon }",
            "f:3:33: rollout.bake: “soon” is not a time; write e.g. bake: 15m"
        ),
        (
            "rollout: { steps: [1, 2], bake: 200h }",
            "f:3:33: rollout.bake: “200h” is not between 0 s and 7 d; write e.g. bake: 15m"
        ),
        (
            "rollout: { steps: [1, 2], bake: [1m, 2m, 3m] }",
            "f:3:10: rollout: `bake` has 3 times for 2 steps; write one time for all, or one for each step"
        ),
        (
            "rollout: { steps: [1, 2], bake: [1m, x] }",
            "f:3:38: rollout.bake[1]: “x” is not a time; write e.g. bake: 15m"
        ),
        (
            "rollout: { dead_man: 5s }",
            "f:3:22: rollout.dead_man: “5s” is not between 60 s and 7 d; write e.g. dead_man: 20m"
        ),
        (
            "rollout: { look_again: m }",
            "f:3:24: rollout.look_again: “m” is not a time; write e.g. look_again: 30m"
        ),
        (
            "rollout: { steps: [1, 50], no_return_from: 25 }",
            "f:3:10: rollout: `no_return_from` is 25, which is none of the steps; write one of 1, 50"
        ),
        (
            "rollout: { steps: [1, 2], dead_man: 20m }",
            "f:3:10: rollout: `dead_man` rolls back by itself, but the mode is observe, in which abreast moves nothing by itself; write mode: manual or mode: automatic, or leave `dead_man` out"
        ),
        (
            "groups: [front]",
            "f:3:9: groups: a list stands where keys with values are wanted; write e.g. groups: { front: [api, web] }"
        ),
        (
            "groups: { front: api }",
            "f:3:18: groups.front: the text “api” stands where a list is wanted; write the names of services, e.g. [api, web]"
        ),
        (
            "groups: { front: [] }",
            "f:3:18: groups.front: no service is named; write the names of services, e.g. [api, web]"
        ),
        ("groups: { front: [apo] }", "f:3:19: groups.front[0]: there is no service “apo”; did you mean `api`?"),
        (
            "groups: { front: [checkout] }",
            "f:3:19: groups.front[0]: there is no service “checkout”; known here: api, web, worker"
        ),
        (
            "groups: { front: [api, worker] }",
            "f:3:24: groups.front[1]: “worker” has no split, so there is nothing to move; leave it out"
        ),
        ("groups: { front: [api, api] }", "f:3:24: groups.front[1]: “api” stands twice in its group; keep one of them"),
        (
            "groups: { front: [api], back: [api] }",
            "f:3:32: groups.back[0]: “api” is in the group “front” already; a service moves with one group"
        ),
        (
            "groups: { api: [web] }",
            "f:3:11: groups.api: “api” is a service's name already; give the group another name"
        ),
    ])
    func `what is wrong is said once with its place`(top: String, said: String) {
        #expect(faults(text(top)) == [said])
    }

    @Test func `a service may only observe below a section that arms the others`() {
        let top = "rollout: { mode: manual, steps: [1, 2], dead_man: 20m }"
        #expect(faults(text(top, web: "rollout: { mode: observe }")) == [])
        let own = faults(text(top, web: "rollout: { mode: observe, dead_man: 5m }"))
        #expect(own.count == 1 && own[0].hasPrefix("f:14:14: services.web.rollout: `dead_man` rolls back"))
    }

    @Test func `a service of its own is compared at its own place`() {
        #expect(
            faults(
                text("rollout: { mode: manual, steps: [1, 2], bake: [1m, 2m] }", web: "rollout: { steps: [1, 2, 3] }"))
                == [
                    "f:14:14: services.web.rollout: `bake` has 2 times for 3 steps; write one time for all, or one for each step"
                ])
        #expect(
            faults(text(worker: "rollout: { mode: observe }")) == [
                "f:18:14: services.worker.rollout: this service has no `split`, so there are no weights to move; leave `rollout` out, or add its split"
            ])
    }

    @Test func `those who move together take the same steps`() {
        let top = "groups: { front: [api, web] }"
        let (one, other) = ("rollout: { steps: [1, 100] }", "rollout: { steps: [5, 100] }")
        let differ =
            "f:3:11: groups.front: its services move together, but their steps differ; give all of them the same `steps`"
        #expect(faults(text(top, api: one, web: one)).isEmpty)
        #expect(faults(text(top, api: one, web: other)) == [differ])
        #expect(faults(text(top, api: one)) == [differ])
        #expect(
            faults(text(top, api: one, web: "rollout: { mode: manual, steps: [1, 100] }")) == [
                "f:3:11: groups.front: its services move together, but their modes differ; give all of them the same `mode`"
            ])
    }
}
