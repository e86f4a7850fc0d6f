/// The row that says which process polls and steers now.
package struct Lease: Sendable, Equatable, Codable {
    /// `user@host:pid`; no two processes have the same.
    package var holder: String
    /// Rises by one with each new holder; a write with an older token is refused.
    package var token: Int64
    package var since: Moment
    package var heartbeat: Moment

    /// Seconds without a heartbeat after which another process may take over.
    package static let patience: Double = 10
    /// Seconds without a heartbeat since a roll back was ordered, after which another process may take over: whoever
    /// obeys beats at once, and no roll back waits for a process that hangs.
    package static let urgentPatience: Double = 0.7
    /// Seconds between two heartbeats.
    package static let pace: Double = 3

    package init(holder: String, token: Int64, since: Moment, heartbeat: Moment) {
        self.holder = holder
        self.token = token
        self.since = since
        self.heartbeat = heartbeat
    }

    /// Whether its holder has been heard of lately enough to be obeyed.
    package func isLive(at now: Moment) -> Bool { now.seconds(since: heartbeat) <= Self.patience }
}
