import Model
import Store
import Testing

@testable import Rollout

/// Roll backs that the old side cannot take at once, those that stop on the way, and those that nobody ordered.
@Suite("A roll back in steps", .timeLimit(.minutes(2)))
struct StagedRollBackTests {
    /// A rollout that stands, settled, at 50 %.
    private func night(_ plan: String = "mode: manual, steps: [50, 75, 100], bake: 10m") async throws -> SteeredNight {
        let night = try await SteeredNight(plan)
        try night.advance(50)
        try await night.pass(minutes: 8)
        try night.advance(75, overrides: [.baking])
        try await night.pass(minutes: 8)
        #expect(night.percent() == 75, "\(night.trail())")
        return night
    }

    @Test func `goes as far as old can take and further as it grows`() async throws {
        let night = try await night()
        night.change { $0.oldTargets = 4 }
        try await night.pass(minutes: 1)
        let order = try night.order(.rollBack, "api", OrderTerms(pace: .inSteps))
        try await night.turn()
        #expect(night.percent() == 50, "\(night.trail())")
        try await night.pass(minutes: 5)
        #expect(night.percent() == 50)
        let why = try night.events(.weights).filter { $0.reason.contains("old has room for only") }
        #expect(why.count == 2, "\(night.trail())")
        #expect(
            why.first?.reason.hasPrefix(
                "in steps, to 50 % for now: old has room for only 50 % of all traffic: 4 → 8 instances first") == true)
        #expect(why.last?.reason.hasPrefix("waits at 50 % on new: old has room for only 50 %") == true)
        night.change { $0.oldTargets = 5 }
        try await night.pass(minutes: 1)
        #expect(night.percent() == 40)
        // Another process goes on where this one was, however long it takes.
        try night.hold("next@there:2")
        try await night.pass(minutes: 20)
        #expect(night.percent() == 40)
        night.change { $0.oldTargets = 8 }
        try await night.pass(minutes: 1)
        #expect(night.percent() == 0)
        #expect(night.aws.history == [50, 75, 50, 40, 0])
        try await night.pass(minutes: 5)
        let step = try #require(try night.step())
        #expect(step.order == order.id && step.state == .done && step.percent == 0 && night.aws.sent == 5)
        #expect(try night.events(.weights).allSatisfy { !$0.reason.hasPrefix("STOPPED") })
    }

    @Test func `waits for an old side that can take nothing more`() async throws {
        let night = try await night()
        night.change { $0.oldTargets = 1 }
        try await night.pass(minutes: 1)
        try night.order(.rollBack, "api", OrderTerms(pace: .inSteps))
        try await night.pass(minutes: 30)
        #expect(night.percent() == 75)
        let told = try night.events(.weights).filter {
            $0.reason.hasPrefix("waits at 75 % on new: old has room for only 10 %")
        }
        #expect(told.count == 1, "\(night.trail())")
        // Half an hour is no surprise for one that waits, not even to another process.
        try night.hold("next@there:2")
        try await night.pass(minutes: 2)
        night.change { $0.oldTargets = 8 }
        try await night.pass(minutes: 1)
        #expect(night.percent() == 0, "\(night.trail())")
    }

    @Test(arguments: [4, 1, 0]) func `is asked for, else all goes at once`(left: Int) async throws {
        let night = try await night()
        night.change { $0.oldTargets = left }
        try await night.pass(minutes: 1)
        try night.order(.rollBack)
        try await night.turn()
        #expect(night.percent() == 0, "\(night.trail())")
    }

    @Test func `gives way to one at once`() async throws {
        let night = try await night()
        night.change { $0.oldTargets = 4 }
        try await night.pass(minutes: 1)
        try night.order(.rollBack, "api", OrderTerms(pace: .inSteps))
        try await night.turn()
        #expect(night.percent() == 50)
        try night.order(.rollBack)
        try await night.turn()
        #expect(night.percent() == 0, "\(night.trail())")
    }

    @Test func `goes at once when nobody can see`() async throws {
        let night = try await night()
        night.change {
            $0.oldTargets = 4
            $0.isSeen = false
        }
        try await night.pass(minutes: 8)
        try night.order(.rollBack, "api", OrderTerms(pace: .inSteps))
        try await night.turn()
        #expect(night.percent() == 0)
    }

    @Test func `to an earlier step stops there`() async throws {
        let night = try await night()
        let order = try night.order(.rollBack, "api", OrderTerms(percent: 50))
        try await night.turn()
        #expect(night.percent() == 50)
        try await night.pass(minutes: 5)
        let step = try #require(try night.step())
        #expect(step.order == order.id && step.isRollBack && step.state == .done && night.aws.sent == 3)
        #expect(try night.service().phase(at: night.now) == .paused)
        // One that would go up does nothing.
        try night.order(.rollBack, "api", OrderTerms(percent: 75))
        try await night.pass(minutes: 1)
        #expect(night.percent() == 50 && night.aws.sent == 3)
        #expect(try night.events(.weights).last?.reason.hasPrefix("nothing to send") == true, "\(night.trail())")
        try night.order(.rollBack)
        try await night.turn()
        #expect(night.percent() == 0)
    }

    // MARK: From every state

    enum Standing: String, Sendable, CaseIterable {
        case claimed, settling, baking, ready, paused, heldOutside, done, blind
    }

    @Test(arguments: Standing.allCases)
    func `works from every state, in the turn after it was ordered`(_ standing: Standing) async throws {
        let faults: [ScriptedRoute53.Fault] = standing == .claimed ? [.none, .timeoutBefore] : []
        let night = try await SteeredNight("mode: automatic, steps: [25, 50], bake: 5m", aws: ScriptedRoute53(faults))
        try night.advance(25)
        try await night.pass(minutes: 5)
        switch standing {
        case .claimed:
            try night.advance(50, overrides: StepRule.allCases)
            try await night.turn()
            #expect(try night.step()?.state == .claimed)
        case .settling:
            try night.advance(50, overrides: StepRule.allCases)
            try await night.turn()
            #expect(try night.step()?.state == .confirmed)
        case .baking: #expect(try night.service().phase(at: night.now) == .baking)
        case .ready:
            night.change { $0.deployment = "IN_PROGRESS" }
            try await night.pass(minutes: 10)
            #expect(try night.service().phase(at: night.now) == .ready)
        case .paused: try night.order(.pause)
        case .heldOutside:
            night.set(60)
            try await night.pass(minutes: 1)
            #expect(try night.service().pause?.terms.found != nil)
        case .done:
            _ = try await night.pass(atMost: 30) { try !night.events(.done).isEmpty }
            #expect(try night.service().phase(at: night.now) == .done)
        case .blind:
            night.change { $0.isSeen = false }
            try await night.pass(minutes: 10)
        }
        let order = try night.order(.rollBack)
        // A step that nobody answered is settled in one turn, and the roll back sent in the next.
        for _ in 0..<(standing == .claimed ? 2 : 1) { try await night.turn() }
        #expect(night.percent() == 0, "\(night.trail())")
        let sent = night.aws.sent
        try await night.pass(minutes: 20)
        let step = try #require(try night.step())
        #expect(step.order == order.id && step.state == .done && night.aws.sent == sent, "\(night.trail())")
    }

    // MARK: The dead man

    @Test func `the dead man rolls back once`() async throws {
        let night = try await night("mode: manual, steps: [50, 75, 100], bake: 10m, dead_man: 20m")
        night.change { $0.newP99 = 900 }
        let isArmed = try await night.pass(atMost: 15) { try night.events(.verdict).last?.after == "worse" }
        #expect(isArmed, "\(night.trail())")
        try await night.pass(minutes: 19)
        #expect(night.percent() == 75)
        try night.order(.renew)
        try await night.pass(minutes: 19)
        #expect(night.percent() == 75)
        try await night.pass(minutes: 3)
        #expect(night.percent() == 0, "\(night.trail())")
        let orders = try night.store.orders(after: 0).filter { $0.kind == .rollBack }
        #expect(orders.count == 1 && orders.first?.terms.byItself == true && orders.first?.actor == "me@here:1")
        #expect(orders.first?.reason.hasPrefix("worse for 20 min and nobody renewed: new is slow: p99 ") == true)
        let told = try night.events(.deadMan).filter { $0.actor == "me@here:1" }
        #expect(told.count == 1 && told.first?.order == orders.first?.id)
        try await night.pass(minutes: 40)
        #expect(try night.store.orders(after: 0).count { $0.kind == .rollBack } == 1)
    }

    @Test(arguments: [4, 0]) func `the dead man waits only for an old side with nothing that serves`(
        left: Int
    ) async throws {
        let night = try await night("mode: manual, steps: [50, 75, 100], bake: 10m, dead_man: 20m")
        night.change {
            $0.newP99 = 900
            $0.oldTargets = left
        }
        _ = try await night.pass(atMost: 60) { try night.store.orders(after: 0).contains { $0.kind == .rollBack } }
        try await night.pass(minutes: 1)
        let order = try #require(try night.store.orders(after: 0).last { $0.kind == .rollBack })
        #expect(order.terms.pace == (left == 0 ? .inSteps : .atOnce))
        #expect(night.percent() == (left == 0 ? 75 : 0), "\(night.trail())")
    }

    /// Old was seen to carry an eighth of 12,000 in each target; half of the targets are gone.
    @Test(arguments: [(1500.0, 4032, RollBackPace.inSteps), (1500, 100, .atOnce), (4000, 4032, .atOnce)])
    func `the dead man goes in steps where two weeks say that old is too small`(
        carried: Double, periods: Int, pace: RollBackPace
    ) async throws {
        let night = try await night("mode: manual, steps: [50, 75, 100], bake: 10m, dead_man: 20m")
        try night.remember(carried: carried, periods: periods)
        night.change {
            $0.newP99 = 900
            $0.oldTargets = 4
        }
        _ = try await night.pass(atMost: 60) { try night.store.orders(after: 0).contains { $0.kind == .rollBack } }
        try await night.pass(minutes: 1)
        let order = try #require(try night.store.orders(after: 0).last { $0.kind == .rollBack })
        #expect(order.terms.pace == pace, "\(night.trail())")
        #expect(night.percent() == (pace == .inSteps ? 50 : 0), "\(night.trail())")
        // A person's roll back waits for nothing.
        try night.order(.rollBack, "api", OrderTerms())
        try await night.turn()
        #expect(night.percent() == 0, "\(night.trail())")
    }

    @Test func `the dead man stays still while nobody can see`() async throws {
        let night = try await night("mode: manual, steps: [50, 75, 100], bake: 10m, dead_man: 20m")
        night.change { $0.newP99 = 900 }
        _ = try await night.pass(atMost: 15) { try night.events(.verdict).last?.after == "worse" }
        night.change { $0.isSeen = false }
        try await night.pass(minutes: 40)
        #expect(night.percent() == 75, "\(night.trail())")
    }
}
