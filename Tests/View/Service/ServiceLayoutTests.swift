import Boards
import Model
import Testing

@testable import View

/// How the service view divides its lines, and what gives way when they are few.
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

    private func scene(_ board: Board, height: Int) throws -> Scene {
        var state = ScreenState.fixture(board, 120, height)
        state.press(.enter)
        return try #require(Scene(state, at: now))
    }

    private func rows(
        _ board: Board, height: Int, chosen: ScreenState.Section = .inventory
    ) throws
        -> [ScreenState.Section: Int]
    {
        var state = ScreenState.fixture(board, 120, height)
        state.section = chosen
        let scene = try #require(Scene(state, at: now))
        let service = board.services[0]
        let layout = ServiceLayout(scene, service, body: height - 4)
        #expect(layout.sections.map(\.rows).reduce(0, +) == height - 4 - layout.summary - 1 - layout.sections.count)
        return Dictionary(uniqueKeysWithValues: layout.sections.map { ($0.section, $0.rows) })
    }

    @Test(arguments: [(30, 4), (35, 4), (36, 5), (45, 5)]) func `the timeline keeps its rows`(
        height: Int, least: Int
    ) throws {
        for chosen in ScreenState.Section.allCases {
            let rows = try rows(busy, height: height, chosen: chosen)
            #expect(rows[.timeline] ?? 0 >= least && rows[.metrics] ?? 0 >= 4 && rows[.inventory] ?? 0 >= 3)
        }
    }

    @Test func `what has not happened on either side comes last`() throws {
        let board = busy
        let content = MetricRows.content(board.services[0], try scene(board, height: 36))
        // 502s a hundred minutes ago lie outside of the hour that is shown.
        let quiet: [Metric] = [
            .balancer5xx, .connectionErrors, .rejectedConnections, .unhealthyHosts, .balancer502,
        ]
        #expect(Array(content.suffix(quiet.count)) == quiet.map { .graph(.metric($0)) })
        #expect(Array(content.prefix(3)) == [.graph(.metric(.requests)), .graph(.errorPercent), .graph(.metric(.p99))])
        #expect(content.dropLast(quiet.count).contains(.graph(.metric(.healthyHosts))))
    }

    @Test func `one error or a gap brings a row back`() throws {
        func last(_ change: (inout Service) -> Void) throws -> [MetricRows.Content] {
            var board = busy
            change(&board.services[0])
            return MetricRows.content(board.services[0], try scene(board, height: 36)).suffix(5).map(\.self)
        }
        let row = MetricRows.Content.graph(.metric(.rejectedConnections))
        #expect(try last { _ in }.contains(row))
        let one = BoardFixture.series { $0 == 50 ? 1 : 0 }
        let gap = BoardFixture.series(presence: .missing)
        #expect(try !last { $0.old.series[.rejectedConnections] = one }.contains(row))
        #expect(try !last { $0.new.series[.rejectedConnections] = gap }.contains(row))
    }
}
