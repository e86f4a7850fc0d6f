import Model
import Store
import Testing

@testable import Rollout

/// Steps of the plan: those that are ordered, those that are refused, and those that an automatic rollout takes.
@Suite("A step of the plan", .timeLimit(.minutes(2)))
struct RolloutStepTests {
    private let settledIn = 5.0

    @Test func `an ordered step is taken followed and baked`() async throws {
        let night = try await SteeredNight()
        let order = try night.advance(10)
        try await night.turn()
        let trail = night.trail()
        #expect(night.percent() == 10, "\(trail)")
        #expect(try night.step()?.order == order.id && night.step()?.percent == 10)
        try await night.pass(minutes: settledIn)
        let step = try #require(try night.step())
        #expect(step.state == .done && step.inSyncAt != nil)
        #expect(try night.service().phase(at: night.now) == .baking)
        #expect(night.aws.sent == 1)
        try await night.pass(minutes: 12)
        // A manual one goes no further by itself.
        #expect(try night.service().phase(at: night.now) == .ready)
        #expect(try night.store.orders(after: 0).count == 1 && night.percent() == 10)
    }

    @Test func `two presses are one step`() async throws {
        let night = try await SteeredNight()
        try night.advance(10)
        try night.advance(10)
        try await night.turn()
        try night.advance(10)
        try await night.pass(minutes: 1)
        #expect(night.aws.sent == 1 && night.percent() == 10)
        #expect(
            try night.events(.weights).last { $0.reason.hasPrefix("STOPPED") }?.reason.contains("10 % stands") == true)
    }

    @Test func `a step beside the plan is stopped in words`() async throws {
        let night = try await SteeredNight(from: 50)
        for (percent, words) in [(30.0, "30 is no step of the plan (10 50 100)"), (10, "50 % stands already")] {
            try night.advance(percent)
            try await night.turn()
            #expect(try night.step()?.state == .stopped)
            #expect(try night.events(.weights).last?.reason.contains(words) == true, "\(night.trail())")
        }
        #expect(night.aws.sent == 0)
    }

    @Test func `a service that only observes is never moved`() async throws {
        let night = try await SteeredNight("mode: observe, steps: [10, 50, 100]")
        try night.advance(10)
        try await night.pass(minutes: 1)
        #expect(night.aws.sent == 0)
        #expect(try night.events(.weights).last?.reason.contains("to observe") == true)
    }

    /// What makes each rule refuse.
    static let troubles: [(StepRule, @Sendable (inout SteeredNight.World) -> Void)] = [
        (.blind, { $0.isSeen = false }), (.worse, { $0.newP99 = 900 }), (.targets, { $0.newTasks = 7 }),
        (.deployment, { $0.deployment = "IN_PROGRESS" }), (.capacity, { $0.oldTargets = 4 }), (.settling, { _ in }),
        (.baking, { _ in }),
    ]

    @Test(arguments: StepRule.allCases)
    func `what a rule refuses an override takes`(_ rule: StepRule) async throws {
        let night = try await SteeredNight(from: 0)
        let trouble = try #require(Self.troubles.first { $0.0 == rule }).1
        try night.advance(10)
        // A step that settles is refused at once; all others stand a while before their trouble comes.
        try await night.turn()
        if rule == .baking { try await night.pass(minutes: 4) }
        if rule != .settling, rule != .baking {
            try await night.pass(minutes: 15)
            night.change(trouble)
            // A fleet that carries more for longer has shown that it can.
            try await night.pass(minutes: rule == .capacity ? 1 : 8)
        }
        let order = try night.advance(50)
        try await night.turn()
        let trail = night.trail()
        #expect(night.percent() == 10 && night.aws.sent == 1, "\(trail)")
        let refused = try #require(try night.events(.refused).last, "\(trail)")
        #expect(
            refused.reason.contains("\(rule.rawValue): ")
                && refused.evidence == "order \(order.id), record api.example.com")
        #expect(!refused.reason.contains("--override"), "a rule is set aside by who types its name, not by pasting")
        #expect(refused.before == "10 %" && refused.after == "50 %")
        #expect(try night.step()?.order == order.id && night.step()?.state == .stopped)
        // Another rule's override does not help; nor is the refused order taken up again.
        try night.advance(50, overrides: StepRule.allCases.filter { $0 != rule })
        try await night.pass(minutes: rule == .settling ? 0.5 : 2)
        #expect(try night.events(.refused).count == 2 && night.aws.sent == 1)
        try night.advance(50, overrides: [rule])
        try await night.turn()
        #expect(night.percent() == 50, "\(night.trail())")
    }

    @Test func `a pause is no rule and cannot be overridden`() async throws {
        let night = try await SteeredNight()
        let pause = try night.order(.pause)
        let order = try night.advance(10, overrides: StepRule.allCases)
        try await night.pass(minutes: 2)
        try night.hold("next@there:2")
        try await night.pass(minutes: 1)
        #expect(night.aws.sent == 0)
        let refused = try night.events(.refused)
        #expect(refused.count == 1 && refused.first?.evidence == "order \(order.id), record api.example.com")
        #expect(refused.first?.reason.contains("ken@desk paused it (order \(pause.id))") == true)
        // What was ordered while it was held is not carried out when it is resumed.
        try night.order(.resume)
        try await night.pass(minutes: 2)
        #expect(night.aws.sent == 0)
        try night.advance(10)
        try await night.turn()
        #expect(night.percent() == 10)
    }

    // MARK: Groups

    @Test func `a group moves together or not at all`() async throws {
        let night = try await SteeredNight(groups: "{ front: [api, web] }", services: ["api", "web"])
        for name in ["api", "web"] { try night.advance(10, name) }
        try await night.turn()
        #expect(night.percent("api") == 10 && night.percent("web") == 10, "\(night.trail())")
        // One of them settles: the other may not go on alone.
        try await night.pass(minutes: 0.5)
        try night.advance(50, "web", overrides: [])
        try await night.turn()
        #expect(night.percent("web") == 10)
        #expect(try night.events(.refused).last?.reason.contains("settling: ") == true)
    }

    @Test func `what refuses one of a group refuses all`() async throws {
        let night = try await SteeredNight(
            "mode: manual, steps: [10, 50, 100], bake: 1m", groups: "{ front: [api, web] }", services: ["api", "web"])
        for name in ["api", "web"] { try night.advance(10, name) }
        try await night.pass(minutes: 10)
        night.change { $0.deployment = "FAILED" }
        try await night.pass(minutes: 1)
        try night.advance(50, "api")
        try await night.turn()
        let refused = try #require(try night.events(.refused).last)
        #expect(refused.reason.contains("of api on new failed") && refused.reason.contains("of web on new failed"))
        #expect(night.percent("api") == 10)
    }

    @Test func `while one of a group is held none goes on`() async throws {
        let night = try await SteeredNight(
            "mode: manual, steps: [10, 50, 100], bake: 1m", groups: "{ front: [api, web] }", services: ["api", "web"])
        for name in ["api", "web"] { try night.advance(10, name) }
        try await night.pass(minutes: 10)
        night.set(0, "web")
        try await night.pass(minutes: 1)
        #expect(try night.service("web").pause != nil, "\(night.trail())")
        try night.advance(50, "api", overrides: StepRule.allCases)
        try await night.turn()
        #expect(night.percent("api") == 10)
        let told = try night.events(.weights).contains { $0.reason.contains("web moves with api, and it is held") }
        #expect(told, "\(night.trail())")
    }

    // MARK: Automatic

    @Test func `an automatic rollout takes each step once and is done once`() async throws {
        let night = try await SteeredNight("mode: automatic, steps: [10, 50, 100], bake: 10m")
        try await night.pass(minutes: 30)
        #expect(night.aws.sent == 0, "it never begins by itself")
        try night.advance(10)
        var seen: [Double] = []
        let isDone = try await night.pass(atMost: 120) {
            if let percent = night.percent(), percent != seen.last { seen.append(percent) }
            return try !night.events(.done).isEmpty
        }
        #expect(isDone, "\(night.trail())")
        #expect(seen.filter { $0 > 0 } == [10, 50, 100] && night.aws.moved == 3 && night.aws.sent == 3)
        let orders = try night.store.orders(after: 0)
        #expect(orders.map(\.terms.percent) == [10, 50, 100])
        #expect(orders.map(\.terms.byItself) == [false, true, true])
        #expect(orders.dropFirst().allSatisfy { $0.actor == "me@here:1" && $0.reason == "bake over, verdict pass" })
        // Each bake was kept.
        let steps = zip(orders, orders.dropFirst()).map { $1.at.seconds(since: $0.at) }
        #expect(steps.allSatisfy { $0 >= 600 + 60 }, "\(steps)")
        try await night.pass(minutes: 5)
        try night.hold("next@there:2")
        try await night.pass(minutes: 5)
        #expect(try night.events(.done).count == 1 && night.events(.done).first?.after == "100 %")
        #expect(night.aws.sent == 3)
    }

    @Test func `an order that made no sense does not stop an automatic rollout`() async throws {
        let night = try await SteeredNight("mode: automatic, steps: [10, 50], bake: 5m")
        try night.advance(10)
        try await night.pass(minutes: 1)
        try night.advance(10)
        try night.advance(50)
        try await night.pass(minutes: 1)
        #expect(try night.events(.refused).count == 1)
        let isThere = try await night.pass(atMost: 20) { night.percent() == 50 }
        #expect(isThere, "\(night.trail())")
    }

    @Test func `an automatic group steps only when all can`() async throws {
        let night = try await SteeredNight(
            "mode: automatic, steps: [10, 50], bake: 5m", groups: "{ front: [api, web] }", services: ["api", "web"])
        for name in ["api", "web"] { try night.advance(10, name) }
        try await night.pass(minutes: 3)
        let pause = try night.order(.pause, "web")
        try await night.pass(minutes: 20)
        #expect(night.percent("api") == 10 && night.percent("web") == 10, "\(night.trail())")
        #expect(pause.id == 3)
        try night.order(.resume, "web")
        let isThere = try await night.pass(atMost: 20) { night.percent("api") == 50 && night.percent("web") == 50 }
        #expect(isThere, "\(night.trail())")
        #expect(try night.store.orders(after: 0).count { $0.terms.byItself } == 2)
    }

    @Test func `an automatic step that AWS refuses is not tried again until somebody speaks`() async throws {
        let night = try await SteeredNight(
            "mode: automatic, steps: [10, 50], bake: 5m", aws: ScriptedRoute53([.none], then: .denied))
        try night.advance(10)
        try await night.pass(minutes: 60)
        #expect(night.percent() == 10 && night.aws.sent == 2, "\(night.trail())")
        try night.order(.renew)
        try await night.pass(minutes: 1)
        #expect(night.aws.sent == 3)
    }

    @Test func `without initiative only orders are carried out`() async throws {
        let night = try await SteeredNight("mode: automatic, steps: [10, 50], bake: 5m, dead_man: 10m")
        try night.hold("deputy@here:2", takesInitiative: false)
        try night.advance(10)
        try await night.pass(minutes: 5)
        #expect(night.percent() == 10)
        night.change { $0.newP99 = 900 }
        try await night.pass(minutes: 60)
        night.set(33)
        try await night.pass(minutes: 5)
        #expect(try night.store.orders(after: 0).count == 1 && night.aws.sent == 1)
        try night.order(.rollBack)
        try await night.turn()
        #expect(night.percent() == 0)
    }

    @Test func `what AWS has no room for is due again at the next turn`() async throws {
        let night = try await SteeredNight(aws: ScriptedRoute53([.throttled, .priorRequest]))
        try night.advance(10)
        try await night.turn()
        #expect(night.percent() == 0 && night.aws.sent == 1)
        try await night.turn()
        #expect(night.percent() == 0 && night.aws.sent == 2)
        try await night.turn()
        #expect(night.percent() == 10 && night.aws.sent == 3)
    }

    @Test func `an advance that nobody answered is not sent again before it cannot come any more`() async throws {
        let night = try await SteeredNight(aws: ScriptedRoute53([.timeoutBefore]))
        try night.advance(10)
        try await night.turn()
        try await night.turn()
        #expect(night.aws.sent == 1)
        #expect(try night.step()?.state == .claimed)
        try await night.pass(minutes: 1)
        #expect(night.aws.sent == 2 && night.percent() == 10, "\(night.trail())")
    }
}
