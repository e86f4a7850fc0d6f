import Foundation
import Glibc
import Model
import Store
import Testing

@Suite struct ReadOnlyTests {
    private let place: Place

    init() throws {
        place = try Place()
        let store = try SQLiteStore(path: place.file, migration: Night.migration)
        try store.append(Night.samples(0, [Night.sample(-1, 412)]), token: try store.token())
    }

    private func open(_ mode: SQLiteStore.Mode = .readOnly) throws -> SQLiteStore {
        try SQLiteStore(path: place.file, migration: Night.migration, mode: mode)
    }

    @Test func `it reads and refuses every write`() throws {
        let store = try open()
        #expect(store.isReadOnly)
        #expect(try store.board().measured(-1)?.value == 412)
        let refusal = StoreError.readOnly(path: place.file)
        #expect(throws: refusal) { try store.post(Night.pause("api")) }
        #expect(throws: refusal) { try store.record([Night.event(0, .snapshot)]) }
        #expect(throws: refusal) { try store.append(Night.tick(), token: 1) }
        #expect(throws: refusal) { try store.claimLease(holder: "reader", at: Night.start) }
        #expect(throws: refusal) { try store.renewLease(token: 1, at: Night.start) }
        #expect(throws: refusal) { try store.releaseLease(token: 1) }
        #expect(throws: refusal) { try store.prune(before: Night.minute) }
        #expect(try open(.readWrite).isReadOnly == false)
    }

    @Test func `it sees what others commit`() throws {
        let reader = try open()
        let writer = try open(.readWrite)
        _ = try reader.board()
        let before = try reader.version()
        _ = try writer.post(Night.pause("api"))
        #expect(try reader.version() != before)
        #expect(try reader.board().service("api")?.pause != nil)
    }

    /// Where nothing can be written beside it, the file is read as it is, and read again when it has changed.
    @Test(.enabled(if: Unprivileged.isPossible))
    func `a file of another user in a directory of another user is read`() throws {
        chmod(place.file, 0o644)
        chmod(place.directory, 0o755)
        let seen = try Unprivileged.run { () -> (Bool, Double?, Bool) in
            let store = try open(.readWrite)
            return (store.isReadOnly, try store.board().measured(-1)?.value, place.has("store.sqlite-shm"))
        }
        #expect(seen.0)
        #expect(seen.1 == 412)
        #expect(!seen.2)
    }

    @Test(.enabled(if: Unprivileged.isPossible))
    func `a reader without rights follows a writer that comes later`() throws {
        chmod(place.file, 0o644)
        chmod(place.directory, 0o755)
        let reader = try Unprivileged.run { try open() }
        let before = try Unprivileged.run { try reader.version() }
        var writer: SQLiteStore? = try open(.readWrite)
        _ = try writer?.post(Night.pause("api"))
        let during = try Unprivileged.run { (try reader.version(), try reader.board()) }
        #expect(during.0 != before)
        #expect(during.1.service("api")?.pause != nil)
        writer = nil
        let after = try Unprivileged.run { try reader.board() }
        #expect(after.service("api")?.pause != nil)
    }

    @Test(.enabled(if: Unprivileged.isPossible))
    func `a file that may not be read is named with its reason`() throws {
        chmod(place.file, 0o600)
        chmod(place.directory, 0o755)
        let path = place.file
        Unprivileged.run {
            #expect(throws: StoreError.unreadable(path: path, why: "Permission denied")) { try open() }
            let inside = place.directory + "/new/store.sqlite"
            #expect(throws: StoreError.unreadable(path: inside, why: "Permission denied")) {
                try SQLiteStore(path: inside, migration: Night.migration)
            }
        }
    }
}
