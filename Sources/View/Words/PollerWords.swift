package import Model

/// What is said of the poller.
package enum PollerWords {
    /// `the poller runs another configuration, since 14:02`.
    package static func other(_ stamp: ConfigurationStamp, at now: Moment, _ clock: LocalClock) -> String {
        "the poller runs another configuration, since \(clock.minute(stamp.readAt, at: now))"
    }

    /// `numbers of 19:37, 3 min old`: the newest settled minute with known requests, and the seconds since its end.
    package static func newest(_ minute: Minute?, at now: Moment, _ clock: LocalClock) -> String {
        guard let minute else { return "no numbers yet" }
        let age = NumberWords.duration(max(0, now.seconds(since: minute.end)))
        return "numbers of \(clock.minute(minute.start, at: now)), \(age) old"
    }
}
