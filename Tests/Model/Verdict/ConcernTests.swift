import Model
import Testing

/// What passes and yet should not go on has the headline.
@Suite struct ConcernTests {
    private func board(new percent: Int = 50, instances: Double = 8) -> Board {
        var fixture = BoardFixture()
        fixture.old[.requests] = Array(repeating: 9000, count: 30)
        fixture.new[.requests] = Array(repeating: 9000, count: 30)
        fixture.old[.healthyHosts] = Array(repeating: instances, count: 30)
        var board = fixture.board
        board.services[0].share?.value.weights = [WeightReading(type: "A", old: 100 - percent, new: percent, ttl: 60)]
        board.services[0].shareChangedAt = Minute.settled(at: BoardFixture.now).start - 40 * 60
        return board
    }

    private func run(_ versions: [String], on board: inout Board) {
        board.services[0].new.inventory?.members = versions.enumerated().map { number, version in
            Member(id: "task-\(number)", state: "RUNNING", version: version)
        }
    }

    @Test func `nothing speaks against going on`() {
        let board = board()
        #expect(board.concern(of: board.services[0]) == nil)
        #expect(board.headline.level == .go)
    }

    @Test func `two versions on new`() {
        var board = board()
        run(["api:218", "api:218"], on: &board)
        #expect(board.concern(of: board.services[0]) == nil)
        run(["api:218", "api:219", "api:218"], on: &board)
        #expect(board.headline.level == .care)
        #expect(board.headline.text == "2 versions mixed: api:218 ×2, api:219 ×1")
        board.services[0].configuration.split = nil
        #expect(board.headline.level == .go, "of a worker no requests are compared")
    }

    @Test func `clients that never ask again`() {
        var board = board(new: 100)
        #expect(board.headline.level == .care)
        #expect(
            board.headline.text
                == "50 % of requests still on old 41 min after, stuck: clients that do not ask DNS again; do not stop old yet"
        )
        #expect(board.headline.since == board.services[0].shareChangedAt)
        board.services[0].share?.value.weights = [WeightReading(type: "A", old: 25, new: 75, ttl: 60)]
        #expect(board.headline.text.hasPrefix("50 % of requests on new, not 75 % 41 min after, stuck"))
    }

    /// Every quarter of an hour there is a run; the last one found the queue with half of the hands, or twice the work.
    @Test func `a queue that waits longer than it did`() {
        var board = board()
        func wait(_ last: Double, known: Int = 72, before: Double = 120) {
            var series = Series(start: board.settledTo.advanced(by: 1 - known), count: known)
            for back in 0..<known {
                let seconds = back == 5 ? last : back % 15 == 5 ? before : 4
                series.put(
                    minute: board.settledTo.advanced(by: -back), value: seconds, presence: .ok, readAt: board.takenAt)
            }
            board.services[0].shared[.queueAge] = series
        }
        wait(260)
        #expect(board.headline.level == .go, "it has no queue")
        board.services[0].configuration.queue = "mail"
        #expect(board.headline.level == .care)
        #expect(board.headline.text == "queue: the oldest message waited 4 min, at most 2 min before")
        #expect(board.headline.since == board.settledTo.advanced(by: -5).start)
        wait(175)
        #expect(board.headline.level == .go, "not half as long again")
        wait(110, before: 10)
        #expect(board.headline.level == .go, "two minutes are not long")
        wait(260, known: 40)
        #expect(board.headline.level == .go, "too little is known of before")
    }

    /// Eight instances have carried 9,000 requests a minute; two of them are left.
    @Test func `an old side that is too small`() {
        var board = board()
        var counts = Counts()
        counts.healthy = 2
        counts.running = 2
        board.services[0].old.inventory = Inventory(counts: counts)
        board.services[0].old.confirmed = [
            .targetHealth: BoardFixture.now - 4, .autoScaling: BoardFixture.now - 4,
        ]
        #expect(RollbackCapacity(of: board.services[0], board: board).answer == .unsafe)
        #expect(board.headline.level == .care)
        #expect(board.headline.text.hasPrefix("old has room for only "))
        board.services[0].share?.value.weights = [WeightReading(type: "A", old: 0, new: 100, ttl: 60)]
        #expect(!board.headline.text.contains("has room"), "old may go when all is on new")
        board.services[0].share?.value.weights = [WeightReading(type: "A", old: 50, new: 50, ttl: 60)]
        board.services[0].pause = Pause.holding(
            "api", orders: [Order(kind: .pause, service: "api", actor: "mika", at: board.takenAt)])
        #expect(board.headline.level == .held)
    }
}
