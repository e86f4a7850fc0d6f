import Boards
import Model
import Testing

@testable import View

/// The key R: what it says, what it wants typed, and what alone it orders.
@Suite struct RollBackTests {
    private let now = BoardFixture.now

    private func state(_ board: Board = BoardFixture.night, _ width: Int = 120, _ height: Int = 36) -> ScreenState {
        var state = ScreenState.fixture(board, width, height)
        state.canRollBack = true
        return state
    }

    /// The night, with api rolled back by ken a minute ago.
    private func rolledBack(percent: Int, changed: Double) -> Board {
        var board = BoardFixture.night
        board.services[0].pause = Pause(
            order: 8, by: "ken@bastion", at: now - 60, reason: "", ofAll: false, isRollBack: true)
        board.services[0].share?.value.weights[0] = WeightReading(
            type: "A", old: 100 - percent, new: percent, ttl: 60)
        board.services[0].shareChangedAt = now - changed
        board.events.append(
            Event(
                id: 7, at: now - 60, service: "api", kind: .rollBack, actor: "ken@bastion", before: "running",
                after: "rolled back", evidence: "order 8"))
        return board
    }

    private func type(_ text: String, into state: inout ScreenState) -> [Effect] {
        text.flatMap { state.press(.character($0)) }
    }

    private func order(_ service: String) throws -> Effect {
        var confirm = Confirm(service: service)
        confirm.typed = service
        return .post(try #require(Confirmed(confirm)?.requests.first))
    }

    @Test func `only the typed name confirms`() {
        var confirm = Confirm(service: "api")
        for typed in ["", "ap", "apis", "API", " api", "api ", "web"] {
            confirm.typed = typed
            #expect(Confirmed(confirm) == nil, "\(typed)")
        }
        confirm.typed = "api"
        let request = Confirmed(confirm)?.requests.first
        #expect(request?.kind == .rollBack && request?.service == "api")
    }

    @Test func `where nobody obeys it the key does not exist`() {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        #expect(state.press(.character("R")) == [])
        #expect(state.prompt == nil && state.notice?.isUnknownKey == true)
        #expect(!Footer.keys(state, width: 118).text.contains("R roll"))
        #expect(!state.frame(at: now).text.contains("R rolls back"))
        for text in HelpPane.lines(state, width: 120).map(\.text) {
            #expect(!text.contains("after R") && !text.hasPrefix("R ") && !text.contains("ROLLED BACK"))
        }
    }

    @Test func `read only has no such key either`() {
        var state = state()
        state.readOnly = true
        #expect(state.press(.character("R")) == [])
        #expect(state.prompt == nil)
        #expect(state.notice?.text == "nothing was ordered: this screen is READ ONLY")
        #expect(!Footer.keys(state, width: 118).text.contains("R roll"))
        #expect(!HelpPane.lines(state, width: 120).contains { $0.text.hasPrefix("R ") || $0.text == "after R" })
    }

    @Test func `the name is typed and then it is ordered`() throws {
        var state = state()
        #expect(state.press(.character("R")) == [])
        #expect(state.place == .rollBack && state.posted.isEmpty)
        #expect(type("api", into: &state) == [])
        #expect(state.press(.enter) == [try order("api")])
        #expect(state.prompt == nil && state.posted["api"]?.kind == .rollBack)
        #expect(state.frame(at: now).text.contains("ROLLING BACK  ordered 14:32:07, not stored yet"))
        #expect(state.press(.character("R")) == [])
        #expect(state.notice?.text == "R: the roll back of api is on its way to the store")
    }

    @Test func `a wrong name orders nothing and says so`() {
        var state = state()
        state.press(.character("R"))
        #expect(type("web", into: &state) == [] && state.press(.enter) == [])
        #expect(state.posted.isEmpty && state.place == .rollBack)
        #expect(
            state.notice
                == .init(text: "“web” is not api: nothing was ordered; type api, or leave with Esc", isFailure: true))
        #expect(state.press(.ctrl("u"), .enter) == [])
        #expect(state.notice?.text == "nothing was ordered; type api, or leave with Esc")
        #expect(state.press(.escape) == [])
        #expect(state.prompt == nil && state.notice == nil && state.posted.isEmpty)
    }

    @Test func `letters that are keys elsewhere are typed`() {
        var state = state()
        state.press(.character("R"))
        #expect(type("pqsR?/ 1", into: &state) == [])
        #expect(state.prompt.map { "\($0)".contains("pqsR?/ 1") } == true && state.posted.isEmpty)
        #expect(state.press(.ctrl("c")) == [.quit])
    }

