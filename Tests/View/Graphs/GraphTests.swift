import Boards
import Model
import Testing

@testable import View

/// Graphs and bars: little is not nothing, nothing is not unknown, and no peak is lost.
@Suite struct GraphTests {
    private func drawn(_ points: [Graph.Point], rows: Int = 1, peak: Double, blocks: Blocks = .unicode) -> Frame {
        var frame = Frame(width: points.count, height: rows)
        Graph(points: points).draw(into: &frame, x: 0, y: 0, rows: rows, peak: peak, role: .new, blocks: blocks)
        return frame
    }

    @Test func `levels zero none and missing`() {
        let points: [Graph.Point] = [.value(0.001), .value(50), .value(100), .zero, .none, .missing]
        let frame = drawn(points, peak: 100)
        #expect(frame.text == "▂▄▇▁ ·")
        #expect((0..<6).map { frame[$0, 0].role } == [.new, .new, .new, .dim, .text, .blind])
        #expect(drawn(points, peak: 100, blocks: .ascii).text == ".=#_ ?")
    }

    @Test func `several rows share one scale`() {
        #expect(drawn([.value(100), .value(50), .value(75), .value(1)], rows: 2, peak: 100).text == "▇ ▃\n███▂")
    }

    @Test func `minutes that share a column show the largest`() {
        let minutes = Minute(index: 0)..<Minute(index: 6)
        let values: [Double?] = [1, 9, nil, nil, 0, 3]
        let graph = Graph(minutes, columns: 3) { minute in
            let value = values[Int(minute.index)]
            return Measured(value: value, minute: minute, readAt: nil, presence: value == nil ? .missing : .ok)
        }
        #expect(graph.points == [.value(9), .missing, .value(3)])
        #expect(graph.peak == 9)
    }

    @Test func `few minutes fill many columns`() {
        let minutes = Minute(index: 0)..<Minute(index: 2)
        let graph = Graph(minutes, columns: 5) {
            Measured(value: Double($0.index) + 1, minute: $0, readAt: nil, presence: .ok)
        }
        #expect(graph.points == [.value(1), .value(1), .value(1), .value(2), .value(2)])
    }

    @Test(arguments: [60, 70, 76, 80, 90, 100, 111, 112, 120, 150, 200, 300])
    func `columns never overlap nor leave the screen`(width: Int) {
        for name in [3, 7, 20, 60] {
            let columns = ServiceColumns(width: width, name: name, tasks: 3)
            var x = 1 + columns.name
            #expect(Set(ServiceColumns.order) == Set(Columns.all.filter { $0.overview != nil }.map(\.id)))
            for column in ServiceColumns.order {
                guard let place = columns.places[column] else { continue }
                #expect(place.x > x - 1)
                x = place.x + place.width
            }
            #expect(x <= width - 1, "\(width) \(name)")
            #expect(columns.places[.verdict] != nil && columns.places[.metric(.p99)] != nil)
        }
    }

    @Test func `graph pages go round`() {
        let api = BoardFixture.api
        let count = GraphKind.all(of: api).count
        var first = 0
        var seen: Set<Int> = []
        repeat {
            seen.insert(first)
            first = GraphKind.turn(first, by: 1, of: api, width: 120)
        } while first != 0
        #expect(seen.count == (count + 2) / 3)
        #expect(GraphKind.turn(0, by: -1, of: api, width: 120) == (count - 1) / 3 * 3)
    }

    /// One load balancer for both sides: its own 5xx stand once, and say so.
    @Test func `what has no side stands once`() {
        var board = BoardFixture.night
        board.services[0].configuration.new.loadBalancer = board.services[0].configuration.old.loadBalancer
        board.services[0].old.series[.balancer5xx] = nil
        board.services[0].new.series[.balancer5xx] = nil
        board.services[0].shared[.balancer5xx] = BoardFixture.series { $0 < 3 ? 12 : 0 }
        var state = ScreenState.fixture(board, 120, 44)
        state.press(.enter)
        let row = state.frame(at: BoardFixture.now).text.split(separator: "\n").first {
            $0.contains("5xx/min balancer")
        }
        #expect(row?.contains(" 12 ") == true && row?.contains(" both") == true)
    }
}
