import Boards
import Model
import Testing

@testable import View

/// What is in the plots of a service: both sides, their bounds, and what happened meanwhile.
@Suite struct MetricPlotTests {
    private let now = BoardFixture.now

    private func scene(_ board: Board, _ change: (inout ScreenState) -> Void = { _ in }) throws -> Scene {
        var state = ScreenState.fixture(board, 120, 36)
        change(&state)
        return try #require(Scene(state, at: now))
    }

    private func plot(_ kind: GraphKind, _ board: Board = BoardFixture.night, service: Int = 0) throws -> MetricPlot {
        MetricPlot(kind: kind, service: board.services[service], scene: try scene(board))
    }

    @Test func `a plot ends with the present minute`() throws {
        let minutes = try scene(BoardFixture.night).plotMinutes
        #expect(minutes.count == 60 && minutes.upperBound == now.minute)
        let quarter = try scene(BoardFixture.night) { $0.window = .quarter }
        #expect(quarter.plotMinutes.count == 15)
    }

    @Test func `latency shows what is tolerated behind old and new`() throws {
        let both = try plot(.metric(.p99)).both
        #expect(both.curves.map(\.role) == [.dim, .old, .new])
        #expect(both.curves.map(\.stroke) == [.sparse, .dotted, .solid])
        #expect(both.curves[0].name == "1.2×old")
        let index = 40
        #expect(abs(both.curves[0].values[index] - 1.2 * both.curves[1].values[index]) < 1e-9)
        // Bounds are read from the configuration, and errors have no bound that follows old.
        #expect(both.guides.isEmpty)
        var board = BoardFixture.night
        board.services[0].configuration.limits.p99 = 500
        // It is named, and drawn where the curves come near it.
        let (p99, p50) = (try plot(.metric(.p99), board).both, try plot(.metric(.p50), board).both)
        #expect(p99.scale(rows: 5).top >= 500)
        #expect(p99.guides == [Plot.Guide(value: 500, role: .worse, name: "limit")] && p50.guides.isEmpty)
        let errors = try plot(.errorPercent).both
        #expect(errors.curves.count == 2 && errors.guides.map(\.value) == [1])
    }

    @Test func `the ratio is new by old and worse above what is tolerated`() throws {
        let ratio = try plot(.metric(.p99)).plots(.ratio, rows: 5)[0]
        #expect(ratio.curves.count == 1 && ratio.guides.map(\.value) == [1, 1.2])
        let both = try plot(.metric(.p99)).both
        #expect(abs(ratio.curves[0].values[50] - both.curves[2].values[50] / both.curves[1].values[50]) < 1e-9)
        #expect(ratio.curves[0].worseFrom == 1.2)
        // Without traffic on a side there is no ratio.
        let odd = try plot(.metric(.p99), BoardFixture.odd).plots(.ratio, rows: 5)[0]
        #expect(odd.curves[0].values.allSatisfy { $0.isNaN })
    }

    @Test func `two plots have one scale`() throws {
        let apart = try plot(.metric(.p99)).plots(.apart, rows: 6)
        #expect(apart.count == 2)
        #expect(apart[0].scale(rows: 3) == apart[1].scale(rows: 3))
        #expect(apart.map { $0.curves.map(\.role) } == [[.old], [.new]])
        // Too few rows for two.
        let few = try plot(.metric(.p99)).plots(.apart, rows: 3)
        #expect(few.count == 1)
    }

    @Test func `what both sides share has one curve in each mode`() throws {
        for mode in MetricPlot.Mode.allCases {
            let plots = try plot(.shared(.queueAge), service: 2).plots(mode, rows: 6)
            #expect(plots.count == 1 && plots[0].curves.map(\.role) == [.text])
        }
    }

    @Test func `one error of few requests does not fill the plot`() throws {
        var board = BoardFixture.night
        for side in [\Service.old, \Service.new] {
            board.services[0][keyPath: side].series[.requests] = BoardFixture.series { _ in 20 }
            board.services[0][keyPath: side].series[.target5xx] = BoardFixture.series { $0 == 9 ? 1 : 0 }
            board.services[0][keyPath: side].series[.balancer5xx] = BoardFixture.series { _ in 0 }
        }
        let both = try plot(.errorPercent, board).both
        // One of twenty is 5 %; four errors are the least height.
        #expect(both.scale(rows: 3).top == 20)
    }

    @Test func `the title has the newest numbers in their colours`() throws {
        let figures = try plot(.metric(.p99)).figures
        #expect(figures.text == "288 407▲")
        #expect(figures.spans.map(\.role) == [.old, .text, .new, .worse])
        let (errors, blind) = (try plot(.errorPercent).figures, try plot(.metric(.p99), BoardFixture.blind).figures)
        #expect(errors.text == "0.01 0" && blind.spans.contains { $0.role == .blind })
    }

    @Test func `marks are the changes of weights and the orders`() throws {
        var board = BoardFixture.night
        board.services[0].formerShares = [
            FormerShare(percent: 40, since: BoardFixture.at("10:00:00"), ttl: 60),
            FormerShare(percent: 50, since: BoardFixture.at("13:40:10"), ttl: 60),
            FormerShare(percent: 10, since: BoardFixture.at("13:50:00"), ttl: 60),
        ]
        board.events.append(
            Event(id: 90, at: BoardFixture.at("14:20:00"), kind: .annotated, actor: "mika@bastion", reason: "coupons"))
        let minutes = try scene(board).plotMinutes
        let marks = Plot.Mark.all(of: board.services[0], board, in: minutes)
        #expect(marks.map { "\($0.label)\($0.sign)" } == ["50 %▲", "10 %▼", "25 %▲", "✎"])
        #expect(marks[2].minute == BoardFixture.at("13:58:00").minute)
        // The pause of web is none of api's.
        #expect(Plot.Mark.all(of: board.services[1], board, in: minutes).map(\.sign) == ["‖", "✎"])
    }

    @Test func `g goes through the three`() {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        var titles: [Bool] = []
        for _ in 0..<3 {
            titles.append(state.frame(at: now).text.contains("p99 ms new÷old"))
            state.press(.character("g"))
        }
        #expect(titles == [false, true, false])
        #expect(state.graphMode == .both)
    }

    @Test func `a console without braille draws half blocks`() {
        var state = ScreenState.fixture(BoardFixture.night, 120, 36)
        state.hasBraille = false
        let text = state.frame(at: now).text
        #expect(!text.unicodeScalars.contains { (0x2800..<0x2900).contains($0.value) })
        #expect(text.contains("▀▀") || text.contains("▄▄"))
    }
}