    @Test func `a paused service is rolled back and the order is seen only as a roll back`() throws {
        var state = state()
        state.press(.down, .character("R"))
        _ = type("web", into: &state)
        #expect(state.press(.enter) == [try order("web")])
        state.receive(BoardFixture.night)
        #expect(state.posted["web"] != nil, "the pause that stood before is not the roll back")
        var board = BoardFixture.night
        board.services[1].pause = Pause(
            order: 9, by: "mika@bastion", at: now, reason: "", ofAll: false, isRollBack: true)
        state.receive(board)
        #expect(state.posted.isEmpty)
        // Once more, because somebody moved the weights back up: the first roll back is not the answer to the second.
        state.press(.character("R"))
        _ = type("web", into: &state)
        #expect(state.press(.enter) == [try order("web")])
        state.receive(board)
        #expect(state.posted["web"] != nil)
    }

    @Test func `what is not stored is said`() throws {
        var state = state()
        state.press(.character("R"))
        _ = type("api", into: &state)
        guard case .post(let request) = state.press(.enter).first else {
            Issue.record("nothing was posted")
            return
        }
        state.orderFailed(request, because: "the disk is full")
        #expect(state.posted.isEmpty)
        #expect(state.notice?.text == "NOT STORED: the roll back of api: the disk is full")
    }

    @Test func `with nothing on new there is nothing to roll back`() {
        var board = BoardFixture.night
        board.services[0].share?.value.weights[0] = WeightReading(type: "A", old: 100, new: 0, ttl: 60)
        var state = state(board)
        #expect(state.press(.character("R")) == [])
        #expect(state.prompt == nil && state.notice?.text == "R: nothing to roll back: 0 % on new")
        state.press(.end, .character("R"))
        #expect(state.notice?.text == "R: nothing to roll back: no weights send traffic to it")
        // Clients of one address family are traffic too.
        board.services[0].share?.value.weights.append(WeightReading(type: "AAAA", old: 50, new: 50, ttl: 60))
        var uneven = self.state(board)
        uneven.press(.character("R"))
        #expect(uneven.prompt != nil)
    }

    @Test func `what came back while the name was typed is not ordered again`() {
        var state = state()
        state.press(.character("R"))
        _ = type("api", into: &state)
        state.receive(rolledBack(percent: 0, changed: 5))
        #expect(state.press(.enter) == [])
        #expect(state.notice?.text == "api: nothing to roll back: 0 % on new" && state.posted.isEmpty)
    }

    @Test func `a frozen picture does not freeze the question`() throws {
        var state = state()
        state.press(.character(" "))
        var board = BoardFixture.night
        board.services[0].share?.value.weights[0] = WeightReading(type: "A", old: 50, new: 50, ttl: 60)
        state.receive(board)
        state.press(.character("R"))
        let text = state.frame(at: now).text
        #expect(text.contains("api: 50 → 0 % on new at once, all traffic back to old"))
        _ = type("api", into: &state)
        #expect(state.press(.enter) == [try order("api")])
    }

    /// The night, with what CloudWatch counts of the old targets: eight, of which `now` are left for half an hour.
    private func night(left now: Int = 8) -> Board {
        var board = BoardFixture.night
        board.services[0].old.series[.healthyHosts] = BoardFixture.series { $0 < 30 ? Double(now) : 8 }
        if now < 8 { board.services[0].old.series[.requests] = BoardFixture.series { $0 < 30 ? 15_200 : 32_000 } }
        board.services[0].old.inventory?.counts.desired = now
        board.services[0].old.inventory?.counts.healthy = now
        return board
    }

    private func remark(_ board: Board) -> Line? {
        let service = board.services[0]
        return RollBackWarning.remark(
            of: service, Readiness(capacity: RollbackCapacity(of: service, board: board)))
    }

    private func lines(_ board: Board, columns: Int = 118) -> [String] {
        RollBackWarning(service: board.services[0], board: board, clock: BoardFixture.clock).lines(columns: columns)
            .map(\.text)
    }

