import Foundation
import Store
import Testing
import World

/// What `poll`, `doctor` and `status` say of a store that is no good.
@Suite(.serialized) struct StoreJourneys {
    /// A configuration with a store that has been polled into once.
    private func polled() async throws -> (place: SteeredPlace, store: String) {
        let place = try SteeredPlace(await EmulatedWorld.shared(), top: "")
        #expect(try place.run("poll", "--once").status == 0)
        return (place, place.directory + "/state/abreast/reservations.sqlite")
    }

    private func sqlite(_ script: String, _ store: String) throws {
        let program = """
            import sqlite3, sys
            sqlite3.connect(sys.argv[1], isolation_level=None).executescript(sys.argv[2])
            """
        let run = try Program.output(of: "/usr/bin/env", ["python3", "-c", program, store, script], environment: [:])
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test func `a replaced store ends the poller so that it is started anew`() async throws {
        let (place, store) = try await polled()
        let script = """
            "$0" poll & poller=$!
            for i in $(seq 150); do "$0" events | grep -q ":$poller" && break; sleep 0.2; done
            mv "$1" "$1.old"
            wait $poller
            echo "status $?"
            """
        let run = try Program.output(
            of: "/bin/sh", ["-c", script, Program.path, store], environment: place.environment)
        #expect(run.text.hasSuffix("status 3\n"), "\(run.text)\(run.errors)")
        #expect(run.errors.contains("abreast: \(store): the file was moved or replaced"), "\(run.errors)")
    }

    @Test func `an empty store is not called sound`() async throws {
        let place = try SteeredPlace(await EmulatedWorld.shared(), top: "")
        _ = try SQLiteStore(path: place.directory + "/state/abreast/reservations.sqlite", migration: "reservations")
        let said = try place.run("doctor", "--offline").text
        #expect(said.contains("is empty: nobody has stored anything") && said.contains("-wal"), "\(said)")
        #expect(!said.contains("sound"))
    }

    /// Larger than what is checked at each start.
    @Test func `a damaged store has no status`() async throws {
        let (place, store) = try await polled()
        try sqlite(
            """
            CREATE TABLE ballast (x); CREATE INDEX ballast_x ON ballast (x);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
                INSERT INTO ballast SELECT randomblob(400) FROM n;
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'event')
                WHERE name = 'ballast_x';
            PRAGMA writable_schema = OFF; PRAGMA wal_checkpoint(TRUNCATE);
            """, store)
        for words in [["status"], ["status", "--json"], ["doctor", "--offline"]] {
            let run = try place.run(words)
            #expect(run.status == (words[0] == "doctor" ? 1 : 3), "\(words): \(run.text)\(run.errors)")
            #expect((run.text + run.errors).contains("is damaged"), "\(words): \(run.text)\(run.errors)")
        }
    }
}
