/// How to read a measured number. The store and JSON contain the raw values.
package enum Presence: String, CaseIterable, Sendable, Codable {
    /// A number that was published.
    case ok
    /// Nothing was published, which means zero: an error counter while there is traffic.
    case zero
    /// Nothing was published because there was nothing to measure: no traffic. Drawn as `–`.
    case none
    /// A number older than its bound. Drawn with its age.
    case stale
    /// A number that should exist and does not: not yet published, incomplete, denied or never read. Drawn as `?`.
    case missing
}

/// One value of one metric of one side of one service for one minute. It is upserted, because CloudWatch revises its
/// numbers.
package struct Sample: Sendable, Equatable {
    package var series: SeriesKey
    package var minute: Minute
    /// `nil` for `none` and `missing`; 0 for `zero`.
    package var value: Double?
    /// Never `stale`, because staleness depends on the moment of reading the board.
    package var presence: Presence

    package init(series: SeriesKey, minute: Minute, value: Double?, presence: Presence) {
        self.series = series
        self.minute = minute
        self.value = value
        self.presence = presence
    }
}

/// A number, the minute that it describes, and when it was read. It is what a cell, a JSON field or a report shows.
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

    /// The number if it can be shown and judged as present: `ok` or `zero`.
    package var usable: Double? { presence == .ok || presence == .zero ? value : nil }

    /// Seconds since the number was true: since its minute ended. If it was read within its minute (a count has no
    /// minute of its own): since it was read. `nil` when nothing was ever read.
    package func age(at now: Moment) -> Double? {
        [minute?.end, readAt].compactMap(\.self).min().map { max(0, now.seconds(since: $0)) }
    }
}

/// The minutes of one series without gaps: index 0 is `start`.
package struct Series: Sendable, Equatable {
    package var start: Minute
    /// NaN where there is no number.
    package private(set) var values: [Double]
    package private(set) var presences: [Presence]
    /// When the newest sample was read.
    package private(set) var readAt: Moment?

    /// `count` minutes from `start`, all missing.
    package init(start: Minute, count: Int) {
        self.start = start
        self.values = Array(repeating: .nan, count: count)
        self.presences = Array(repeating: .missing, count: count)
    }

    package var count: Int { values.count }
    package var end: Minute { start.advanced(by: count) }

    /// Sets the sample of its minute. Ignores a minute outside of the series.
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

    /// Whether both are one array in memory: two boards share the minutes that have not changed.
    private static func isSame(_ a: [Double], _ b: [Double]) -> Bool {
        a.count == b.count
            && a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { a.baseAddress == $0.baseAddress } }
    }

    /// Equal gaps are equal; NaN is not equal to NaN.
    package static func == (a: Series, b: Series) -> Bool {
        a.start == b.start && a.presences == b.presences && a.readAt == b.readAt
            && (isSame(a.values, b.values) || zip(a.values, b.values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
    }
}