    @Test func `the question says what the old fleet will meet`() {
        let calm = lines(night())
        #expect(
            calm[0] == "api: 25 → 0 % on new at once, all traffic back to old · Route 53 change of A: 75/25 → 100/0"
                + " · DNS caches 60 s")
        #expect(
            calm[1]
                == "old has room for 90 %: 8 of 8 healthy · each would get 4.04k/min, 1.1× its peak (3.76k at 13:54)")
        #expect(
            lines(night(), columns: 140)[1] == "old has room for 90 %: 8 of 8 instances healthy · "
                + "each would get 4.04k/min, 1.1× the most that one has carried (3.76k at 13:54)")
        #expect(
            lines(night(), columns: 78)[1]
                == "old has room for 90 %: 8 of 8 · 4.04k/min each, 1.1× its peak")
        #expect(
            lines(night(), columns: 58) == [
                "api: 25 → 0 % on new at once · DNS caches 60 s",
                "old has room for 90 %: 8 of 8 · 4.04k/min each, 1.1× its peak",
            ])
    }

    @Test func `a fleet that was scaled in is not safe`() {
        let board = night(left: 4)
        #expect(
            lines(board)[1]
                == "old was seen to carry 65 % of this: 4 of 4 healthy · each would get 5.72k/min, 1.4× its peak "
                + "(4.00k at 13:59)")
        for columns in [58, 78, 98, 118] {
            for line in RollBackWarning(service: board.services[0], board: board, clock: BoardFixture.clock)
                .lines(columns: columns)
            { #expect(line.width <= columns, "\(line.text)") }
            #expect(lines(board, columns: columns)[1].contains(" 65 %"))
        }
        #expect(remark(board) == Line("old has room for only 65 %: 4 → 6 instances first, about 9 min", .worse))
        var atHome = board
        atHome.services[0].share?.value.weights[0] = WeightReading(type: "A", old: 100, new: 0, ttl: 60)
        #expect(remark(atHome) == nil)
        var roomy = night()
        roomy.services[0].new.series[.requests] = BoardFixture.series { _ in 100 }
        #expect(remark(roomy) == nil)
        #expect(lines(roomy)[1].contains("3.09k/min, 0.8× its peak"))
    }

    @Test func `what is not known of the old fleet is said`() {
        var silent = night()
        silent.takenAt = now + 600
        silent.services[0].old.confirmed[.targetHealth] = now + 595
        silent.services[0].old.confirmed[.autoScaling] = now + 595
        #expect(
            lines(silent)[1] == "old: 8 of 8 instances healthy · its load is not known: CloudWatch is silent")
        #expect(lines(silent, columns: 58)[1] == "old: 8 of 8 healthy · load not known: CloudWatch is silent")
        #expect(
            lines(BoardFixture.night)[1]
                == "old: 8 of 8 instances healthy · each would get 4.04k/min, and no minute tells what one can carry")
        var unknown = night()
        unknown.services[0].share = nil
        unknown.services[0].old.confirmed = [:]
        #expect(lines(unknown)[0] == "api: ? → 0 % on new at once, all traffic back to old · Route 53 change")
        #expect(
            lines(unknown)[1] == "old: ? of ? instances healthy · how many share 32.3k/min is not known")
        var gone = night()
        gone.services[0].old.inventory?.counts.healthy = 0
        #expect(
            lines(gone)[1] == "old has room for nothing: 0 of 8 instances healthy · nothing there to take 32.3k/min")
        #expect(
            remark(gone)?.text.hasPrefix("old has room for nothing") == true)
    }

    @Test func `the service view says how much old can take`() throws {
        var board = night()
        board.services[0].new.series[.requests] = BoardFixture.series { _ in 100 }
        let scene = try #require(Scene(ScreenState.fixture(board, 160, 50), at: now))
        let text = ServiceSummary(board.services[0], scene).shares.text
        #expect(text.contains(" · old has room for 120 % (most it carried: "), "\(text)")
        #expect(text.hasSuffix(" · weights A 75/25, set 13:58"), "\(text)")
        let tight = try #require(Scene(ScreenState.fixture(night(), 160, 50), at: now))
        #expect(ServiceSummary(night().services[0], tight).shares.text.contains("on new   old has room for 90 % · "))
    }

    @Test(arguments: [(120, 36), (80, 24), (60, 15)])
    func `the prompt at each size`(width: Int, height: Int) throws {
        var state = state(night(), width, height)
        state.press(.character("R"))
        _ = type("ap", into: &state)
        let frame = state.frame(at: now)
        #expect(frame.cursor != nil)
        try Picture.expect(frame, "rollback-prompt-\(width)x\(height)")
    }

    @Test(arguments: [(120, 36), (80, 24)])
    func `the prompt where it is not safe`(width: Int, height: Int) throws {
        var state = state(night(left: 4), width, height)
        state.press(.character("R"))
        try Picture.expect(state.frame(at: now), "rollback-unsafe-\(width)x\(height)")
    }

    @Test func `on its way and done`() throws {
        var state = state()
        state.receive(rolledBack(percent: 25, changed: 2000))
        let moving = state.frame(at: now).text
        #expect(moving.contains("ROLLING BACK by ken 14:31:07 · 25 % still on new"))
        #expect(moving.contains("‖ ROLLING BACK api +1 held"))
        state.receive(rolledBack(percent: 0, changed: 20))
        #expect(
            state.frame(at: now).text.contains("ROLLING BACK by ken 14:31:07 · no weight on new, DNS, 100 s"))
        state.receive(rolledBack(percent: 0, changed: 130))
        let frame = state.frame(at: now)
        #expect(frame.text.contains("ROLLED BACK by ken 14:31:07"))
        #expect(frame.text.contains("↩ GOING BACK  api: rolled back by ken@bastion; all weight back on old"))
        try Picture.expect(frame, "rolled-back-120x36")
        state.press(.enter)
        try Picture.expect(state.frame(at: now), "rolled-back-service-120x36")
        state.press(.character("p"))
        #expect(state.prompt == .resume(service: "api", order: 8))
    }
}
