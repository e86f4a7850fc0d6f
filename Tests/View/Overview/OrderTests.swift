import Boards
import Model
import Testing

@testable import View

/// The services are sorted when a key says so, stay where they are otherwise, and what needs eyes is always in sight.
@Suite struct OrderTests {
    private let now = SteeredBoards.now

    /// Services that are steered by hand; those named are worse on new.
    private static func many(_ count: Int, worse: Set<String> = [], held: Set<String> = []) -> Board {
        var board = SteeredBoards.board()
        let (bad, good) = (SteeredBoards.unsafe().services[0], board.services[0])
        board.services = (1...count).map { number in
            let name = "svc-\(number < 10 ? "0" : "")\(number)"
            var service = worse.contains(name) ? bad : good
            service.configuration.name = name
            if held.contains(name) {
                service.pause = Pause(
                    order: 9, by: "ken@bastion", at: now(-60), reason: "", ofAll: false, isRollBack: false)
            }
            return service
        }
        return board
    }

    private static func now(_ seconds: Double) -> Moment { SteeredBoards.now + seconds }

    private func state(_ board: Board, _ width: Int = 120, _ height: Int = 36) -> ScreenState {
        var state = SteeredBoards.state(board, width, height)
        _ = state.nextFrame(at: now)
        return state
    }

    private func names(_ state: ScreenState) -> [String] { state.shown.map(\.name) }

    @Test func `the worst comes first and then what is held`() {
        let state = state(Self.many(5, worse: ["svc-04"], held: ["svc-03"]))
        #expect(names(state) == ["svc-04", "svc-03", "svc-01", "svc-02", "svc-05"])
    }

    @Test func `places change by a key and by nothing else`() {
        var state = state(Self.many(5))
        #expect(names(state) == ["svc-01", "svc-02", "svc-03", "svc-04", "svc-05"])
        state.receive(Self.many(5, worse: ["svc-05"]))
        let text = state.nextFrame(at: now).text
        #expect(
            names(state).last == "svc-05" && state.selected?.name == "svc-05", "the selection follows, no row moves")
        #expect(text.contains("worst first"))
        state.press(.up, .down)
        _ = state.nextFrame(at: now)
        #expect(names(state).last == "svc-05")
        state.press(.character("!"))
        _ = state.nextFrame(at: now)
        #expect(names(state).last == "svc-05", "its service is selected already, so the key does nothing")
        #expect(state.frame(at: now).text.contains("worst first · o sorts again"))
        state.press(.character("o"))
        _ = state.nextFrame(at: now)
        #expect(names(state).first == "svc-05" && state.order == .worst && state.selected?.name == "svc-05")
        #expect(!state.frame(at: now).text.contains("sorts again"))
    }

    @Test func `each order puts first what its title says`() {
        var board = Self.many(4)
        board.services[2].configuration.name = "aaa"
        board.services[3].share?.value.weights = [WeightReading(type: "A", old: 10, new: 90, ttl: 60)]
        board.services[1].new.series[.target5xx] = BoardFixture.series { _ in 40 }
        board.services[2].new.series[.p99] = BoardFixture.series { _ in 999 }
        var state = state(board)
        let firsts: [ServiceOrder: String] = [
            .name: "aaa", .share: "svc-04", .errors: "svc-02", .p99: "aaa",
        ]
        for _ in ServiceOrder.allCases {
            state.press(.character("o"))
            _ = state.nextFrame(at: now)
            if let first = firsts[state.order] { #expect(names(state).first == first, "\(state.order)") }
            #expect(Set(names(state)).count == 4)
        }
        #expect(state.order == .worst, "all orders in turn")
    }

    @Test func `what is not known yet comes last`() {
        var board = Self.many(3)
        board.services[0].new.series[.p99] = nil
        var state = state(board)
        while state.order != .p99 { state.press(.character("o")) }
        _ = state.nextFrame(at: now)
        #expect(names(state).last == "svc-01")
    }

    @Test func `the fault on the last of fifty services is on the smallest usual screen`() {
        let board = Self.many(50)
        var state = state(board, 80, 24)
        state.receive(Self.many(50, worse: ["svc-50"]))
        let text = state.nextFrame(at: now).text
        #expect(text.contains("▸svc-50"), "until somebody selects, the selection follows the headline")
        // Somebody selects another one by hand.
        state.press(.home)
        _ = state.nextFrame(at: now)
        state.press(.down)
        let other = state.nextFrame(at: now).text
        #expect(other.contains("▸svc-02") && other.contains("svc-50"), "\(other)")
        #expect(other.contains("the last 1 need") || other.contains("the last needs"), "\(other)")
        state.receive(Self.many(50, worse: ["svc-49", "svc-50"]))
        let both = state.nextFrame(at: now).text
        #expect(state.selected?.name == "svc-02", "the cursor does not move under a hand that has chosen")
        #expect(both.contains("▸svc-02") && both.contains("svc-49") && both.contains("svc-50"))
        state.press(.character("!"))
        #expect(state.selected?.name == "svc-49" || state.selected?.name == "svc-50")
        guard case .post(let order) = state.press(.character("p")).first else {
            Issue.record("nothing was posted")
            return
        }
        #expect(order.kind == .pause && order.service == state.selected?.name)
    }

    @Test func `more trouble than rows is counted`() {
        let worse = Set((20...50).map { "svc-\($0)" })
        var state = state(Self.many(50), 80, 24)
        state.press(.home)
        state.receive(Self.many(50, worse: worse))
        let text = state.nextFrame(at: now).text
        #expect(text.contains(/\d+ more: \d+ ▲ worse/), "\(text)")
    }

    @Test(arguments: [(80, 24), (120, 36), (200, 60), (60, 20)])
    func `nothing below the band moves when something happens`(width: Int, height: Int) {
        func lines(_ board: Board) -> [Int] {
            let state = ScreenState.fixture(board, width, height)
            let rows = state.frame(at: BoardFixture.now).text.split(separator: "\n", omittingEmptySubsequences: false)
            // Where the rules, the headings and the names of the services are.
            return rows.indices.filter { row in
                rows[row].contains("────") || rows[row].contains("SERVICE")
                    || ["api ", "web ", "worker "].contains { rows[row].dropFirst().hasPrefix($0) }
            }
        }
        var quiet = BoardFixture.night
        quiet.events = []
        var telling = BoardFixture.blind
        telling.services[1].pause = nil
        #expect(lines(BoardFixture.night) == lines(quiet))
        #expect(lines(BoardFixture.night) == lines(telling))
    }

    @Test func `a notice covers the log and moves nothing`() {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        let before = state.frame(at: BoardFixture.now).text.split(separator: "\n", omittingEmptySubsequences: false)
        state.notice = .init(text: String(repeating: "a path that is long ", count: 14), isFailure: false)
        let after = state.frame(at: BoardFixture.now).text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(before.count == 36 && after.count == 36 && before[..<32] == after[..<32] && before[35] == after[35])
        #expect(before != after)
    }
}
