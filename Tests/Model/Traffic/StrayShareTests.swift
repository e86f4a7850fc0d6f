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

    @Test func `a hand from outside is remarked`() {
        var board = self.board(20, 80)
        let words = "80 % is no step of the plan (5 12.5 25 50 100)"
        #expect(board.strayShare(of: board.services[0]) == words)
        #expect(board.headline.level == .care && board.headline.text == words)
        #expect(board.headline.since == board.services[0].shareChangedAt)
        for (old, new) in [(100, 0), (75, 25), (223, 32), (87, 13), (0, 1)] {
            board = self.board(old, new)
            #expect(board.strayShare(of: board.services[0]) == nil, "\(old)/\(new)")
        }
        board = self.board(20, 80, changed: -2)
        #expect(board.strayShare(of: board.services[0]) == nil, "it has not settled")
        board = self.board(20, 80)
        board.services[0].configuration.rollout?.steps = []
        #expect(board.headline.level == .go)
    }
}
