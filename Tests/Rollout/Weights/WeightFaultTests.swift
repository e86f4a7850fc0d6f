import AWS
import Model
import Store
import Testing

@testable import Rollout

/// Every fault at the write ends in a true state, and the timeline tells how.
@Suite("A fault at the write", .timeLimit(.minutes(1)))
struct WeightFaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var faults: [ScriptedRoute53.Fault]
        var then = ScriptedRoute53.Fault.none
        var sent: Int
        var state: WeightStep.State
        var trail: [String]

        var testDescription: String { faults.map(\.rawValue).joined(separator: ", ") + " then \(then.rawValue)" }
        var isMoved: Bool { state == .done }
    }

    private static let good = [
        "sending", "sent, not everywhere yet", "in force", "sent, everywhere",
    ]
    private static let unanswered = ["sending", "no answer, so it is read back"]

    static let cases = [
        Case(faults: [], sent: 1, state: .done, trail: good),
        Case(
            faults: [.timeoutBefore], sent: 2, state: .done,
            trail: unanswered + ["found not in effect by reading"] + good),
        Case(faults: [.server], sent: 2, state: .done, trail: unanswered + ["found not in effect by reading"] + good),
        Case(faults: [.timeoutAfter], sent: 1, state: .done, trail: unanswered + ["found in effect by reading"]),
        Case(faults: [.resetAfter], sent: 1, state: .done, trail: unanswered + ["found in effect by reading"]),
        Case(faults: [.serverAfter], sent: 1, state: .done, trail: unanswered + ["found in effect by reading"]),
        Case(
            faults: [.priorRequest, .throttled], sent: 3, state: .done,
            trail: [
                "sending", "refused for now, nothing was changed", "sending", "refused for now, nothing was changed",
            ]
                + good),
        Case(faults: [.denied], sent: 1, state: .stopped, trail: ["sending", "STOPPED, nothing was changed"]),
        Case(
            faults: Array(repeating: .timeoutBefore, count: 5), sent: 6, state: .done,
            trail: Array(repeating: unanswered + ["found not in effect by reading"], count: 5).flatMap(\.self)
                + good),
    ]

    @Test(arguments: cases)
    func `ends in a true state with its trail`(_ one: Case) async throws {
        let night = try RollBackNight()
        let aws = ScriptedRoute53(one.faults, then: one.then)
        let order = try night.order(.rollBack)
        let end = try await night.obey(aws) { try night.step?.state == one.state }
        #expect(end == .cancelled)
        #expect(aws.sent == one.sent)
        #expect(aws.moved == (one.isMoved ? 1 : 0))
        #expect(aws.percents == (one.isMoved ? [0, 0] : [25, 25]))
        #expect(try night.trail() == one.trail)
        let step = try #require(try night.step)
        #expect(step.order == order.id && step.state == one.state)
        let events = try night.events().filter { $0.kind == .weights }
        #expect(!events.isEmpty)
        #expect(events.allSatisfy { $0.actor == "me@here:1" && $0.evidence.hasPrefix("order \(order.id)") })
    }

    @Test func `the timeline holds what was changed and where it can be looked up`() async throws {
        let night = try RollBackNight()
        _ = try night.order(.rollBack)
        _ = try await night.obey(ScriptedRoute53()) { try night.step?.state == .done }
        let events = try night.events().filter { $0.kind == .weights }
        #expect(events.allSatisfy { $0.service == "api" && $0.before == "25 %" && $0.after == "0 %" })
        #expect(events.first?.reason == "sending: A 75/25 → 100/0, AAAA 6/2 → 8/0")
        #expect(events.map(\.evidence).contains { $0.contains("change C0123, request r-") })
        let board = try night.store.board(of: night.configuration, minutes: 1, at: RollBackNight.now)
        let share = try #require(board.services.first?.share)
        #expect(share.value.percent == 0 && share.value.weights.map(\.new) == [0, 0])
        #expect(board.services.first?.shareChangedAt != nil)
    }

    /// A policy without route53:GetChange: that is said, and not that Route 53 was slow.
    @Test func `what is not told of a change is said`() async throws {
        let night = try RollBackNight()
        let aws = ScriptedRoute53()
        aws.denyChange()
        try night.order(.rollBack)
        _ = try await night.obey(aws) { try night.step?.state == .done }
        let last = try #require(try night.events().last { $0.kind == .weights })
        #expect(last.reason.hasPrefix("not known whether it is everywhere, and no longer followed: "))
        #expect(last.reason.contains("route53:GetChange") && aws.percents == [0, 0])
        #expect(try night.step?.inSyncAt == nil)
    }

    @Test func `a step that AWS has no room for for too long is stopped in words`() async throws {
        let night = try RollBackNight(
            patience: .seconds(2), rollout: "rollout: { mode: manual, steps: [25, 50, 100], bake: 10m }")
        let aws = ScriptedRoute53([], then: .throttled)
        try night.list(aws, token: try night.lease("me@here:1"))
        _ = try night.order(.advance, terms: OrderTerms(percent: 50, overrides: StepRule.allCases))
        _ = try await night.obey(aws) { try night.step?.state == .stopped }
        #expect(aws.moved == 0 && aws.sent > 2)
        #expect(try night.events().last?.reason.contains("AWS did not take it within") == true)
    }

    @Test(arguments: [ScriptedRoute53.Fault.throttled, .priorRequest, .server, .timeoutBefore, .timeoutAfter])
    func `a roll back goes on for as long as it takes`(_ fault: ScriptedRoute53.Fault) async throws {
        let night = try RollBackNight(patience: .milliseconds(1))
        let aws = ScriptedRoute53(Array(repeating: fault, count: 25))
        let order = try night.order(.rollBack)
        _ = try await night.obey(aws) { try night.step?.state == .done }
        #expect(aws.percents == [0, 0] && aws.moved == 1)
        #expect(aws.sent == (fault.takesEffect ? 1 : 26))
        #expect(try night.step?.order == order.id)
    }

    @Test func `a roll back that cannot read goes by what was read before`() async throws {
        let night = try RollBackNight(patience: .milliseconds(1))
        let aws = ScriptedRoute53()
        // Another process has read them once.
        let first = night.executor(aws, try night.order(.annotate), token: try night.lease("me@here:1"))
        _ = await first.read()
        let zones = aws.zonesAsked
        #expect(zones == 1)
        aws.fail(reads: .server)
        _ = try night.order(.rollBack)
        _ = try await night.obey(aws) { aws.moved == 1 }
        #expect(aws.percents == [0, 0] && aws.zonesAsked == zones, "the zone's id stood in the store")
        #expect(try night.trail().contains { $0.hasPrefix("goes by what was read") })
        #expect(try night.step?.state.isOpen == true, "nobody has read it back")
        aws.fail(reads: nil)
        _ = try await night.obey(aws) { try night.step?.state == .done }
        #expect(aws.moved == 1)
    }

    @Test func `what cannot be read is not written`() async throws {
        let night = try RollBackNight()
        let aws = ScriptedRoute53()
        aws.fail(reads: .accessDenied)
        _ = try night.order(.rollBack)
        _ = try await night.obey(aws) { try night.step?.state == .stopped }
        #expect(aws.sent == 0)
        #expect(try night.trail() == ["STOPPED"])
        // The next order is a new one, and reads again.
        aws.fail(reads: nil)
        _ = try night.order(.rollBack)
        _ = try await night.obey(aws) { try night.step?.state == .done }
        #expect(aws.percents == [0, 0] && aws.sent == 1)
    }

    @Test func `a reading that fails for now is waited for`() async throws {
        let night = try RollBackNight()
        let aws = ScriptedRoute53()
        aws.fail(reads: .network(.refused))
        _ = try night.order(.rollBack)
        let mending = Task {
            _ = try await RollBackNight.wait { try !night.trail().isEmpty }
            // It says so once, however often it asks.
            try await Task.sleep(for: .milliseconds(100))
            #expect(try night.trail() == ["waiting, nothing was sent"])
            aws.fail(reads: nil)
        }
        _ = try await night.obey(aws) { try night.step?.state == .done }
        try await mending.value
        #expect(try night.trail().first == "waiting, nothing was sent" && aws.sent == 1)
    }

    @Test func `what stands already is not sent`() async throws {
        let night = try RollBackNight()
        let aws = ScriptedRoute53()
        aws.weights = ["A": WeightPair(old: 100, new: 0), "AAAA": WeightPair(old: 8, new: 0)]
        _ = try night.order(.rollBack)
        _ = try await night.obey(aws) { try night.step?.state == .done }
        #expect(aws.sent == 0)
        #expect(try night.trail() == ["nothing to send"])
    }

    // MARK: A step that is no roll back

    @Test func `weights that others changed are not written over`() async throws {
        let night = try RollBackNight()
        let aws = ScriptedRoute53()
        let order = try night.order(.advance)
        let executor = night.executor(aws, order, token: try night.lease("me@here:1"))
        let planned = [
            WeightReading(type: "A", old: 90, new: 10, ttl: 60), WeightReading(type: "AAAA", old: 6, new: 2, ttl: 60),
        ]
        #expect(await executor.move(to: 50, expecting: planned) == .overruled)
        #expect(aws.sent == 0)
        let pause = try #require(try night.store.orders(after: order.id).first)
        #expect(pause.kind == .pause && pause.reason == "CHANGED BY HAND 10 → 25 %" && pause.terms.byItself)
        let standing = try #require(try? await executor.read().get()).readings
        #expect(pause.terms.found == standing)
        // Whoever has looked at it orders the step anew.
        try night.order(.resume)
        let again = night.executor(aws, try night.order(.advance), token: executor.token)
        #expect(await again.move(to: 50, expecting: standing) == .confirmed)
        #expect(aws.percents == [50, 50])
    }

    @Test func `a pause wins over a step not yet sent`() async throws {
        let night = try RollBackNight()
        let aws = ScriptedRoute53()
        aws.hang(reads: true)
        let order = try night.order(.advance)
        let executor = night.executor(aws, order, token: try night.lease("me@here:1"))
        async let outcome = executor.move(to: 50, expecting: nil)
        #expect(try await RollBackNight.wait { aws.isHanging })
        try night.order(.pause)
        aws.release()
        #expect(await outcome == .overruled)
        #expect(aws.sent == 0)
        #expect(try night.trail() == ["not sent"])
    }
}
