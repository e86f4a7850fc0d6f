import Boards
import Model
import Testing

@testable import View

/// What old could take back stands on every screen.
@Suite struct ReadinessTests {
    private let now = SteeredBoards.now

    @Test func `it is said where there is room and always where it alarms`() {
        let text = SteeredBoards.state(SteeredBoards.board()).frame(at: now).text
        #expect(text.contains("step 3/5 · watching, 50 % in 12:31 · new: 1 draining · old has room for 160 %"))
        let unsafe = SteeredBoards.state(SteeredBoards.unsafe()).frame(at: now).text
        #expect(
            unsafe.contains(
                "watching, 50 % in 12:31 · old has room for only 45 %: 4 → 9 instances first, about 9 min"))
        let unknown = ScreenState.fixture(BoardFixture.night, 120, 36).frame(at: now).text
        #expect(unknown.contains("watching since 13:58 · new: 1 draining · old has room for ? %"))
    }

    @Test(arguments: [60, 80, 100, 120, 200]) func `the service view always says it`(width: Int) {
        for (board, words) in [
            (SteeredBoards.board(), "old has room for 160 %"),
            (SteeredBoards.unsafe(), "old has room for only 45 %: 4 → 9 inst"),
        ] {
            var state = SteeredBoards.state(board, width, 30)
            state.press(.enter)
            #expect(state.frame(at: now).text.contains(words), "\(width)")
        }
    }

    @Test func `the headline says it beside the key`() {
        let fits = SteeredBoards.state(SteeredBoards.deadMan()).frame(at: now).text
            .split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        #expect(fits.contains("R rolls back p pauses"))
        let narrow = SteeredBoards.state(SteeredBoards.unsafe(), 80, 24).frame(at: now).text
        #expect(narrow.contains("R rolls back (old has room for only 45 %)"))
        let unsafe = SteeredBoards.state(SteeredBoards.unsafe()).frame(at: now).text
        #expect(unsafe.contains("old has room for only 45 %"))
    }

    @Test func `more than tenfold is no number`() throws {
        var board = SteeredBoards.board()
        board.services[0].new.series[.requests] = BoardFixture.series { _ in 100 }
        board.services[0].old.series[.requests] = BoardFixture.series { $0 > 200 ? 51_900 : 100 }
        let readiness = Readiness(capacity: RollbackCapacity(of: board.services[0], board: board))
        #expect(readiness.sentence == "old has room for more than 999 %" && !readiness.isAlarming)
    }

    @Test func `what r asks where it is not safe`() throws {
        var state = SteeredBoards.state(SteeredBoards.unsafe())
        state.press(.character("R"))
        #expect(state.frame(at: now).text.contains("api and Tab: in steps"))
        for character in "api" { state.press(.character(character)) }
        var forced = state
        guard case .post(let request) = state.press(.enter).first else {
            Issue.record("nothing was posted")
            return
        }
        #expect(request.kind == .rollBack && request.terms == OrderTerms())
        #expect(request.afterwards == [.snapshot(reason: "roll back of api")])
        var staged = forced
        guard case .post(let inSteps) = staged.press(.tab).first else {
            Issue.record("nothing was posted")
            return
        }
        #expect(inSteps.terms == OrderTerms(pace: .inSteps) && inSteps.kind == .rollBack)
        // Whoever has learnt it with the mark is not refused.
        guard case .post(let atOnce) = forced.press(.character("!"), .enter).first else {
            Issue.record("nothing was posted")
            return
        }
        #expect(atOnce.terms == OrderTerms())
    }

    @Test func `whose room is too small for all of it says how far it goes`() {
        func lines(percent: Int, columns: Int = 118) -> [String] {
            let board = SteeredBoards.unsafe {
                $0.services[0].share?.value.weights[0] = WeightReading(
                    type: "A", old: 100 - percent, new: percent, ttl: 60)
            }
            return RollBackWarning(service: board.services[0], board: board, clock: BoardFixture.clock)
                .lines(columns: columns).map(\.text)
        }
        let stays = lines(percent: 25)
        #expect(stays[0].hasPrefix("api: 25 → 0 % on new at once, all traffic back to old"))
        #expect(stays[2].contains("api and Tab: in steps, stays at 25 % until old has room for more"))
        #expect(lines(percent: 75)[2].contains("first to 55 %, then as old has room for more"))
        for columns in [58, 78, 98, 118] {
            for line in lines(percent: 75, columns: columns) { #expect(Width.of(line) <= columns, "\(line)") }
        }
    }

    @Test(arguments: [(80, 24), (120, 36)]) func `not safe`(width: Int, height: Int) throws {
        var state = SteeredBoards.state(SteeredBoards.unsafe(), width, height)
        state.press(.enter)
        try Picture.expect(state.frame(at: now), "not-safe-service-\(width)x\(height)")
        state.press(.escape, .character("R"))
        try Picture.expect(state.frame(at: now), "not-safe-rollback-\(width)x\(height)")
    }
}
