import Model
import Testing

/// What new's failures have cost since the verdict became worse.
@Suite struct `Harm of new` {
    /// 9,000 requests a minute on old and 1,000 on new; new has failed for some minutes.
    private func board(new failed: [Double], old: Double = 0, since minutes: Int) -> Board {
        var fixture = BoardFixture()
        fixture.old[.requests] = Array(repeating: 9000, count: 30)
        fixture.new[.requests] = Array(repeating: 1000, count: 30)
        fixture.old[.target5xx] = Array(repeating: old, count: 30)
        fixture.new[.target5xx] = failed + Array(repeating: 0, count: 30 - failed.count)
        var board = fixture.board
        board.services[0].worseAt = Minute.settled(at: BoardFixture.now).advanced(by: 1 - minutes).start + 20
        return board
    }

    @Test func `it is the excess over old's rate, since the alarm`() throws {
        let board = board(new: Array(repeating: 100, count: 10), old: 90, since: 10)
        let harm = try #require(board.headline.harm)
        // Old fails 1 %: of 1,000 requests 10 would have failed there.
        #expect(abs(harm.failed - 900) < 1e-6 && abs(harm.perMinute - 90) < 1e-6)
        #expect(harm.since == board.services[0].worseAt)
        #expect(board.headline.beside == "; harm: 900 failed, 90 a minute")
    }

    @Test func `minutes before the alarm are not in it`() throws {
        let harm = try #require(board(new: Array(repeating: 100, count: 20), since: 5).headline.harm)
        #expect(harm.failed == 500)
    }

    @Test func `the present rate is that of five minutes`() throws {
        let failed = Array(repeating: 50.0, count: 5) + Array(repeating: 300, count: 5)
        let harm = try #require(board(new: failed, since: 10).headline.harm)
        #expect(harm.failed == 1750 && harm.perMinute == 50)
    }

    @Test func `what fails as often on old is no harm`() {
        let calm = board(new: [], since: 10)
        #expect(calm.harm(of: calm.services[0], Verdict(.worse, reason: "", since: calm.takenAt - 600)) == nil)
        #expect(calm.headline.harm == nil)
    }
}
