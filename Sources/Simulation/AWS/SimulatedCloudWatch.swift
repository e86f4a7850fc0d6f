import Model

/// Publishes metrics as CloudWatch does: late, incomplete at first, and without zeros.
///
/// - A minute's points of one side become readable together, 60 to 180 s after its end, mostly within 90 s.
/// - At first the counters are incomplete (55 to 97 % of the truth). They are right 30 to 90 s later. So one minute in
///   six or seven is not yet right when it has settled and is read. Users of CloudWatch know this well.
/// - A counter of zero has no point. Without requests, the metrics of requests and response times have no point either.
///
/// ``Metric/absence`` says how to read an absent point. For settled minutes of a published side, its value comes with
/// the points: zero where there is traffic, none where there is none. A missing minute has no value at all.
struct SimulatedCloudWatch: Sendable {
    /// How many minutes of points are kept.
    static let kept = 75
    /// Seconds after a minute's end when its points are final: the latest publication and the latest correction.
    static let final = 270.0
    /// How many minutes a reader gets at its first read.
    static let reach = 70

    /// Metrics of a load balancer that are counted, and need requests to be anything else than absent.
    private static let counters = Metric.allCases.filter {
        $0.facts.origin.isOfBalancer && $0.facts.statistic == .sum
    }
    private static let times = Metric.all(of: .responseTime)
    /// What has a point in every minute.
    private static let gauges = Metric.allCases.filter { $0.absence == .missing }

    private let seed: UInt64
    /// In the order of their first record.
    private var tracks: [Track] = []
    private var indices: [SeriesOwner: Int] = [:]

    private struct SeriesOwner: Hashable {
        var service: String
        var side: Side?
    }

    /// The minutes of one side, or of what both sides share, oldest first.
    private struct Track {
        var owner: SeriesOwner
        var chance: Chance
        var points: [PublishedMinute] = []
        /// How many of the oldest points are dropped. They stay in the array and are removed in larger groups.
        var dropped = 0
    }

    init(seed: UInt64) { self.seed = seed }

    /// Records the values of a finished minute. The minutes of one side must come in order.
    ///
    /// - Parameters:
    ///   - side: `nil` for what both sides share (the queue's age).
    ///   - values: The true values. A load balancer's counters that are absent here are zero.
    ///   - isBalanced: Whether requests pass a load balancer. Only then does an absent metric have a meaning.
    mutating func record(_ minute: Minute, service: String, side: Side?, values: [Metric: Double], isBalanced: Bool) {
        let owner = SeriesOwner(service: service, side: side)
        let index = indices[owner] ?? tracks.count
        if index == tracks.count {
            indices[owner] = index
            let chance = Chance(seed: seed, service, side?.rawValue ?? "", "cloudwatch")
            tracks.append(Track(owner: owner, chance: chance))
        }
        let delays = PublishedMinute.Delays(&tracks[index].chance)
        tracks[index].points.append(
            PublishedMinute(minute: minute, values: values, isBalanced: isBalanced, delays: delays))
        forget(before: minute.advanced(by: -Self.kept), in: index)
    }

    private mutating func forget(before minute: Minute, in index: Int) {
        while tracks[index].dropped < tracks[index].points.count,
            tracks[index].points[tracks[index].dropped].minute < minute
        { tracks[index].dropped += 1 }
        guard tracks[index].dropped >= 16 else { return }
        tracks[index].points.removeFirst(tracks[index].dropped)
        tracks[index].dropped = 0
    }

