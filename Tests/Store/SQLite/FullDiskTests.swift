import Fixtures
import Model
import Store
import Testing

/// On a file system of a few MiB, which only root can mount.
@Suite(.enabled(if: SmallDisk.isPossible)) struct FullDiskTests {
    @Test func `what does not fit is refused and the rest is whole`() throws {
        let place = try Place()
        let disk = try SmallDisk(at: place.directory + "/disk")
        let path = disk.path + "/store.sqlite"
        let store = try SQLiteStore(path: path, migration: Night.migration)
        var stored = 0
        var refusal: StoreError?
        while refusal == nil, stored < 100_000 {
            do throws(StoreError) {
                try store.record((0..<50).map { Night.event(Double(stored + $0), .verdict) })
                stored += 50
            } catch {
                refusal = error
            }
        }
        #expect(refusal == .full(path: path))
        #expect(stored > 0)
        #expect(try store.events(since: Night.start).count == stored)
        #expect(try store.board().events.count == min(stored, 200))
        #expect(try Python.sql("PRAGMA integrity_check", path) == "ok")
        let another = #expect(throws: StoreError.self) {
            try SQLiteStore(path: disk.path + "/new/store.sqlite", migration: Night.migration)
        }
        #expect(another == .full(path: disk.path + "/new/store.sqlite"))
        #expect(another?.sentence.contains("the disk is full") == true)
    }

    @Test func `a reader opens it on a full disk`() throws {
        let place = try Place()
        let disk = try SmallDisk(at: place.directory + "/disk")
        let path = disk.path + "/store.sqlite"
        func fill() throws {
            let store = try SQLiteStore(path: path, migration: Night.migration)
            _ = try store.post(Night.pause("api"))
        }
        try fill()
        disk.fill()
        #expect(try StoreHealth(path: path, migration: Night.migration).writeFault == "No space left on device")
        let reader = try SQLiteStore(path: path, migration: Night.migration, mode: .readOnly)
        #expect(try reader.board().service("api")?.pause != nil)
    }
}
