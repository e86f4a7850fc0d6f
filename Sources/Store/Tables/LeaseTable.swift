import GRDB
import Model

/// The one row that says who polls.
struct LeaseTable {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// The lease; `nil` after it was released.
    func current() throws -> Lease? {
        let sql = "SELECT holder, token, since, heartbeat FROM lease WHERE holder IS NOT NULL"
        return try db.rows(sql) { row in
            Lease(
                holder: row[0], token: row[1], since: Moment(milliseconds: row[2]),
                heartbeat: Moment(milliseconds: row[3]))
        }.first
    }

    /// Gives the lease to `holder` when it is free, when its heartbeat is too old, when `holder` has it already, or
    /// when its holder ignores a roll back that `holder` would carry out.
    func claim(holder: String, at now: Moment, obeys: Bool) throws -> Lease? {
        if var lease = try current() {
            if lease.holder == holder {
                lease.heartbeat = now
                _ = try renew(token: lease.token, at: now)
                return lease
            }
            // The heartbeat is in the future: the clock was set back. This does not show whether the holder lives, so
            // its patience starts now. A living holder renews its heartbeat within it.
            if now < lease.heartbeat { _ = try renew(token: lease.token, at: now) }
            let holds = now < lease.heartbeat || lease.isLive(at: now)
            if holds, try !obeys || !isDeaf(lease, at: now) { return nil }
        }
        try db.run(
            "UPDATE lease SET holder = ?, token = token + 1, since = ?, heartbeat = ?",
            [holder, now.milliseconds, now.milliseconds])
        return try current()
    }

    /// Whether a roll back was ordered and the holder has not renewed its heartbeat since, although it had time.
    private func isDeaf(_ lease: Lease, at now: Moment) throws -> Bool {
        let latest = now - Lease.urgentPatience
        let unheard: Bool? = try db.value(
            "SELECT EXISTS (SELECT 1 FROM order_ WHERE kind = 'rollBack' AND at > ? AND at <= ?)",
            [lease.heartbeat.milliseconds, latest.milliseconds])
        return unheard ?? false
    }

    /// Sets the heartbeat, also to an earlier time if the clock was set back. Returns `false` when the token was
    /// replaced.
    func renew(token: Int64, at now: Moment) throws -> Bool {
        try db.run(
            "UPDATE lease SET heartbeat = ? WHERE token = ? AND holder IS NOT NULL", [now.milliseconds, token])
        return db.changesCount > 0
    }

    /// Sets the heartbeat to `now` if that is later. Returns `false` when the token was replaced.
    func beat(token: Int64, at now: Moment) throws -> Bool {
        try db.run(
            "UPDATE lease SET heartbeat = max(heartbeat, ?) WHERE token = ? AND holder IS NOT NULL",
            [now.milliseconds, token])
        return db.changesCount > 0
    }

    /// Releases the lease. The token stays, so that the next one is higher.
    func release(token: Int64) throws {
        try db.run("UPDATE lease SET holder = NULL WHERE token = ?", [token])
    }
}
