import GRDB
import Model

/// The one row that says who polls.
struct LeaseTable {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// The lease, if somebody has it: `nil` after it was given back.
    func current() throws -> Lease? {
        let sql = "SELECT holder, token, since, heartbeat FROM lease WHERE holder IS NOT NULL"
        return try db.rows(sql) { row in
            Lease(
                holder: row[0], token: row[1], since: Moment(milliseconds: row[2]),
                heartbeat: Moment(milliseconds: row[3]))
        }.first
    }

    /// Gives the lease to `holder` when it is free, silent, theirs already, or deaf to a roll back that they would obey.
    func claim(holder: String, at now: Moment, obeys: Bool) throws -> Lease? {
        if var lease = try current() {
            if lease.holder == holder {
                lease.heartbeat = now
                _ = try renew(token: lease.token, at: now)
                return lease
            }
            // A beat from the future: the clock was set back since. Whether the holder lives can't be told from it, so
            // its patience begins now. One that lives will beat within it.
            if now < lease.heartbeat { _ = try renew(token: lease.token, at: now) }
            let holds = now < lease.heartbeat || lease.isLive(at: now)
            if holds, try !obeys || !isDeaf(lease, at: now) { return nil }
        }
        try db.run(
            "UPDATE lease SET holder = ?, token = token + 1, since = ?, heartbeat = ?",
            [holder, now.milliseconds, now.milliseconds])
        return try current()
    }

    /// Whether a roll back was ordered, and the holder has not beaten since although there was time for it.
    private func isDeaf(_ lease: Lease, at now: Moment) throws -> Bool {
        let latest = now - Lease.urgentPatience
        let unheard: Bool? = try db.value(
            "SELECT EXISTS (SELECT 1 FROM order_ WHERE kind = 'rollBack' AND at > ? AND at <= ?)",
            [lease.heartbeat.milliseconds, latest.milliseconds])
        return unheard ?? false
    }

    /// Sets the heartbeat, back as well if the clock was set back; `false` when the token is over.
    func renew(token: Int64, at now: Moment) throws -> Bool {
        try db.run(
            "UPDATE lease SET heartbeat = ? WHERE token = ? AND holder IS NOT NULL", [now.milliseconds, token])
        return db.changesCount > 0
    }

    /// Moves the heartbeat on to `now` if that is later; `false` when the token is over.
    func beat(token: Int64, at now: Moment) throws -> Bool {
        try db.run(
            "UPDATE lease SET heartbeat = max(heartbeat, ?) WHERE token = ? AND holder IS NOT NULL",
            [now.milliseconds, token])
        return db.changesCount > 0
    }

    /// Frees the lease; the token stays, so that the next one is higher.
    func release(token: Int64) throws {
        try db.run("UPDATE lease SET holder = NULL WHERE token = ?", [token])
    }
}
