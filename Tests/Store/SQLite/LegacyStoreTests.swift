import Foundation
import Model
import Store
import Testing

/// Stores that the last program of schema 5 wrote, which told an event's order and cause in words only.
///
/// It ran `abreast demo outside-hand --mode manual` and `abreast demo old-scaled-in --mode manual`, and an operator gave
/// orders meanwhile. The fixtures keep its tables, and of its rows what the tests need. Names of people and machines are
/// replaced.
@Suite struct LegacyStoreTests {
    private let place: Place

    init() throws { place = try Place() }

    /// Fills the place with a fixture and opens it with today's program.
    private func open(_ name: String) throws -> SQLiteStore {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let script = folder.appendingPathComponent("Fixtures/\(name).sql").path
        _ = try Python.run("sqlite3.connect(sys.argv[1]).executescript(open(sys.argv[2]).read())", place.file, script)
        return try SQLiteStore(path: place.file, migration: "rehearsal")
    }

    @Test func `an older event's order is read out of its evidence, once`() throws {
        let store = try open("schema5-full-old-side")
        let events = try store.events(after: 0, limit: 1000)
        #expect(
            events.map(\.order) == [Int64?](repeating: 1, count: 5) + Array(repeating: 2, count: 5)
                + Array(repeating: 3, count: 14))
        #expect(try Python.sql("PRAGMA user_version", place.file) == "8")
    }

    @Test func `an older roll back that waits for the old side still does`() throws {
        let store = try open("schema5-full-old-side")
        let events = try store.events(after: 0, limit: 1000)
        let waiting = events.filter { $0.cause == .oldIsFull }
        #expect(waiting.count == 3 && waiting.allSatisfy { $0.order == 3 && $0.kind == .weights })
        #expect(events.count { $0.cause != nil } == 3)
    }

    @Test func `what an older program writes after the step is read as well`() throws {
        let store = try open("schema5-full-old-side")
        let count = try store.events(after: 0, limit: 1000).count
        #expect(try Python.sql("PRAGMA user_version", place.file) == "8")
        let insert = """
            INSERT INTO event (at, service, kind, actor, reason, evidence)
            VALUES (1773487000000, 'api', 'weights', 'ana@desk', 'waits: old is full', 'order 3, step 9')
            """
        _ = try Python.run("c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()", place.file, insert)
        let events = try store.events(after: 0, limit: 1000)
        let event = try #require(events.last)
        #expect(events.count == count + 1)
        #expect(event.order == 3 && event.cause == .oldIsFull)
    }

    @Test func `an older pause for a change from outside is told apart from a person's`() throws {
        let store = try open("schema5-changed-outside")
        let events = try store.events(after: 0, limit: 1000)
        let paused = events.filter { $0.kind == .paused }
        #expect(paused.map(\.cause) == [.changedOutside, nil] && paused.map(\.order) == [2, 4])
        #expect(HookEvent.names(of: try #require(paused.first)) == [.paused, .changedOutside])
        // What was not ordered, and what AWS told, has no order.
        let others = events.filter { [.share, .verdict, .ecs].contains($0.kind) }
        #expect(others.count > 5 && others.allSatisfy { $0.order == nil && $0.cause == nil })
    }

    @Test func `older evidence says what began its epoch`() throws {
        let store = try open("schema5-changed-outside")
        let api = ServiceConfiguration(name: "api", old: SideConfiguration(), new: SideConfiguration())
        let configuration = Configuration(migration: "rehearsal", region: "ap-northeast-1", services: [api])
        let board = try store.board(of: configuration, minutes: 15, at: Moment(seconds: 1_773_486_333))
        let record = try #require(board.services.first?.evidence)
        #expect(record.cause == .weights(from: 50, to: 80) && record.epochs == 4)
    }

    @Test func `older events stay as they were told`() throws {
        _ = try open("schema5-full-old-side")
        #expect(throws: Python.Failure.self) { try Python.sql("UPDATE event SET order_id = 9", place.file) }
    }
}
