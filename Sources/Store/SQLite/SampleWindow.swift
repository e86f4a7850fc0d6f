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
    /// The index of a series id in `keys` and `series`.
    private var indices: [Int64: Int] = [:]
    private var keys: [SeriesKey] = []
    private var series: [Series] = []

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
        if revision == self.revision, range == self.range { return self }
        let change = revision == self.revision ? self.range.upperBound : try table.firstChange(after: self.revision)
        guard let change, revision >= self.revision, range.count == self.range.count,
            self.range.contains(range.lowerBound)
        else { return try SampleWindow(range, of: services, from: db) }
        var window = self
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
            guard services.contains(key.service) else { continue }
            indices[id] = keys.count
            keys.append(key)
            series.append(Series(start: range.lowerBound, count: range.count))
        }
        try table.each(minutes) { id, minute, value, presence, readAt in
            guard let index = indices[id] else { return }
            series[index].put(minute: minute, value: value, presence: presence, readAt: readAt)
        }
        for (key, series) in zip(keys, series) {
            bySide[SeriesOwner(service: key.service, side: key.side), default: [:]][key.metric] = series
        }
    }
}
