import Foundation
import Model
import Store
import Testing

@Suite struct FileTests {
    @Test func `only its owner may read it`() throws {
        let place = try Place()
        let path = place.directory + "/state/abreast/night.sqlite"
        let store = try SQLiteStore(path: path, migration: Night.migration)
        _ = try store.token()
        #expect(try place.mode(of: path) == 0o600)
        #expect(try place.mode(of: path + "-wal") == 0o600)
        #expect(try place.mode(of: path + "-shm") == 0o600)
        #expect(try place.mode(of: place.directory + "/state") == 0o700)
        #expect(try place.mode(of: place.directory + "/state/abreast") == 0o700)
        #expect(try place.mode(of: place.directory) != 0o700)
    }

    @Test(arguments: [(0o2770, 0o660), (0o2750, 0o600), (0o770, 0o600)])
    func `a directory made for a group shares its stores`(_ mode: mode_t, _ expected: Int) throws {
        let place = try Place()
        #expect(chmod(place.directory, mode) == 0)
        let store = try SQLiteStore(path: place.file, migration: Night.migration)
        _ = try store.token()
        for suffix in ["", "-wal", "-shm"] {
            #expect(try place.mode(of: place.file + suffix) == expected, "\(suffix)")
        }
    }

    @Test func `it outlives its process and leaves one tidy file`() throws {
        let place = try Place()
        func fill() throws -> Board {
            let store = try SQLiteStore(path: place.file, migration: Night.migration)
            var tick = Night.samples(0, [Night.sample(-1, 412.5), Night.sample(-2, nil, .none)])
            tick.events = [Night.event(0, .ecs, evidence: "e")]
            try store.append(tick, token: try store.token())
            _ = try store.post(Night.pause("api"))
            return try store.board()
        }
        let before = try fill()
        #expect(!place.has("store.sqlite-wal"))
        let after = try SQLiteStore(path: place.file, migration: Night.migration).board()
        #expect(Told(after) == Told(before))
        #expect(after.measured(-1)?.value == 412.5)
        #expect(after.events.count == 2)
        #expect(try Python.sql("PRAGMA integrity_check", place.file) == "ok")
    }

    @Test func `a relative path is one of the working directory`() throws {
        let name = "abreast-\(UUID().uuidString).sqlite"
        let error = #expect(throws: StoreError.self) {
            try SQLiteStore(path: name, migration: Night.migration, mode: .readWrite)
        }
        #expect(error == .absent(path: FileManager.default.currentDirectoryPath + "/" + name))
    }

    @Test(arguments: [SQLiteStore.Mode.readWrite, .readOnly])
    func `an absent file is not created`(_ mode: SQLiteStore.Mode) throws {
        let place = try Place()
        #expect(throws: StoreError.absent(path: place.file)) {
            try SQLiteStore(path: place.file, migration: Night.migration, mode: mode)
        }
        #expect(!place.has("store.sqlite"))
        try Data().write(to: URL(fileURLWithPath: place.file))
        #expect(throws: StoreError.absent(path: place.file)) {
            try SQLiteStore(path: place.file, migration: Night.migration, mode: mode)
        }
    }

    @Test func `a directory is no store`() throws {
        let place = try Place()
        #expect(throws: StoreError.unreadable(path: place.directory, why: "it is not a regular file")) {
            try SQLiteStore(path: place.directory, migration: Night.migration)
        }
    }

    @Test func `eight that create it at once share it`() throws {
        let place = try Place()
        DispatchQueue.concurrentPerform(iterations: 8) { index in
            do {
                let store = try SQLiteStore(path: place.file, migration: Night.migration)
                try store.record([Night.event(Double(index), .snapshot)])
            } catch {
                Issue.record(error)
            }
        }
        #expect(try SQLiteStore(path: place.file, migration: Night.migration).board().events.count == 8)
    }

    @Test func `a file that was moved away is not written any more`() throws {
        let place = try Place()
        let store = try SQLiteStore(path: place.file, migration: Night.migration)
        let token = try store.token()
        try FileManager.default.moveItem(atPath: place.file, toPath: place.file + ".damaged")
        #expect(throws: StoreError.replaced(path: place.file)) { try store.renewLease(token: token, at: Night.start) }
        #expect(throws: StoreError.replaced(path: place.file)) { try store.version() }
        let successor = try SQLiteStore(path: place.directory + "/new.sqlite", migration: Night.migration)
        #expect(try successor.board().lease == nil)
    }
}
