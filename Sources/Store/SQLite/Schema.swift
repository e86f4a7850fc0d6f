import GRDB

/// The tables, as numbered steps. Each store records in `user_version` how many steps it has had.
///
/// A released step never changes. A new raw value of `Metric`, `Source`, `Side`, `Order.Kind` or `Event.Kind` needs a
/// new step, which may be empty. Older programs then refuse the file instead of misreading it.
enum Schema {
    /// The `application_id` in the header of each of this program's files: "abre" in ASCII.
    static let application: Int32 = 0x6162_7265

    /// The schema number that this program knows.
    static var known: Int { steps.count }

    private static let steps = [first, second, third, fourth, fifth, sixth, seventh, eighth]

    /// The state of a file before it is used.
    enum Finding: Equatable {
        case empty
        case ours(schema: Int)
    }

    /// Checks the file. Throws `.damaged` for another program's file and `.newer` for a newer program's.
    static func inspect(_ db: Database, path: String) throws -> Finding {
        let application: Int32 = try db.value("PRAGMA application_id") ?? 0
        let schema: Int = try db.value("PRAGMA user_version") ?? 0
        if application == Self.application {
            guard schema <= known else { throw StoreError.newer(path: path, schema: schema, known: known) }
            return .ours(schema: schema)
        }
        let tables: Int = try db.value("SELECT count(*) FROM sqlite_schema") ?? 0
        guard application == 0, schema == 0, tables == 0 else {
            throw StoreError.damaged(path: path, why: "it is a database of another program")
        }
        return .empty
    }

    /// Brings an empty or older file to the `known` schema. Call it in a transaction.
    static func migrate(_ db: Database, from finding: Finding, migration: String) throws {
        let done: Int
        switch finding {
        case .empty: done = 0
        case .ours(let schema): done = schema
        }
        guard done < known else { return }
        for step in steps[done...] { try db.execute(sql: step) }
        if done < 6 { try LegacyRows.translate(db) }
        try db.execute(sql: "PRAGMA application_id = \(application); PRAGMA user_version = \(known)")
        try db.run("INSERT INTO meta (key, value) VALUES ('migration', ?) ON CONFLICT DO NOTHING", [migration])
    }

    /// Throws `.damaged` for a small corrupt file. Checking a large file would delay the start too long.
    static func requireWhole(_ db: Database, _ file: StoreFile) throws {
        guard file.size <= 1 << 20 else { return }
        let answer: String = try db.value("PRAGMA quick_check(1)") ?? "no answer"
        guard answer == "ok" else { throw StoreError.damaged(path: file.path, why: answer) }
    }

    /// Throws `.otherMigration` when the file was created for another migration.
    static func requireMigration(_ migration: String, _ db: Database, path: String) throws {
        guard let found: String = try db.value("SELECT value FROM meta WHERE key = 'migration'") else {
            throw MalformedRow(table: "meta", why: "the name of the migration is missing")
        }
        guard found == migration else {
            throw StoreError.otherMigration(path: path, found: found, wanted: migration)
        }
    }
}

// Moments are milliseconds since 1970, minutes are minutes since 1970, both in UTC. In a key, a missing side or service
// is '', because NULLs differ from each other in an index.
extension Schema {
    private static let first = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE series (
            id INTEGER PRIMARY KEY, service TEXT NOT NULL, side TEXT NOT NULL, metric TEXT NOT NULL,
            UNIQUE (service, side, metric)
        ) STRICT;

