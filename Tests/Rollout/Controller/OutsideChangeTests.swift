import Model
import Store
import Testing

@testable import Rollout

/// Weights that somebody else changes.
@Suite("A change from outside", .timeLimit(.minutes(2)))
struct OutsideChangeTests {
    /// A rollout that stands, settled, at 10 %.
    private func night(_ mode: String = "manual") async throws -> SteeredNight {
        let night = try await SteeredNight("mode: \(mode), steps: [10, 50, 100], bake: 10m, look_again: 30m")
        try night.advance(10)
        try await night.pass(minutes: 5)
        #expect(night.percent() == 10, "\(night.trail())")
        return night
    }

    @Test(arguments: ["manual", "automatic"])
    func `is paused once and taken over by resuming`(_ mode: String) async throws {
        let night = try await night(mode)
        night.set(0)
        try await night.pass(minutes: 0.5)
        let pause = try #require(try night.service().pause, "\(night.trail())")
        #expect(pause.reason == "CHANGED BY HAND 10 → 0 %" && pause.by == "me@here:1")
        #expect(pause.terms.found == [WeightReading(type: "A", old: 100, new: 0, ttl: 60)] && pause.terms.byItself)
        #expect(pause.terms.lookAgain == pause.at + 1800)
        try await night.pass(minutes: 30)
        #expect(try night.store.orders(after: 0).count == 2 && night.aws.sent == 1)

        let resume = try night.order(.resume)
        try await night.turn()
        let step = try #require(try night.step())
        #expect(step.order == resume.id && step.state == .done && step.percent == 0, "\(night.trail())")
        #expect(step.before == step.after && step.inSyncAt == night.now)
        let adopted = try night.events(.adopted)
        #expect(adopted.count == 1 && adopted.first?.reason == "taken over as what stands: A 100/0")
        try await night.pass(minutes: 5)
        #expect(try night.service().pause == nil && !night.service().isChangedOutside)
        #expect(night.aws.sent == 1)
        try night.advance(10)
        try await night.turn()
        #expect(night.percent() == 10 && night.aws.sent == 2)
    }

    @Test func `is believed only when AWS says it again`() async throws {
        let night = try await night()
        // The polls have read what stood before a change was taken back.
        night.set(0)
        try night.poll()
        night.set(10)
        try await night.turn()
        #expect(try night.service().pause == nil)
        #expect(try night.store.orders(after: 0).count == 1)
    }

    @Test func `is found before a write that the polls know nothing of`() async throws {
        let night = try await night()
        try await night.pass(minutes: 12)
        night.change { $0.isListed = false }
        night.set(25)
        try night.advance(50)
        try await night.turn()
        #expect(night.percent() == 25 && night.aws.sent == 1)
        #expect(try night.service().pause?.reason == "CHANGED BY HAND 10 → 25 %", "\(night.trail())")
        #expect(try night.service().advance == nil)
        // Whoever resumes takes it over; the step has to be ordered again.
        night.change { $0.isListed = true }
        try night.order(.resume)
        try await night.pass(minutes: 5)
        #expect(night.percent() == 25 && night.aws.sent == 1)
        #expect(try night.service().effectiveStep?.percent == 25)
    }

    @Test func `that goes on is paused anew`() async throws {
        let night = try await night()
        night.set(0)
        try await night.pass(minutes: 0.5)
        night.set(30)
        try night.order(.resume)
        try await night.turn()
        let pause = try #require(try night.service().pause)
        #expect(pause.reason == "CHANGED BY HAND 0 → 30 %", "\(night.trail())")
        #expect(try night.events(.adopted).isEmpty)
        try night.order(.resume)
        try await night.turn()
        #expect(try night.service().effectiveStep?.percent == 30)
        #expect(try night.events(.adopted).count == 1 && night.service().pause == nil)
    }

    @Test func `that was taken back is what abreast left`() async throws {
        let night = try await night()
        night.set(0)
        try await night.pass(minutes: 0.5)
        night.set(10)
        try night.order(.resume)
        try await night.pass(minutes: 2)
        #expect(try night.service().pause == nil, "\(night.trail())")
        #expect(try night.events(.adopted).map(\.reason) == ["stands again as abreast left it: A 90/10"])
    }

    @Test func `does not hold up a roll back`() async throws {
        let night = try await night()
        night.set(40)
        try night.order(.rollBack)
        try await night.turn()
        #expect(night.percent() == 0)
        try await night.pass(minutes: 5)
        #expect(try night.store.orders(after: 0).count == 2, "\(night.trail())")
    }
}
