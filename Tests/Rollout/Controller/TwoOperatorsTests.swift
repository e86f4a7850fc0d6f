import AWS
import Model
import Store
import Testing

@testable import Rollout

/// Two operators on two screens who pause, roll back, resume and advance at once.
@Suite("Two operators at once", .timeLimit(.minutes(5)))
struct TwoOperatorsTests {
    private static let runs = 200

    @Test(arguments: 0..<8)
    func `one history, the same on both screens, and safe at each prefix`(_ part: Int) async throws {
        for seed in stride(from: part, to: Self.runs, by: 8) { try await play(UInt64(seed)) }
    }

    private func play(_ seed: UInt64) async throws {
        let night = try RollBackNight(rollout: "rollout: { mode: manual, steps: [25, 50, 100], bake: 10m }")
        let aws = ScriptedRoute53()
        let token = try night.lease("me@here:1")
        try night.list(aws, token: token)
        let controller = try night.controller(aws, "me@here:1")
        let work = Task { await controller.run(token: token) }
        let screens = try [night.opened(), night.opened()]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, screen) in screens.enumerated() {
                let chance = SplitMix64(seed: seed * 2 + UInt64(index))
                group.addTask { try await Self.press(on: screen, "\(index)@desk", chance) }
            }
            try await group.waitForAll()
        }
        let last = try screens[0].orders(after: 0).last { $0.kind == .rollBack || $0.kind == .resume }
        let isQuiet = try await RollBackNight.wait {
            let step = try night.step
            let isBack = last?.kind != .rollBack || aws.percents == [0, 0]
            return step.map { !$0.state.isOpen && $0.state != .confirmed } ?? true && isBack
        }
        work.cancel()
        _ = await work.value
        let (orders, events) = try (screens[0].orders(after: 0), screens[0].events(after: 0, limit: 10_000))
        let told = "seed \(seed): \(orders.map(\.kind.rawValue)) \(try night.trail())"
        #expect(isQuiet, "\(told)")
        #expect(try screens[1].orders(after: 0) == orders && orders.count == 8, "\(told)")
        #expect(try screens[1].events(after: 0, limit: 10_000) == events, "\(told)")
        let later = RollBackNight.now + 60
        let boards = try screens.map { try $0.board(of: night.configuration, minutes: 1, at: later) }
        #expect(boards[0].services == boards[1].services, "\(told)")
        try check(events, orders, told)
        let claims = events.count { $0.reason.hasPrefix("sending") }
        #expect(aws.sent <= claims && aws.moved <= aws.sent, "\(told)")
    }

    private static func press(on screen: SQLiteStore, _ name: String, _ random: SplitMix64) async throws {
        var chance = random
        for _ in 0..<4 {
            let kind = [Order.Kind.pause, .rollBack, .resume, .advance].randomElement(using: &chance) ?? .pause
            var terms = OrderTerms()
            if kind == .advance {
                terms.percent = [50, 100].randomElement(using: &chance)
                terms.overrides = StepRule.allCases
            }
            _ = try screen.post(Order(kind: kind, service: "api", actor: name, at: RollBackNight.now, terms: terms))
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...8, using: &chance)))
        }
    }

    /// No step that raises the share is claimed while a pause or a roll back stands, at whatever point one stops reading;
    /// and none while another is open.
    private func check(_ events: [Event], _ orders: [Order], _ told: String) throws {
        var known: [Order] = []
        for event in events {
            if let order = orders.first(where: { event.order == $0.id && event.kind.tells($0.kind) }) {
                known.append(order)
            }
            guard event.kind == .weights, event.reason.hasPrefix("sending") else { continue }
            let order = try #require(orders.first { event.order == $0.id }, "\(told)")
            #expect(known.contains(order), "claimed before it was ordered; \(told)")
            guard order.kind != .rollBack else { continue }
            #expect(order.kind == .advance && Pause.holding("api", orders: known) == nil, "\(event.reason); \(told)")
            #expect(!known.contains { $0.id > order.id && $0.kind != .advance }, "\(event.reason); \(told)")
        }
        #expect(known.map(\.id) == orders.map(\.id), "\(told)")
    }
}

extension Event.Kind {
    /// Whether it is the event that the store writes of such an order.
    fileprivate func tells(_ kind: Order.Kind) -> Bool {
        switch kind {
        case .pause: self == .paused
        case .resume: self == .resumed
        case .rollBack: self == .rollBack
        case .advance: self == .advance
        case .renew: self == .deadMan
        case .annotate: self == .annotated
        }
    }
}
