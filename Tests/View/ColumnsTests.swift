import Boards
import Model
import Testing

@testable import View

/// The one list of metrics and columns.
@Suite struct ColumnsTests {
    @Test func `every metric has one row`() {
        for metric in Metric.allCases {
            #expect(Columns.all.count { $0.id == .metric(metric) } == 1, "\(metric.rawValue)")
        }
        for count in FleetCount.allCases { #expect(Columns.all.count { $0.id == .count(count) } == 1) }
        #expect(Set(Columns.all.map(\.id)).count == Columns.all.count)
    }

    @Test func `no two stand in one place`() {
        func isUnique<Value: Hashable>(_ values: [Value]) -> Bool { Set(values).count == values.count }
        #expect(isUnique(Columns.all.map(\.title)))
        #expect(isUnique(Columns.all.compactMap(\.json)))
        #expect(isUnique(Columns.all.compactMap(\.text)))
        #expect(isUnique(Columns.all.compactMap { $0.page?.rank }))
        #expect(isUnique(Columns.all.compactMap { $0.overview?.rank }))
    }

    @Test func `titles fit their column`() {
        for column in Columns.all where column.page != nil {
            #expect(Width.of(column.title) <= MirroredColumns.label, "\(column.title)")
        }
    }

    @Test func `every series of a side is shown on its page once it is there`() {
        var service = BoardFixture.api
        service.old.series = [:]
        service.new.series = [:]
        for metric in Metric.allCases where metric.facts.origin != .queue {
            service.new.series[metric] = BoardFixture.series { _ in 1 }
        }
        let shown = Set(GraphKind.all(of: service) + GraphKind.onceSeen.map(GraphKind.metric))
        // Answers that are as they should be have no row.
        for metric in service.new.series.keys where metric != .target2xx {
            #expect(shown.contains(.metric(metric)), "\(metric.rawValue)")
        }
    }

    @Test func `what is held to a limit is marked`() {
        let marked = Columns.all.filter { $0.worse.isOverLimit(Excess(errors: true, latency: true)) }.map(\.id)
        #expect(marked == [.errorPercent, .metric(.p99)])
        #expect(!Columns.column(.p99).worse.isOverLimit(Excess(errors: true)))
    }
}
