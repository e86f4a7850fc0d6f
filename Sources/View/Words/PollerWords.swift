package import Model

/// What is said of the poller.
package enum PollerWords {
    /// `the poller runs another configuration, since 14:02`.
    package static func other(_ stamp: ConfigurationStamp, at now: Moment, _ clock: LocalClock) -> String {
        "the poller runs another configuration, since \(clock.minute(stamp.readAt, at: now))"
    }
}
