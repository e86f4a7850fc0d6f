/// How a measured number is to be read. The raw values stand in the store and in JSON.
package enum Presence: String, CaseIterable, Sendable, Codable {
    /// A number that was published.
    case ok
    /// Nothing was published, and that means zero: a counter of errors beside traffic.
    case zero
    /// Nothing was published because there was nothing to measure: no traffic. Drawn as `–`.
    case none
    /// A number that is older than its bound. Drawn as its age.
    case stale
    /// It should be there and is not: not yet published, partial, denied or never read. Drawn as `?`.
    case missing
}

/// One value of one metric of one side of one service for one minute; upserted, because CloudWatch revises.
package struct Sample: Sendable, Equatable {
    package var series: SeriesKey
    package var minute: Minute
    /// `nil` for `none` and `missing`; 0 for `zero`.
    package var value: Double?
    /// Never `stale`: staleness is a matter of the moment one looks.
    package var presence: Presence

    package init(series: SeriesKey, minute: Minute, value: Double?, presence: Presence) {
        self.series = series
        self.minute = minute
        self.value = value
        self.presence = presence
    }
}

/// A number with the minute it describes and the moment it was read: what stands in a cell, a JSON field, a report.
package struct Measured: Sendable, Equatable {
    package var value: Double?
    package var minute: Minute?
    package var readAt: Moment?
    package var presence: Presence

    package init(value: Double?, minute: Minute?, readAt: Moment?, presence: Presence) {
        self.value = value
        self.minute = minute
        self.readAt = readAt
        self.presence = presence
    }

    /// Nothing has ever been read.
    package static let never = Measured(value: nil, minute: nil, readAt: nil, presence: .missing)

    /// The number if it may be shown and judged as a present one: `ok` or `zero`.
    package var usable: Double? { presence == .ok || presence == .zero ? value : nil }

    /// Seconds that have passed since the number was true: since its minute ended, or since it was read when that was
    /// within the minute (a count has no minute of its own). `nil` when nothing was ever read.
    package func age(at now: Moment) -> Double? {
        [minute?.end, readAt].compactMap(\.self).min().map { max(0, now.seconds(since: $0)) }
    }
}

/// The minutes of one series, without holes: index 0 is `start`.
package struct Series: Sendable, Equatable {
    package var start: Minute
    /// NaN where there is no number.
    package private(set) var values: [Double]
    package private(set) var presences: [Presence]
    /// When the newest of the samples was read.
    package private(set) var readAt: Moment?

    /// `count` minutes from `start`, all missing.
    package init(start: Minute, count: Int) {
        self.start = start
        self.values = Array(repeating: .nan, count: count)
        self.presences = Array(repeating: .missing, count: count)
    }

    package var count: Int { values.count }
    package var end: Minute { start.advanced(by: count) }

    /// Puts a sample into its minute; a minute outside is ignored.
    package mutating func put(minute: Minute, value: Double?, presence: Presence, readAt: Moment) {
        let index = start.distance(to: minute)
        guard values.indices.contains(index) else { return }
        values[index] = value ?? .nan
        presences[index] = presence
        self.readAt = max(self.readAt ?? readAt, readAt)
    }

    /// What is known of one minute; `missing` outside of the series.
    package subscript(minute: Minute) -> Measured {
        let index = start.distance(to: minute)
        guard values.indices.contains(index) else {
            return Measured(value: nil, minute: minute, readAt: readAt, presence: .missing)
        }
        let value = values[index]
        return Measured(value: value.isNaN ? nil : value, minute: minute, readAt: readAt, presence: presences[index])
    }

    /// Gaps are equal to gaps, which NaN by itself is not.
    package static func == (a: Series, b: Series) -> Bool {
        a.start == b.start && a.presences == b.presences && a.readAt == b.readAt
            && zip(a.values, b.values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
    }
}
