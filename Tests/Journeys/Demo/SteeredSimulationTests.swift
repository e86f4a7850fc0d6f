import Fixtures
import Model
import Simulation
import Store
import Testing

@testable import abreast

/// The controller that moves real weights, at work in the simulated world, over Route 53's own wire.
@Suite(.serialized) struct SteeredSimulationTests {
    /// A simulation of which only the store is looked at.
    private struct Night {
        let store: SQLiteStore
        let configuration: Configuration
        let run: SimulationRun

        init(_ name: String, _ mode: RolloutPlan.Mode) throws {
            let scenario = try #require(try ScenarioLibrary.scenario(named: name))
            configuration = scenario.configuration(mode: mode)
            store = try TemporaryStore.open(configuration.migration)
            run = try SimulationRun(scenario, configuration: configuration, seed: 1, store: store)
        }

        /// - Parameter overrides: The scenarios begin while the deploy job's last step bakes, so the first step sets that
        ///   aside.
        func advance(_ service: String, to percent: Double, overrides: [StepRule] = [.baking]) throws {
            _ = try store.post(
                Order(
                    kind: .advance, service: service, actor: "mika@desk", at: run.time.now(),
                    terms: OrderTerms(percent: percent, overrides: overrides)))
        }

        func play(_ minutes: Double, at speed: Speed = .max) async throws {
            try await run.run(at: speed, until: run.time.now() + minutes * 60)
        }

        var events: [Event] { get throws { try store.events(after: 0, limit: 10_000) } }

        func service(_ name: String) throws -> Service {
            let board = try store.board(of: configuration, minutes: 60, at: run.time.now())
            return try #require(board.services.first { $0.name == name })
        }

        /// The timeline, for whoever reads what failed.
        var trail: String {
            ((try? events) ?? []).filter { ![.inventory, .ecs, .taskStopped, .source].contains($0.kind) }.map {
                "\($0.at.iso8601) \($0.service ?? "") \($0.kind) \($0.before ?? "") → \($0.after ?? "") \($0.reason)"
            }.joined(separator: "\n")
        }
    }

    @Test func `an automatic rollout goes to its end by itself once it is begun`() async throws {
        let night = try Night("calm", .automatic)
        try await night.run.prepare()
        // Nobody has begun it: the weights stay where the scenario begins.
        try await night.play(5)
        #expect(try night.service("api").share?.value.percent == 25)
        #expect(try night.store.newestSteps().isEmpty)
        try night.advance("api", to: 50)
        try night.advance("web", to: 60)
        try await night.play(150)
        let steps = try night.store.newestSteps()
        #expect(steps.map(\.percent) == [100, 100] && steps.allSatisfy { $0.state == .done }, "\(night.trail)")
        let orders = try night.store.orders(after: 0)
        #expect(orders.filter { $0.service == "api" }.map(\.terms.percent) == [50, 75, 100])
        #expect(orders.filter { $0.service == "web" }.map(\.terms.percent) == [60, 100])
        #expect(orders.map(\.terms.byItself) == [false, false, true, true, true])
        #expect(try night.events.count { $0.kind == .done } == 2, "\(night.trail)")
        #expect(try night.service("api").phase(at: night.run.time.now()) == .done)
    }

    @Test func `a step is refused until the bake before it is over`() async throws {
        let night = try Night("calm", .manual)
        try await night.run.prepare()
        try night.advance("api", to: 50, overrides: [])
        try await night.play(1)
        #expect(try night.service("api").share?.value.percent == 25, "\(night.trail)")
        let refused = try #require(try night.events.last { $0.kind == .refused }, "\(night.trail)")
        #expect(refused.reason.contains("baking: the bake of 25 % has "), "\(refused.reason)")
        // The deploy job set it 20 minutes before the start, and the plan gives it half an hour.
        try await night.play(14)
        try night.advance("api", to: 50, overrides: [])
        try await night.play(2)
        #expect(try night.service("api").share?.value.percent == 50, "\(night.trail)")
    }

    @Test func `a worse new side stops it and the dead man brings the traffic back`() async throws {
        let night = try Night("slow-poison", .automatic)
        try await night.run.prepare()
        try night.advance("api", to: 50)
        try await night.play(75)
        let events = try night.events.filter { $0.service == "api" }
        let worse = try #require(
            events.first { $0.kind == .verdict && $0.after == "worse" }, "\(night.trail)")
        let orders = try night.store.orders(after: 0)
        #expect(!orders.contains { $0.kind == .advance && $0.at >= worse.at }, "\(night.trail)")
        let back = try #require(orders.first { $0.kind == .rollBack }, "\(night.trail)")
        #expect(back.terms.byItself && back.at.seconds(since: worse.at) >= 1200)
        #expect(events.contains { $0.kind == .deadMan })
        #expect(try night.service("api").share?.value.percent == 0, "\(night.trail)")
        #expect(try night.service("api").pause?.isRollBack == true)
    }

    @Test func `another hand pauses it the same at every speed`() async throws {
        var told: [String] = []
        for speed in [Speed.max, Speed(factor: 700)] {
            let night = try Night("outside-hand", .manual)
            try await night.run.prepare()
            try night.advance("api", to: 50)
            try await night.play(20, at: speed)
            let service = try night.service("api")
            let pause = try #require(service.pause, "\(night.trail)")
            #expect(pause.reason.hasPrefix("CHANGED BY HAND 50 → 80"), "\(pause.reason)")
            // Set sixteen minutes after the start; found by the next listing.
            #expect((960...1020).contains(pause.at.seconds(since: night.run.scenario.start)), "\(pause.at.iso8601)")
            #expect(service.share?.value.percent == 80)
            told.append(night.trail)
        }
        #expect(told[0] == told[1])
    }
}
