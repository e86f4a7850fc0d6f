import Model
import Testing

/// What a verdict stands on is seen, or the answer is blind.
@Suite struct `What a verdict stands on` {
    private typealias Fixture = BoardFixture

    private func board(_ change: (inout Service) -> Void = { _ in }) -> Board {
        var board = Fixture().board
        change(&board.services[0])
        return board
    }

    @Test func `weights that were never read make a pass blind`() {
        let board = board { $0.share = nil }
        let verdict = board.verdict(of: board.services[0])
        #expect(verdict.state == .blind)
        #expect(verdict.matter == .source(.route53))
        #expect(verdict.reason == "cannot see the weights: Route 53 has not told yet")
        #expect(board.headline.level == .blind)
        #expect(board.gate("api", allowUnsure: false).status == 2)
        #expect(board.gate("api", allowUnsure: true).status == 2)
    }

    @Test func `weights past their bound make a pass blind, with the age and the error`() {
        var board = board { $0.share?.readAt = Fixture.now - 121 }
        board.readings.append(
            Reading(
                source: .route53, lastTry: Fixture.now - 5, lastSuccess: Fixture.now - 121,
                error: "AccessDenied: ListResourceRecordSets"))
        let answer = board.gate("api", allowUnsure: false)
        #expect(answer.status == 2)
        #expect(answer.word == "WAIT")
        #expect(answer.reason.contains("Route 53 last told 2 min ago: AccessDenied: ListResourceRecordSets"))
        board.services[0].share?.readAt = Fixture.now - 119
        #expect(board.gate("api", allowUnsure: false).status == 0)
    }

    @Test func `a new side that is worse is worse whatever the weights are`() {
        var fixture = Fixture()
        fixture.new[.target5xx] = Array(repeating: 100, count: 30)
        var board = fixture.board
        board.services[0].share = nil
        #expect(board.verdict(of: board.services[0]).state == .worse)
        #expect(board.gate("api", allowUnsure: true).status == 1)
    }

    @Test func `an outage on old is told, and still no go`() {
        var fixture = Fixture()
        fixture.old[.target5xx] = Array(repeating: 2000, count: 30)
        var board = fixture.board
        board.services[0].share = nil
        #expect(board.verdict(of: board.services[0]).concernsOld)
        #expect(board.headline.level == .care)
        #expect(board.gate("api", allowUnsure: true).status == 2)
    }

    @Test func `the gate and the headline have one answer when nobody polls`() {
        for change in [{ $0.lease?.heartbeat = Fixture.now - 60 }, { $0.lease = nil }, { $0.readings = [] }]
            as [(inout Board) -> Void]
        {
            var board = board()
            #expect(board.gate("api", allowUnsure: false).status == 0)
            change(&board)
            let answer = board.gate("api", allowUnsure: true)
            #expect(answer.status == 2)
            #expect(answer.reason == "blind: \(board.headline.text)")
        }
    }

    @Test func `a pause stops the gate though nobody polls`() {
        var board = board { $0.pause = Pause(order: 1, by: "mika", at: Fixture.now - 30, reason: "", ofAll: false) }
        board.lease = nil
        #expect(board.gate("api", allowUnsure: false).status == 1)
    }

    @Test func `room on old that cannot be seen is a concern while both sides serve`() {
        func concern(_ readAt: Moment?) -> String? {
            let board = board { $0.old.confirmed = readAt.map { [.targetHealth: $0] } ?? [:] }
            return board.concern(of: board.services[0])?.text
        }
        #expect(concern(Fixture.now - 4) == nil)
        #expect(
            concern(Fixture.now - 46)
                == "cannot see whether old can take everything back: target health last told 46 s ago")
        #expect(
            concern(nil) == "cannot see whether old can take everything back: target health has not told yet")
    }

    @Test func `a queue that cannot be seen is a concern`() {
        var board = board { $0.configuration.queue = "jobs" }
        #expect(board.concern(of: board.services[0]) == nil)
        board.readings = board.readings.map {
            $0.source == .sqs ? Reading(source: .sqs, lastTry: $0.lastTry, lastSuccess: Fixture.now - 121) : $0
        }
        #expect(board.concern(of: board.services[0])?.text == "cannot see the queue: SQS last told 2 min ago")
        board.readings.removeAll { $0.source == .sqs }
        #expect(board.concern(of: board.services[0])?.text == "cannot see the queue: SQS has not told yet")
    }
}
