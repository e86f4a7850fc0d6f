import Testing

@testable import Model

/// What has not changed is not judged again.
@Suite struct MinuteMemoryTests {
    private func board(_ change: (inout BoardFixture) -> Void = { _ in }) -> Board {
        var fixture = BoardFixture()
        change(&fixture)
        return fixture.board
    }

    private func count(_ board: Board) -> Int { board.services[0].memory.count }

    @Test func `a minute is judged once however often it is looked at`() {
        var board = board().remembering(nil)
        _ = board.headline
        let first = count(board)
        #expect(first > 0)
        for second in 1...20 {
            board.takenAt = BoardFixture.now + Double(second)
            _ = board.headline
        }
        #expect(count(board) == first)
        board.takenAt = BoardFixture.now + 60
        board.lease?.heartbeat = board.takenAt
        _ = board.headline
        #expect(count(board) > first)
    }

    @Test func `another reading of the same minutes is not judged again`() {
        let before = board().remembering(nil)
        _ = before.headline
        var later = board()
        later.services[0].share?.readAt = BoardFixture.now
        later.services[0].new.confirmed[.ecs] = BoardFixture.now
        later = later.remembering(before)
        _ = later.headline
        #expect(count(later) == count(before))
    }

    @Test func `other numbers, weights and members are judged anew`() {
        let before = board().remembering(nil)
        _ = before.headline
        var members = board()
        members.services[0].new.inventory?.counts.running = 5
        var weights = board()
        weights.services[0].share?.value.weights[0].new = 20
        for other in [board { $0.new[.target5xx]?[3] = 7 }, members, weights] {
            let other = other.remembering(before)
            #expect(count(other) == 0)
            #expect(
                other.headline
                    == {
                        var plain = other; plain.services[0].memory = .none; return plain.headline
                    }())
        }
    }

    @Test func `a board without a memory remembers nothing`() {
        let board = board()
        _ = board.headline
        #expect(board.services[0].memory.isNone && count(board) == 0)
    }
}
