import Boards
import Foundation
import Model
import Testing

@testable import View

/// How the page of a service divides its lines, and that nothing on it moves by itself.
@Suite struct ServiceLayoutTests {
    private let now = BoardFixture.now

    /// A busy night: every counter is read, most count nothing, and much has happened.
    private var busy: Board {
        var board = BoardFixture.night
        for side in [\Service.old, \Service.new] {
            for metric in [Metric.connectionErrors, .rejectedConnections, .unhealthyHosts, .balancer5xx] {
                board.services[0][keyPath: side].series[metric] = BoardFixture.series { _ in 0 }
            }
            board.services[0][keyPath: side].series[.healthyHosts] = BoardFixture.series { _ in 8 }
        }
        board.services[0].old.series[.balancer502] = nil
        board.services[0].new.series[.balancer502] = BoardFixture.series { $0 == 100 ? 3 : 0 }
        for index in 0..<40 {
            board.events.append(
                Event(
                    at: now - Double(400 - index), service: "api", kind: .ecs, actor: "ecs", reason: "message \(index)")
            )
        }
        return board
    }

    private static let sizes = [(60, 15), (60, 20), (80, 24), (100, 30), (120, 36), (200, 60), (300, 100)]

    @Test(arguments: sizes) func `numbers and panel both have rows`(width: Int, height: Int) {
        let layout = ServiceLayout(width: width, height: height)
        let body = height - (height >= 24 ? 5 : 4)
        #expect(layout.numbers >= (height < 20 ? 3 : 5) && layout.panel(body: body) >= 3)
        #expect(layout.isNumbersFirst == (width < 76 || height < 24))
    }

    /// In trouble rows turn red and the log is longer, and every line stays where it was.
    @Test(arguments: sizes) func `no line moves in trouble`(width: Int, height: Int) throws {
        func titles(_ board: Board) -> [String: Int] {
            var state = ScreenState.fixture(board, width, height)
            state.press(.enter)
            let rows = state.frame(at: now).text.components(separatedBy: "\n")
            let wanted = ["requests/min", "5xx %", "p99 ms", "p95 ms", "fleets"]
            let found = wanted.compactMap { name in rows.lastIndex { $0.contains(name) }.map { (name, $0) } }
            // Counted from the first of them, as the headline above has lines of its own.
            let first = found.map(\.1).min() ?? 0
            return Dictionary(uniqueKeysWithValues: found.map { ($0.0, $0.1 - first) })
        }
        let calm = titles(BoardFixture.calm)
        #expect(calm.count >= 4)
        for board in [BoardFixture.night, BoardFixture.blind, busy] { #expect(titles(board) == calm) }
    }

    @Test func `what should not happen comes last whatever it counts`() throws {
        let board = busy
        let content = MetricRows.content(board.services[0])
        let last: [Metric] = [
            .target5xx, .balancer5xx, .target4xx, .connectionErrors, .rejectedConnections, .unhealthyHosts,
            .balancer502,
        ]
        #expect(Array(content.suffix(last.count)) == last.map { .graph(.metric($0)) })
        #expect(Array(content.prefix(3)) == [.graph(.metric(.requests)), .graph(.errorPercent), .graph(.metric(.p99))])
        var more = board
        more.services[0].old.series[.rejectedConnections] = BoardFixture.series { $0 == 50 ? 1 : 0 }
        more.services[0].new.series[.rejectedConnections] = BoardFixture.series(presence: .missing)
        #expect(MetricRows.content(more.services[0]) == content)
    }
}
