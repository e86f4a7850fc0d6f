import Model
import Store
import Testing

@Suite("Evidence: what the minutes have told, carried from one to the next")
struct EvidenceTests {
    /// The fixture's `api` with three known minutes; p50 is unknown.
    private func told(_ store: any StateStore) throws -> Board {
        var samples: [Sample] = []
        for side in Side.allCases {
            for (metric, value) in [(Metric.requests, 900.0), (.target5xx, 9), (.balancer5xx, 0), (.p99, 288)] {
                let key = SeriesKey(service: "api", side: side, metric: metric)
                samples += (0..<3).map { Night.sample($0, value, of: key) }
            }
        }
        let token = try store.token()
        try store.append(Night.samples(240, samples), token: token)
        return try store.board(after: 300)
    }

    @Test(arguments: StoreMaker.all)
    func `is on the board as it was kept, with numbers that JSON has no word for`(maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let board = try told(store)
        let service = try #require(board.service("api"))
        let record = board.evidence(of: service)
        #expect(record.minutes == Night.minute..<Night.minute.advanced(by: 3))
        #expect(service.evidence == nil)
        try store.keep(JudgedServices(evidence: ["api": record]), token: store.token())
        let again = try #require(try maker.open(place).board(after: 300).service("api")?.evidence)
        #expect(again == record && again.trial == record.trial)
        // Both continue alike.
        #expect(try store.board(after: 300).service("api")?.evidence == record)
    }

    @Test(arguments: StoreMaker.all)
    func `a process that was held up does not put its own in the place of its successor's`(maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let board = try told(store)
        let record = board.evidence(of: try #require(board.service("api")))
        let old = try store.token()
        _ = try store.token("heir@there:2", at: Night.start + 600)
        let judged = JudgedServices(events: [Night.event(0, .verdict)], evidence: ["api": record])
        let error = #expect(throws: StoreError.self) { try store.keep(judged, token: old) }
        guard case .fenced(_, token: old) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try store.board(after: 300).service("api")?.evidence == nil)
        #expect(try store.events(after: 0, limit: 10).filter { $0.kind == .verdict }.isEmpty, "all of it or nothing")
    }

    @Test func `is read anew only after it has changed, and is gathered anew where another build has kept it`() throws {
        let place = try Place()
        let store = try SQLiteStore(path: place.file, migration: Night.migration)
        let board = try told(store)
        let record = board.evidence(of: try #require(board.service("api")))
        try store.keep(JudgedServices(evidence: ["api": record]), token: store.token())
        #expect(try store.board(after: 300).service("api")?.evidence != nil)
        try Python.sql("UPDATE evidence SET format = 99, revision = revision + 1", place.file)
        #expect(try store.board(after: 300).service("api")?.evidence == nil)
    }
}
