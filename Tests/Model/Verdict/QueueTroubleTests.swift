import Testing

@testable import Model

/// A queue by its own past: seventy minutes of a worker's queue, the newest of them first.
@Suite struct QueueTroubleTests {
    private func board(_ series: [Metric: (Int) -> Double?], inFlight: Int = 0) -> Board {
        var fixture = BoardFixture()
        fixture.shares = false
        var board = fixture.board
        board.services[0].configuration.queue = "jobs"
        board.services[0].queue = Timed(
            QueueReading(visible: 0, inFlight: inFlight, delayed: 0, deadLetterQueue: "jobs-dead"),
            readAt: BoardFixture.now)
        board.readings.append(
            Reading(source: .sqs, lastTry: BoardFixture.now - 5, lastSuccess: BoardFixture.now - 5))
        for (metric, value) in series {
            var minutes = Series(start: board.settledTo.advanced(by: -69), count: 70)
            for back in 0..<70 {
                guard let number = value(back) else { continue }
                minutes.put(
                    minute: board.settledTo.advanced(by: -back), value: number, presence: number == 0 ? .zero : .ok,
                    readAt: board.takenAt)
            }
            board.services[0].shared[metric] = minutes
        }
        return board
    }

    private func trouble(_ board: Board) -> QueueTrouble? { board.queueTrouble(of: board.services[0]) }

    @Test func `a quiet queue is none of its matters`() {
        let board = board([
            .queueAge: { $0 % 15 == 5 ? 100 : 3 }, .queueDepth: { $0 % 15 == 5 ? 1500 : 4 },
            .queueReceived: { _ in 300 }, .queueDeleted: { _ in 297 }, .deadLetters: { _ in 12 },
        ])
        #expect(trouble(board) == nil)
        #expect(board.verdict(of: board.services[0]).state == .pass && board.headline.level == .go)
    }

    @Test func `messages that are given up`() {
        let board = board([.queueDepth: { _ in 4 }, .deadLetters: { back in back < 8 ? Double(20 - back) : 12 }])
        let found = trouble(board)
        #expect(found?.kind == .deadLetters && found?.now == 8 && found?.before == 0)
        #expect(found?.minute == board.settledTo.advanced(by: -7))
        let verdict = board.verdict(of: board.services[0])
        #expect(verdict.state == .unsure && verdict.matter == .queue(.deadLetters))
        #expect(verdict.reason == "queue: 8 dead letters in 20 min, 0 before")
        #expect(board.headline.level == .care && board.headline.act == .pause)
        #expect(board.headline.text == verdict.reason && board.headline.since == verdict.since)
    }

    @Test func `dead letters that come as ever or go back are no news`() {
        #expect(trouble(board([.deadLetters: { back in Double(70 - back) }])) == nil, "one a minute for an hour")
        #expect(trouble(board([.deadLetters: { back in back < 5 ? 2 : 40 }])) == nil, "somebody moved them back")
        #expect(trouble(board([.deadLetters: { back in back < 5 ? 14 : 12 }])) == nil, "two are an accident")
    }

    /// CloudWatch has no point of a queue that was empty for hours.
    @Test func `the first dead letters of the night count`() {
        let first: (Int) -> Double? = { back in back < 6 ? 5 : nil }
        #expect(trouble(board([.deadLetters: first])) == nil, "they may have been there before anybody looked")
        #expect(trouble(board([.queueDepth: { _ in 4 }, .deadLetters: first]))?.now == 5)
    }

    @Test func `messages that fail`() {
        func failing(_ share: Double, before: Double = 0.02, inFlight: Int = 0) -> QueueTrouble? {
            trouble(
                board(
                    [
                        .queueReceived: { _ in 100 },
                        .queueDeleted: { back in 100 * (1 - (back < 20 ? share : before)) },
                    ], inFlight: inFlight))
        }
        #expect(failing(0.2)?.kind == .failures)
        #expect(failing(0.2)?.words == "20 % of the messages failed in 20 min, 2 % before")
        #expect(failing(0.1) == nil, "eight points more")
        #expect(failing(0.3, before: 0.18) == nil, "not twice as many")
        #expect(failing(0.2, inFlight: 390) == nil, "they are being worked on")
    }

    @Test func `messages that wait all the time`() {
        func waiting(_ now: Double, before: Double) -> QueueTrouble? {
            trouble(board([.queueDepth: { back in back < 12 ? now : before }]))
        }
        #expect(waiting(400, before: 40)?.kind == .depth)
        #expect(waiting(400, before: 40)?.words == "never fewer than 400 messages waited for 10 min, 40 before")
        #expect(waiting(400, before: 300) == nil && waiting(90, before: 0) == nil)
        let drained = board([.queueDepth: { back in back == 4 ? 0 : back < 12 ? 400 : 40 }])
        #expect(trouble(drained) == nil, "it was empty once")
    }

    @Test func `a queue takes nothing from a worse verdict`() {
        var board = board([.deadLetters: { back in back < 8 ? 40 : 12 }])
        board.services[0].new.inventory?.counts.running = 0
        #expect(board.verdict(of: board.services[0]).state == .worse)
    }

    @Test func `without a queue there is none`() {
        var board = board([.deadLetters: { back in back < 8 ? 40 : 12 }])
        board.services[0].configuration.queue = nil
        #expect(trouble(board) == nil)
    }
}
