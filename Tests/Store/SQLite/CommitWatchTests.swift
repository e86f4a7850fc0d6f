import Dispatch
import Model
import Store
import Testing

/// A screen hears of a commit, and need not ask for it.
@Suite struct CommitWatchTests {
    private let place: Place
    private let store: SQLiteStore
    private let watch: CommitWatch

    init() throws {
        place = try Place()
        store = try SQLiteStore(path: place.file, migration: Night.migration)
        watch = CommitWatch(path: place.file)
        // Making the file and its log is written too.
        while watch.wait(milliseconds: 50) == .written {}
    }

    @Test func `nothing is heard while nobody writes`() throws {
        _ = try store.board()
        _ = try store.version()
        #expect(watch.wait(milliseconds: 100) == .late)
    }

    @Test func `a commit of another process ends the wait`() throws {
        try Python.sql(
            "INSERT INTO order_ (kind, service, actor, at, reason) VALUES ('pause', 'api', 'ken@desk', 7, 'look')",
            place.file)
        #expect(watch.wait(milliseconds: 5000) == .written)
    }

    @Test func `what is written while it is not heeded ends the next wait`() throws {
        _ = try store.post(Night.pause("api"))
        #expect(watch.wait(milliseconds: 20, heedingWrites: false) == .late)
        #expect(watch.wait(milliseconds: 5000) == .written)
        while watch.wait(milliseconds: 50) == .written {}
        #expect(watch.wait(milliseconds: 50) == .late)
    }

    @Test func `other files beside it are none of its business`() throws {
        _ = try SQLiteStore(path: place.directory + "/other.sqlite", migration: "other")
        #expect(watch.wait(milliseconds: 100) == .late)
    }

    @Test func `it can be ended while it waits`() {
        let watch = watch
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) { watch.end() }
        #expect(watch.wait(milliseconds: 20_000) == .ended)
        #expect(watch.wait(milliseconds: 20_000, heedingWrites: false) == .ended)
    }
}
