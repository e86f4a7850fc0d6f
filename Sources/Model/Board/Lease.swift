/// The row that says which process polls and moves weights now.
package struct Lease: Sendable, Equatable, Codable {
    /// `user@host:pid`; unique for each process.
    package var holder: String
    /// Rises by one with each new holder. The store refuses a write with an older token.
    package var token: Int64
    package var since: Moment
    package var heartbeat: Moment
    /// What its holder moves; `nil` where it did not say.
    package var identity: MigrationIdentity?
    /// The configuration that its holder works by; `nil` where it did not say.
    package var configuration: ConfigurationStamp?

    /// Seconds without a heartbeat after which another process may take over.
    package static let patience: Double = 10
    /// Seconds without a heartbeat after which another process may take over while a roll back is ordered. A process
    /// that works sends a heartbeat at once, so the roll back never waits for one that hangs.
    package static let urgentPatience: Double = 0.7
    /// Seconds between two heartbeats.
    package static let pace: Double = 3

    package init(holder: String, token: Int64, since: Moment, heartbeat: Moment) {
        self.holder = holder
        self.token = token
        self.since = since
        self.heartbeat = heartbeat
    }

    /// Whether the holder's last heartbeat is recent enough, so that it will carry out orders.
    package func isLive(at now: Moment) -> Bool { now.seconds(since: heartbeat) <= Self.patience }
}
