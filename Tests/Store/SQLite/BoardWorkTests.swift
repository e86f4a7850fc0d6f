import Model
import Store
import Testing

/// A board costs what it is about.
@Suite struct BoardWorkTests {
    private let place: Place
    private let store: SQLiteStore
    private static let services = (0..<40).map { "s\($0)" }

    init() throws {
        place = try Place()
        store = try SQLiteStore(path: place.file, migration: Night.migration)
        let samples = Self.services.flatMap { name in
            (-10..<0).map {
                Night.sample($0, Double($0 + 11), of: SeriesKey(service: name, side: .new, metric: .requests))
            }
        }
        let token = try store.token()
        try store.append(Night.samples(0, samples), token: token)
        let layouts = Self.services.map { ($0, TopologyReading(warnings: [])) }
        try store.keep(Dictionary(uniqueKeysWithValues: layouts), at: Night.start)
    }

    private func board(of names: [String], after seconds: Double = 0) throws -> Board {
        let services = names.map {
            ServiceConfiguration(name: $0, old: SideConfiguration(), new: SideConfiguration())
        }
        let configuration = Configuration(migration: Night.migration, region: "ap-northeast-1", services: services)
        return try store.board(of: configuration, minutes: 15, at: Night.start + seconds)
    }

    @Test func `of forty services only the rows of the one are read`() throws {
        let board = try board(of: ["s7"])
        #expect(board.services[0].new.series[.requests]?[Night.minute.advanced(by: -3)].value == 8)
        #expect(board.services[0].layout != nil)
        #expect(store.boardWork == BoardWork(rows: 10, decoded: 1))
    }

    @Test func `it says the same as the board of all of them`() throws {
        let all = try #require(try board(of: Self.services).service("s7"))
        #expect(try board(of: ["s7"]).services == [all])
        #expect(store.boardWork.rows == 410)
    }

    @Test func `what has not changed is neither read nor decoded again`() throws {
        _ = try board(of: Self.services)
        let first = store.boardWork
        #expect(first == BoardWork(rows: 400, decoded: 40))
        _ = try store.post(Night.pause("s7"))
        #expect(try board(of: Self.services, after: 1).service("s7")?.pause != nil)
        #expect(store.boardWork == first)
    }
}