    /// Returns the samples that a reader at `now` gets and that were absent or different at `since`. When `since` is
    /// `nil`, returns all samples of the last ``reach`` minutes. `newest` is the newest minute whose requests are
    /// published.
    ///
    /// A minute that has not settled has its points only: what is absent may still come. It is returned each time. The
    /// samples are sorted by side in the order of their first record, then by minute, then by metric.
    func samples(at now: Moment, since: Moment?) -> (samples: [Sample], newest: Minute?) {
        var samples: [Sample] = []
        var newest: Minute?
        let oldest = now.minute.advanced(by: -Self.reach)
        for track in tracks {
            for published in track.points[track.dropped...].reversed() {
                if published.hasRequests(at: now) {
                    newest = max(newest ?? published.minute, published.minute)
                    break
                }
            }
            // Minutes that were final at `since` cannot have changed.
            let over = track.points.indices.last { index in
                let minute = track.points[index].minute
                return index < track.dropped || minute < oldest || since.map { minute.end + Self.final <= $0 } ?? false
            }
            for published in track.points[(over.map { $0 + 1 } ?? 0)...] where published.differs(at: now, since: since)
            {
                add(published, of: track.owner, at: now, to: &samples)
            }
        }
        return (samples, newest)
    }

    private func add(_ published: PublishedMinute, of owner: SeriesOwner, at now: Moment, to samples: inout [Sample]) {
        func add(_ metric: Metric, _ value: Double?, _ presence: Presence) {
            let key = SeriesKey(service: owner.service, side: owner.side, metric: metric)
            samples.append(Sample(series: key, minute: published.minute, value: value, presence: presence))
        }
        if published.isBalanced {
            let requests = published.count(.requests, at: now)
            for metric in Self.counters {
                let count = published.count(metric, at: now)
                if count > 0 {
                    add(metric, count, .ok)
                } else if !published.hasSettled(at: now) {
                    continue
                } else if requests > 0 {
                    add(metric, 0, .zero)
                } else {
                    add(metric, nil, .none)
                }
            }
            for metric in Self.times {
                if requests > 0, let value = published.values[metric] {
                    add(metric, value, .ok)
                } else if published.hasSettled(at: now) {
                    add(metric, nil, .none)
                }
            }
        }
        for metric in Self.gauges {
            if let value = published.values[metric] { add(metric, value, .ok) }
        }
    }
}

/// One minute of one side, until it is published.
private struct PublishedMinute: Sendable {
    /// How late a minute is published, and how incomplete it is at first.
    struct Delays: Sendable {
        /// Seconds from the minute's end until its points are readable, and from then until they are right.
        var readable: Double
        var revision: Double
        /// The part of the counters that is published at first, 0 to 1.
        var part: Double

        init(_ chance: inout Chance) {
            let isLate = chance.happens(0.04)
            let usual = min(130, 60 + chance.exponential(mean: 12))
            readable = isLate ? 130 + 50 * chance.uniform() : usual
            revision = min(90, 30 + chance.exponential(mean: 10))
            part = 0.55 + 0.42 * chance.uniform()
        }
    }

    let minute: Minute
    let values: [Metric: Double]
    let isBalanced: Bool
    private let part: Double
    private let readableAt: Moment
    private let revisedAt: Moment
    /// When the minute has settled (two minutes after its end) and its points are readable.
    private let visibleAt: Moment

    init(minute: Minute, values: [Metric: Double], isBalanced: Bool, delays: Delays) {
        self.minute = minute
        self.values = values
        self.isBalanced = isBalanced
        part = delays.part
        readableAt = minute.end + delays.readable
        revisedAt = readableAt + delays.revision
        visibleAt = max(readableAt, minute.end + 120)
    }

    func hasSettled(at now: Moment) -> Bool { minute.end + 120 <= now }

    /// Whether a reader at `now` gets other values than a reader at `since`, who may have got none.
    func differs(at now: Moment, since: Moment?) -> Bool {
        guard hasSettled(at: now) else { return readableAt <= now }
        guard visibleAt <= now else { return false }
        guard let since, visibleAt <= since else { return true }
        return since < revisedAt && revisedAt <= now
    }

    func hasRequests(at now: Moment) -> Bool {
        isBalanced && readableAt <= now && count(.requests, at: now) > 0
    }

    /// The published value of a counter at `now`; 0 where it has no point.
    func count(_ metric: Metric, at now: Moment) -> Double {
        let truth = values[metric] ?? 0
        return now < revisedAt ? (truth * part).rounded() : truth
    }
}
