import Testing

@testable import Model

@Suite struct DeadManTests {
    private let now = BoardFixture.now

    /// A verdict that turned worse 200 s ago; the poller has been there for 600 s; 20 min are given.
    private func left(
        _ state: Verdict.State = .worse, _ change: (inout Service) -> Void = { _ in }, leaseAge: Double = 600
    ) -> Double? {
        var board = BoardFixture().board
        board.lease?.since = now - leaseAge
        board.services[0].configuration.rollout = RolloutPlan(mode: .manual, steps: [10, 100], deadMan: 1200)
        board.services[0].worseAt = now - 200
        change(&board.services[0])
        return board.deadMan(of: board.services[0], verdict: Verdict(state, reason: "x"))?.left(at: now)
    }

    @Test func `it runs from the verdict on or from whoever was there last`() {
        #expect(left() == 1000)
        #expect(left(.worse, { $0.heardAt = now - 50 }) == 1150)
        #expect(left(.worse, { $0.heardAt = now - 500 }) == 1000)
        // Nobody polled before that, and so nobody was shown it.
        #expect(left(leaseAge: 10) == 1190)
        #expect(left(.worse, { $0.worseAt = now - 5000 }, leaseAge: 5000) == 0)
    }

    @Test(arguments: [Verdict.State.blind, .unsure, .pass]) func `it never runs on anything but worse`(
        state: Verdict.State
    ) {
        #expect(left(state) == nil)
    }

    @Test func `it runs only where it is armed and has something to bring back`() {
        #expect(left(.worse, { $0.configuration.rollout?.deadMan = nil }) == nil)
        #expect(left(.worse, { $0.configuration.rollout?.mode = .observe }) == nil)
        #expect(left(.worse, { $0.worseAt = nil }) == nil)
        #expect(left(.worse, { $0.share?.value.weights[0].new = 0 }) == nil)
        let pause = Pause(order: 1, by: "mika", at: now, reason: "", ofAll: false)
        #expect(left(.worse, { $0.pause = pause }) == 1000)
        var back = pause
        back.isRollBack = true
        #expect(left(.worse, { $0.pause = back }) == nil)
    }
}
