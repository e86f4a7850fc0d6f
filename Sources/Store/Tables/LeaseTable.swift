import GRDB
import Model

/// The one row that says who polls.
struct LeaseTable {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// The lease; `nil` after it was released.
    func current() throws -> Lease? {
        let sql = "SELECT holder, token, since, heartbeat, identity, configuration FROM lease WHERE holder IS NOT NULL"
        return try db.rows(sql) { row in
            var lease = Lease(
                holder: row[0], token: row[1], since: Moment(milliseconds: row[2]),
                heartbeat: Moment(milliseconds: row[3]))
            lease.identity = try IdentityTable(db).identity(row[4])
            let configuration: String? = row[5]
            lease.configuration = try configuration.map { try JSONText.decode($0, from: "lease") }
            return lease
        }.first
    }

    /// Gives the lease to the claim's holder when it is free, when its heartbeat is too old, when the holder has it
    /// already, or when the present holder ignores a roll back that this one would carry out.
    func claim(_ claim: LeaseClaim) throws -> Lease? {
        let now = claim.at
        if let lease = try current() {
            if lease.holder == claim.holder {
                _ = try renew(token: lease.token, at: now)
                try describe(claim)
                return try current()
            }
            // The heartbeat is in the future: the clock was set back. This does not show whether the holder lives, so
            // its patience starts now. A living holder renews its heartbeat within it.
            if now < lease.heartbeat { _ = try renew(token: lease.token, at: now) }
            let holds = now < lease.heartbeat || lease.isLive(at: now)
            if holds, try !claim.obeys || !isDeaf(lease, at: now) { return nil }
        }
        try db.run(
            "UPDATE lease SET holder = ?, token = token + 1, since = ?, heartbeat = ?",
            [claim.holder, now.milliseconds, now.milliseconds])
        try describe(claim)
        return try current()
    }

    /// Says what the holder moves, and by which configuration.
    private func describe(_ claim: LeaseClaim) throws {
        try db.run(
            "UPDATE lease SET identity = ?, configuration = ?",
            [
                try claim.identity.map(IdentityTable(db).id),
                try claim.configuration.map { try JSONText.encode($0) },
            ])
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