        CREATE TABLE presence (code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        INSERT INTO presence (code, name) VALUES (0, 'ok'), (1, 'zero'), (2, 'none'), (3, 'missing');

        -- Time first: a tick is a page or two, and the window of a board is one contiguous range.
        CREATE TABLE sample (
            minute INTEGER NOT NULL, series INTEGER NOT NULL, value REAL, presence INTEGER NOT NULL,
            read_at INTEGER NOT NULL,
            PRIMARY KEY (minute, series),
            CHECK (presence BETWEEN 0 AND 3 AND (value IS NULL) = (presence >= 2))
        ) STRICT, WITHOUT ROWID;

        -- One row for each of the newest ticks with samples: from which minute on readers have to look again.
        CREATE TABLE sample_change (revision INTEGER PRIMARY KEY, minute INTEGER NOT NULL) STRICT;

        CREATE TABLE reading (
            source TEXT PRIMARY KEY, last_try INTEGER NOT NULL, last_success INTEGER, error TEXT,
            failures INTEGER NOT NULL, milliseconds INTEGER NOT NULL, newest_minute INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE inventory (
            id INTEGER PRIMARY KEY, service TEXT NOT NULL, side TEXT NOT NULL, at INTEGER NOT NULL, json TEXT NOT NULL
        ) STRICT;
        CREATE INDEX inventory_of_side ON inventory (service, side, id);

        CREATE TABLE confirmation (
            service TEXT NOT NULL, side TEXT NOT NULL, source TEXT NOT NULL, read_at INTEGER NOT NULL,
            PRIMARY KEY (service, side, source)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE share (
            id INTEGER PRIMARY KEY, service TEXT NOT NULL, changed_at INTEGER, first_read INTEGER NOT NULL,
            read_at INTEGER NOT NULL, json TEXT NOT NULL
        ) STRICT;
        CREATE INDEX share_of_service ON share (service, id);

        CREATE TABLE queue (
            service TEXT PRIMARY KEY, visible INTEGER NOT NULL, in_flight INTEGER NOT NULL, delayed INTEGER NOT NULL,
            read_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE order_ (
            id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, service TEXT, actor TEXT NOT NULL,
            at INTEGER NOT NULL, reason TEXT NOT NULL, about INTEGER REFERENCES order_ (id)
        ) STRICT;

        CREATE TABLE event (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, service TEXT, side TEXT, kind TEXT NOT NULL,
            actor TEXT NOT NULL, before TEXT, after TEXT, reason TEXT NOT NULL, evidence TEXT NOT NULL
        ) STRICT;
        CREATE INDEX event_in_time ON event (at, id);
        CREATE UNIQUE INDEX event_imported ON event (kind, ifnull(service, ''), evidence)
            WHERE evidence <> '' AND kind IN ('ecs', 'taskStopped');

        CREATE TRIGGER order_stays BEFORE UPDATE ON order_ BEGIN SELECT raise(ABORT, 'orders are kept as posted'); END;
        CREATE TRIGGER order_lasts BEFORE DELETE ON order_ BEGIN SELECT raise(ABORT, 'orders are kept for ever'); END;
        CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT raise(ABORT, 'events are kept as told'); END;
        CREATE TRIGGER event_lasts BEFORE DELETE ON event BEGIN SELECT raise(ABORT, 'events are kept for ever'); END;

        CREATE TABLE lease (
            id INTEGER PRIMARY KEY CHECK (id = 1), holder TEXT, token INTEGER NOT NULL, since INTEGER NOT NULL,
            heartbeat INTEGER NOT NULL
        ) STRICT;
        INSERT INTO lease (id, holder, token, since, heartbeat) VALUES (1, NULL, 0, 0, 0);
        """

    /// Roll backs are carried out and reported: orders and events of the kind `rollBack`. Programs with the first
    /// schema would ignore them, as if nothing held the rollout.
    private static let second = ""

    /// Weights are moved: what was claimed, sent and read back, and events of the kind `weights`. What a step was
    /// claimed to do never changes.
    private static let third = """
        CREATE TABLE step (
            id INTEGER PRIMARY KEY AUTOINCREMENT, order_id INTEGER NOT NULL REFERENCES order_ (id),
            service TEXT NOT NULL, token INTEGER NOT NULL, roll_back INTEGER NOT NULL, percent REAL NOT NULL,
            before TEXT NOT NULL, after TEXT NOT NULL, state TEXT NOT NULL, change TEXT, at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX step_of_service ON step (service, id);

        CREATE TRIGGER step_stays BEFORE UPDATE OF order_id, service, token, roll_back, percent, before, after, at ON step
            BEGIN SELECT raise(ABORT, 'steps are kept as claimed'); END;
        CREATE TRIGGER step_lasts BEFORE DELETE ON step BEGIN SELECT raise(ABORT, 'steps are kept for ever'); END;
        """

    /// The plan is followed: the terms of orders, when a change was everywhere, and the best values of the old fleets.
    /// Orders of the kind `renew`, and events of advances, refusals, ends and hooks.
    private static let fourth = """
        ALTER TABLE order_ ADD COLUMN terms TEXT NOT NULL DEFAULT '{}';
        ALTER TABLE step ADD COLUMN in_sync_at INTEGER;
        CREATE INDEX event_of_verdict ON event (service, id) WHERE kind = 'verdict';
        CREATE TABLE fleet (service TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """

    /// The verdict uses evidence, which is updated from minute to minute. Warnings about the topology in AWS are
    /// stored.
    private static let fifth = """
        CREATE TABLE evidence (
            service TEXT PRIMARY KEY, revision INTEGER NOT NULL, format INTEGER NOT NULL, json TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE layout (
            service TEXT PRIMARY KEY, read_at INTEGER NOT NULL, format INTEGER NOT NULL, json TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// Events keep the order behind them and their cause as values. ``LegacyRows`` fills these in for older events.
    /// More series: TLS errors of clients and p90. They need no table of their own.
    private static let sixth = """
        ALTER TABLE event ADD COLUMN order_id INTEGER;
        ALTER TABLE event ADD COLUMN cause TEXT;
        """

    /// A store, its lease and each order say what they move, and the lease by which configuration. Programs with an older
    /// schema would carry out orders that mean another record.
    private static let seventh = """
        CREATE TABLE identity (id INTEGER PRIMARY KEY, json TEXT NOT NULL UNIQUE) STRICT;
        ALTER TABLE order_ ADD COLUMN identity INTEGER;
        ALTER TABLE lease ADD COLUMN identity INTEGER;
        ALTER TABLE lease ADD COLUMN configuration TEXT;
        """

    /// Events of the kind `headline`, and orders that override the rule `baking`, which older programs cannot read. What
    /// CloudWatch has told so far of minutes that have not settled, and the queue for messages that failed too often, with
    /// four more series of queues: without them, older programs would say something else.
    private static let eighth = """
        CREATE INDEX event_of_headline ON event (id) WHERE kind = 'headline';
        CREATE TABLE unsettled (
            service TEXT PRIMARY KEY, read_at INTEGER NOT NULL, json TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE queue ADD COLUMN dead_letter_queue TEXT;
        """
}
