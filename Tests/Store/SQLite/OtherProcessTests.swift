import Foundation
import Model
import Store
import Testing

/// What another process does to the file at the same time.
@Suite struct OtherProcessTests {
    private let place: Place
    private let store: SQLiteStore

    init() throws {
        place = try Place()
        store = try SQLiteStore(path: place.file, migration: Night.migration, timeout: 0.2)
    }

    @Test func `whoever holds it too long is reported and reading goes on`() throws {
        let holder = try Python(
            """
            c = sqlite3.connect(sys.argv[1], isolation_level=None)
            c.execute("BEGIN EXCLUSIVE"); print("held", flush=True); input(); c.execute("ROLLBACK"); print("free", flush=True)
            """, place.file)
        #expect(holder.line() == "held")
        #expect(throws: StoreError.locked(path: place.file, seconds: 0.2)) { try store.post(Night.pause("api")) }
        #expect(try store.board().events.isEmpty)
        #expect(try store.version() > 0)
        #expect(try SQLiteStore(path: place.file, migration: Night.migration, timeout: 0.2).board().events.isEmpty)
        holder.goOn()
        #expect(holder.line() == "free")
        #expect(try store.post(Night.pause("api")).id == 1)
    }

    @Test func `a short lock is waited for`() throws {
        let patient = try SQLiteStore(path: place.file, migration: Night.migration)
        let holder = try Python(
            """
            import time
            c = sqlite3.connect(sys.argv[1], isolation_level=None)
            c.execute("BEGIN IMMEDIATE"); print("held", flush=True); time.sleep(0.4); c.execute("COMMIT")
            """, place.file)
        #expect(holder.line() == "held")
        #expect(try patient.post(Night.pause("api")).id == 1)
    }

    @Test func `its commits move the version and its orders hold`() throws {
        let before = try store.version()
        try Python.sql(
            "INSERT INTO order_ (kind, service, actor, at, reason) VALUES ('pause', 'api', 'ken@desk', 7, 'look')",
            place.file)
        #expect(try store.version() != before)
        #expect(try store.board().service("api")?.pause?.by == "ken@desk")
    }

    @Test func `of two processes that race for the lease one wins`() throws {
        let rounds = 30
        let rival = try Python(
            """
            c = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=5)
            print("ready", flush=True); input(); won = []
            for token in range(int(sys.argv[2])):
                c.execute("BEGIN IMMEDIATE")
                won += c.execute("UPDATE lease SET holder = 'rival', token = token + 1 WHERE token = ? RETURNING token",
                    (token,)).fetchall()
                c.execute("COMMIT")
            print(len(won), flush=True)
            """, place.file, String(rounds))
        let ours = try SQLiteStore(path: place.file, migration: Night.migration)
        #expect(rival.line() == "ready")
        rival.goOn()
        var won: Set<Int64> = []
        for round in 0..<rounds {
            // Each claim comes long after the last heartbeat, so each is granted.
            let lease = try ours.claimLease(holder: "ours \(round)", at: Night.start + Double(round + 1) * 60)
            if let lease { won.insert(lease.token) }
        }
        let theirs = Int(rival.line() ?? "") ?? -1
        let token = Int(try Python.sql("SELECT token FROM lease", place.file)) ?? -1
        #expect(won.count == rounds)
        #expect(token == won.count + theirs)
    }

    @Test func `a process killed in the middle leaves whole transactions`() throws {
        let file = place.file
        var last = 0
        for round in 1...5 {
            let writer = try Python(
                """
                c = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=5); n = int(sys.argv[2])
                while True:
                    c.execute("BEGIN IMMEDIATE")
                    for side in ("old", "new"):
                        c.execute("INSERT INTO event (at, side, kind, actor, reason, evidence) VALUES (?, ?, 'verdict', 'k', '', '')",
                            (n, side))
                    c.execute("COMMIT"); n += 1; print(n, flush=True)
                """, file, String(round * 1_000_000))
            for _ in 0..<20 { last = Int(writer.line() ?? "") ?? last }
            writer.kill()
            let opened = try SQLiteStore(path: file, migration: Night.migration)
            let events = try opened.events(since: Moment(milliseconds: Int64(round * 1_000_000)))
                .filter { $0.kind == .verdict }
            #expect(last >= round * 1_000_000 + 20)
            #expect(events.count % 2 == 0)
            #expect(events.count >= (last - round * 1_000_000) * 2)
            _ = try opened.post(Night.pause("api"))
        }
        #expect(try Python.sql("PRAGMA integrity_check", file) == "ok")
    }
}
