import Foundation
import Model
import Store
import Testing

@Suite struct DamageTests {
    private let place: Place

    init() throws {
        place = try Place()
        let store = try SQLiteStore(path: place.file, migration: Night.migration)
        let samples = (0..<2000).map { Night.sample(-$0, Double($0)) }
        try store.append(Night.samples(0, samples), token: try store.token())
        try store.record((0..<500).map { Night.event(Double($0), .verdict) })
    }

    private func bytes(_ change: (inout Data) -> Void) throws {
        var data = try #require(FileManager.default.contents(atPath: place.file))
        change(&data)
        try data.write(to: URL(fileURLWithPath: place.file))
    }

    private func expectDamaged(_ mode: SQLiteStore.Mode = .readWriteCreate) {
        let error = #expect(throws: StoreError.self) {
            try SQLiteStore(path: place.file, migration: Night.migration, mode: mode).board(3000)
        }
        guard case .damaged(place.file, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.sentence.contains(place.file) == true)
    }

    @Test(arguments: [SQLiteStore.Mode.readWriteCreate, .readOnly])
    func `text is no store`(_ mode: SQLiteStore.Mode) throws {
        try bytes { $0 = Data(String(repeating: "services:\n  api: {}\n", count: 200).utf8) }
        expectDamaged(mode)
    }

    @Test(arguments: [SQLiteStore.Mode.readWriteCreate, .readOnly])
    func `a file cut short is found`(_ mode: SQLiteStore.Mode) throws {
        try bytes { $0.removeLast($0.count / 2) }
        expectDamaged(mode)
    }

    @Test(arguments: [SQLiteStore.Mode.readWriteCreate, .readOnly])
    func `garbled pages are found`(_ mode: SQLiteStore.Mode) throws {
        try bytes {
            for index in 8192..<$0.count { $0[index] = UInt8(truncatingIfNeeded: index &* 2_654_435_761 >> 7) }
        }
        expectDamaged(mode)
    }

    @Test func `pages garbled while it is open are found when they are read`() throws {
        // More than the page cache holds and more than is checked at opening.
        var store = try SQLiteStore(path: place.file, migration: Night.migration)
        let keys = Metric.allCases.map { SeriesKey(service: "api", side: .new, metric: $0) }
        let samples = keys.flatMap { key in (0..<4000).map { Night.sample(-$0, 1.1 * Double($0), of: key) } }
        try store.append(Night.samples(0, samples), token: try store.token())
        store = try SQLiteStore(path: place.file, migration: Night.migration)
        try Python.sql("PRAGMA wal_checkpoint(TRUNCATE)", place.file)
        _ = try Python.run(
            """
            with open(sys.argv[1], 'r+b') as f:
                for page in range(30, os.path.getsize(sys.argv[1]) // 4096):
                    f.seek(page * 4096); f.write(b'\\xa5' * 4096)
            """, place.file)
        let error = #expect(throws: StoreError.self) { try store.board(3900) }
        guard case .damaged? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
