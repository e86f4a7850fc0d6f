import Foundation
import Model
import Store
import Testing

@Suite struct SchemaTests {
    private let place: Place

    init() throws {
        place = try Place()
        _ = try SQLiteStore(path: place.file, migration: Night.migration)
    }

    private func expect(_ expected: StoreError) {
        for mode in [SQLiteStore.Mode.readWriteCreate, .readWrite, .readOnly] {
            #expect(throws: expected) { try SQLiteStore(path: place.file, migration: Night.migration, mode: mode) }
        }
    }

    @Test func `a newer file is refused`() throws {
        try Python.sql("PRAGMA user_version = 99", place.file)
        expect(.newer(path: place.file, schema: 99, known: 8))
    }

    @Test func `a file of another migration is refused`() throws {
        try Python.sql("UPDATE meta SET value = '注文'", place.file)
        expect(.otherMigration(path: place.file, found: "注文", wanted: Night.migration))
    }

    @Test func `a database of another program is refused and left alone`() throws {
        try FileManager.default.removeItem(atPath: place.file)
        try Python.sql("CREATE TABLE guests (name TEXT)", place.file)
        let before = FileManager.default.contents(atPath: place.file)
        expect(.damaged(path: place.file, why: "it is a database of another program"))
        #expect(FileManager.default.contents(atPath: place.file) == before)
    }

    @Test func `its header says whose it is`() throws {
        #expect(try Python.sql("PRAGMA application_id", place.file) == "1633841765")
        #expect(try Python.sql("PRAGMA user_version", place.file) == "8")
        #expect(try Python.sql("PRAGMA journal_mode", place.file) == "wal")
    }

    @Test func `an older file is brought up by who may write and refused by who may not`() throws {
        for statement in [
            "DROP TABLE step", "DROP TABLE fleet", "DROP TABLE evidence", "DROP TABLE layout",
            "DROP INDEX event_of_verdict", "DROP INDEX event_of_headline", "DROP TABLE unsettled",
            "DROP TABLE identity", "ALTER TABLE order_ DROP COLUMN identity", "ALTER TABLE lease DROP COLUMN identity",
            "ALTER TABLE lease DROP COLUMN configuration", "ALTER TABLE queue DROP COLUMN dead_letter_queue",
            "ALTER TABLE order_ DROP COLUMN terms",
            "ALTER TABLE event DROP COLUMN order_id", "ALTER TABLE event DROP COLUMN cause", "PRAGMA user_version = 1",
        ] {
            try Python.sql(statement, place.file)
        }
        #expect(throws: StoreError.self) {
            try SQLiteStore(path: place.file, migration: Night.migration, mode: .readOnly)
        }
        let store = try SQLiteStore(path: place.file, migration: Night.migration)
        _ = try store.post(Night.pause("api"))
        #expect(try Python.sql("PRAGMA user_version", place.file) == "8")
    }

    @Test(arguments: ["event", "order_"])
    func `what happened cannot be rewritten`(_ table: String) throws {
        let store = try SQLiteStore(path: place.file, migration: Night.migration)
        _ = try store.post(Night.pause("api"))
        for statement in ["DELETE FROM \(table)", "UPDATE \(table) SET reason = 'nothing'"] {
            #expect(throws: Python.Failure.self) { try Python.sql(statement, place.file) }
        }
        #expect(try store.board().events.map(\.reason) == ["p99 up"])
        #expect(try store.board().service("api")?.pause?.reason == "p99 up")
    }

    @Test func `presences are named in the file`() throws {
        let store = try SQLiteStore(path: place.file, migration: Night.migration)
        let samples = [
            Night.sample(-4, 1), Night.sample(-3, 0, .zero), Night.sample(-2, nil, .none),
            Night.sample(-1, nil, .missing),
        ]
        try store.append(Night.samples(0, samples), token: try store.token())
        let names = try Python.sql(
            "SELECT name FROM sample JOIN presence ON code = presence ORDER BY minute", place.file)
        #expect(names.split(separator: "\n") == ["ok", "zero", "none", "missing"])
    }
}
