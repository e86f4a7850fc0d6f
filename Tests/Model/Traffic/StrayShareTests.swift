import Model
import Testing

/// Weights that are no step of the plan were set by a hand from outside.
@Suite struct StrayShareTests {
    private func board(_ old: Int, _ new: Int, changed minutes: Int = 12) -> Board {
        var fixture = BoardFixture()
        fixture.old[.requests] = Array(repeating: 9000, count: 30)
        fixture.new[.requests] = Array(repeating: 9000, count: 30)
        var board = fixture.board
        board.services[0].share?.value.weights = [WeightReading(type: "A", old: old, new: new, ttl: 60)]
        board.services[0].shareChangedAt =
            Minute.settled(at: BoardFixture.now).advanced(by: 1).start - Double(minutes * 60)
        board.services[0].configuration.rollout = RolloutPlan(steps: [5, 12.5, 25, 50, 100])
        return board
    }

    @Test func `a change by hand is said with the first reading that shows it`() throws {
        var board = self.board(20, 80)
        let hand = try #require(board.handChange(of: board.services[0]))
        #expect(hand == HandChange(from: nil, to: 80, at: board.services[0].shareChangedAt))
        #expect(board.headline.level == .care && board.headline.text == "CHANGED BY HAND to 80 %")
        #expect(board.headline.since == board.services[0].shareChangedAt && board.headline.act == .pause)
        for (old, new) in [(100, 0), (75, 25), (223, 32), (87, 13), (0, 1)] {
            board = self.board(old, new)
            #expect(board.handChange(of: board.services[0]) == nil, "\(old)/\(new)")
        }
        board = self.board(20, 80, changed: -2)
        #expect(board.headline.text == "CHANGED BY HAND to 80 %", "it does not wait for DNS")
        board = self.board(20, 80)
        board.services[0].configuration.rollout?.steps = []
        #expect(board.headline.level == .go)
    }

    @Test func `it says the share before, from the evidence or from abreast's own step`() throws {
        var board = self.board(50, 50)
        let record = EvidenceRecord(of: board.services[0])
        board.services[0].share?.value.weights = [WeightReading(type: "A", old: 20, new: 80, ttl: 60)]
        board.services[0].shareChangedAt = board.takenAt
        board.services[0].evidence = record
        #expect(board.handChange(of: board.services[0])?.words == "CHANGED BY HAND 50 → 80 %")
        let left = [WeightReading(type: "A", old: 75, new: 25, ttl: 60)]
        board.services[0].configuration.rollout?.mode = .manual
        board.services[0].effectiveStep = WeightStep(
            order: 1, service: "api", isRollBack: false, percent: 25, before: left, after: left, state: .done,
            at: board.takenAt - 900, inSyncAt: board.takenAt - 840)
        #expect(board.handChange(of: board.services[0])?.words == "CHANGED BY HAND 25 → 80 %")
        board.services[0].share?.value.weights = left
        #expect(board.handChange(of: board.services[0]) == nil, "abreast's own weights are no hand's")
    }
}
