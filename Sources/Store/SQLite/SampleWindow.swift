import GRDB
import Model

/// The series of some services over some minutes. It is kept from board to board, so that only new samples are read.
struct SampleWindow {
    let services: Set<String>
    private(set) var range: Range<Minute>
    /// By service and side; without a side for what both share.
    private(set) var bySide: [SeriesOwner: [Metric: Series]] = [:]

    struct SeriesOwner: Hashable {
        var service: String
        var side: Side?
    }

    private var revision: Int64
    /// The highest id of a known series.
    private var newestSeries: Int64 = 0
    /// The index of a series id in `keys` and `series`; -1 for the series of other services. Ids are counted from 1.
    private var indices: [Int] = [-1]
    private var keys: [SeriesKey] = []
    private var series: [Series] = []
    /// How many rows were read for it.
    private(set) var rowsRead = 0

    /// Reads all of `range`.
    init(_ range: Range<Minute>, of services: Set<String>, from db: Database) throws {
        self.services = services
        self.range = range
        self.revision = try SampleTable(db).revision()
        try read(range, from: db)
    }

    /// The same window for the present `range`, with as little reading as possible.
    func moved(to range: Range<Minute>, from db: Database) throws -> SampleWindow {
        let table = SampleTable(db)
        let revision = try table.revision()
        var window = self
        window.rowsRead = 0
        if revision == self.revision, range == self.range { return window }
        let change = revision == self.revision ? self.range.upperBound : try table.firstChange(after: self.revision)
        guard let change, revision >= self.revision, range.count == self.range.count,
            self.range.contains(range.lowerBound)
        else { return try SampleWindow(range, of: services, from: db) }
        window.revision = revision
        window.slide(to: range)
        let first = max(range.lowerBound, min(change, self.range.upperBound))
        try window.read(first..<max(first, range.upperBound), from: db)
        return window
    }

    private mutating func slide(to range: Range<Minute>) {
        guard range != self.range else { return }
        let kept = range.clamped(to: self.range)
        self.range = range
        for index in series.indices {
            var moved = Series(start: range.lowerBound, count: range.count)
            for minute in kept {
                let measured = series[index][minute]
                guard measured.presence != .missing, let readAt = measured.readAt else { continue }
                moved.put(minute: minute, value: measured.value, presence: measured.presence, readAt: readAt)
            }
            series[index] = moved
        }
    }

    private mutating func read(_ minutes: Range<Minute>, from db: Database) throws {
        let table = SampleTable(db)
        for (id, key) in try table.series(after: newestSeries) {
            newestSeries = id
            while indices.count <= id { indices.append(-1) }
            guard services.contains(key.service) else { continue }
            indices[Int(id)] = keys.count
            keys.append(key)
            series.append(Series(start: range.lowerBound, count: range.count))
        }
        try table.each(minutes, of: wantedSeries) { id, minute, value, presence, readAt in
            rowsRead += 1
            guard indices.indices.contains(Int(id)), case let index = indices[Int(id)], index >= 0 else { return }
            series[index].put(minute: minute, value: value, presence: presence, readAt: readAt)
        }
        for (key, series) in zip(keys, series) {
            bySide[SeriesOwner(service: key.service, side: key.side), default: [:]][key.metric] = series
        }
    }

    /// The ids of the wanted series where they are few among all; `nil` where it is quicker to read every row.
    private var wantedSeries: [Int64]? {
        guard keys.count < indices.count / Self.few else { return nil }
        return indices.indices.filter { indices[$0] >= 0 }.map(Int64.init)
    }

    /// One row in so many is wanted: then each is looked up by itself.
    private static let few = 8
}
