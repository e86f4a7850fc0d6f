import Model
import Testing

/// Weights are one thing and traffic is another, and neither is always what the plan says.
@Suite struct ShareLagTests {
    /// `api` with all or some weight on new since so many minutes, and 690 of 1000 requests there.
    private func board(
        _ old: Int, _ new: Int, changed minutes: Int, requests: (old: Double, new: Double) = (310, 690)
    ) -> Board {
        var fixture = BoardFixture()
        fixture.old[.requests] = Array(repeating: requests.old, count: 30)
        fixture.new[.requests] = Array(repeating: requests.new, count: 30)
        var board = fixture.board
        board.services[0].share?.value.weights = [WeightReading(type: "A", old: old, new: new, ttl: 60)]
        board.services[0].shareChangedAt =
            Minute.settled(at: BoardFixture.now).advanced(by: 1).start - Double(minutes * 60)
        return board
    }

    private func sentence(_ board: Board) -> String? { board.shareLag(of: board.services[0])?.sentence }

    @Test func whoDoesNotAskAgainIsCounted() {
        let after = "12 min after: clients that do not ask again"
        #expect(sentence(board(0, 100, changed: 12)) == "31 % still on old, \(after)")
        #expect(sentence(board(100, 0, changed: 12)) == "69 % still on new, \(after)")
        #expect(
            sentence(board(50, 50, changed: 12))
                == "69 % of requests on new, not 50 %, 12 min after: clients that do not ask again")
        #expect(sentence(board(33, 67, changed: 12)) == nil, "within 5 points")
    }

    /// Settling takes 120 s, two TTLs take as long again, and then the counted minute begins.
    @Test func nothingIsSaidBeforeItShouldHaveArrived() {
        #expect(sentence(board(0, 100, changed: 4)) == nil)
        #expect(sentence(board(0, 100, changed: 5))?.hasPrefix("31 % still on old, 5 min after") == true)
        var unknown = board(0, 100, changed: 12)
        unknown.services[0].shareChangedAt = nil
        #expect(sentence(unknown) == nil)
    }

    @Test func oldNumbersAndFewRequestsSayNothing() {
        var late = board(0, 100, changed: 12)
        late.takenAt = late.takenAt + 300
        #expect(sentence(late) == nil)
        #expect(sentence(board(50, 50, changed: 12, requests: (8, 16))) == nil)
    }

    @Test func afterARollBackTheRequestsAreNamedBesideTheWeights() {
        var board = self.board(100, 0, changed: 4, requests: (790, 210))
        board.services[0].pause = Pause(
            order: 1, by: "mika@bastion", at: BoardFixture.now, reason: "", ofAll: false, isRollBack: true)
        #expect(
            board.headline.text
                == "rolled back by mika@bastion; all weight back on old; 21 % of requests still on new")
        board.services[0].shareChangedAt = BoardFixture.now - 60
        #expect(board.headline.text == "rolled back by mika@bastion; all weight back on old", "counted before it")
        board.services[0].share = nil
        #expect(board.headline.text.hasSuffix("all weight goes back to old"))
    }

    @Test func aHandFromOutsideIsRemarked() {
        func stray(_ old: Int, _ new: Int, changed: Int = 12) -> Board {
            var board = self.board(old, new, changed: changed, requests: (9000, 9000))
            board.services[0].configuration.rollout = RolloutPlan(steps: [5, 12.5, 25, 50, 100])
            return board
        }
        var board = stray(20, 80)
        let words = "80 % is no step of the plan (5 12.5 25 50 100)"
        #expect(board.strayShare(of: board.services[0]) == words)
        #expect(board.verdict(of: board.services[0]).state == .pass)
        #expect(board.headline.level == .watch && board.headline.text == words)
        #expect(board.headline.since == board.services[0].shareChangedAt)
        for (old, new) in [(100, 0), (75, 25), (223, 32), (87, 13), (0, 1)] {
            board = stray(old, new)
            #expect(board.strayShare(of: board.services[0]) == nil, "\(old)/\(new)")
        }
        board = stray(20, 80, changed: -2)
        #expect(board.strayShare(of: board.services[0]) == nil, "it has not settled")
        board = stray(20, 80)
        board.services[0].configuration.rollout?.steps = []
        #expect(board.headline.level == .go)
    }
}
