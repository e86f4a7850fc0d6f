import Model

/// CloudWatch's manner with the truth: it comes late, is wrong at first, and leaves out what is zero.
///
/// - A minute's points of one side become readable together, 60 to 180 s after its end, mostly within 90 s.
/// - At first the counters are incomplete (55 to 97 % of the truth); 30 to 90 s later they are right. So one minute in
///   six or seven is not yet right when it has settled and is asked for, which users of CloudWatch know well.
/// - A counter of zero has no point, and without requests neither requests nor times have any.
///
/// What a reader makes of an absent point is told along with the points, by ``Metric/absence``, for settled minutes whose
/// side has been published: zero beside traffic, none without any. What is missing is not told at all.
struct SimulatedCloudWatch: Sendable {
    /// Minutes for which points are kept.
    static let kept = 75
    /// Seconds after a minute's end from which on nothing of it changes: the latest point with the latest revision.
    static let final = 270.0
    /// Minutes that a reader gets who has read nothing yet.
    static let reach = 70

    /// Metrics of a load balancer that are counted, and need requests to be anything else than absent.
    private static let counters = Metric.allCases.filter {
        $0.facts.origin.isOfBalancer && $0.facts.statistic == .sum
    }
    private static let times = Metric.all(of: .responseTime)
    /// What has a point in every minute.
    private static let gauges = Metric.allCases.filter { $0.absence == .missing }

    private let seed: UInt64
    /// In the order in which they were first recorded.
    private var tracks: [Track] = []
    private var places: [Place: Int] = [:]

    private struct Place: Hashable {
        var service: String
        var side: Side?
    }

    /// The minutes of one side, or of what both share, oldest first.
    private struct Track {
        var place: Place
        var chance: Chance
        var points: [PublishedMinute] = []
        /// How many of the oldest are dropped; they are moved out of the array now and then only.
        var dropped = 0
    }

    init(seed: UInt64) { self.seed = seed }

    /// Takes in what happened in a minute that is over; minutes of one side come in their order.
    ///
    /// - Parameters:
    ///   - side: `nil` for what both sides share (the queue's age).
    ///   - values: The truth; a load balancer's counters that are not in here are zero.
    ///   - isBalanced: Whether requests come through a load balancer, whose metrics then mean something when absent.
    mutating func record(_ minute: Minute, service: String, side: Side?, values: [Metric: Double], isBalanced: Bool) {
        let place = Place(service: service, side: side)
        let index = places[place] ?? tracks.count
        if index == tracks.count {
            places[place] = index
            let chance = Chance(seed: seed, service, side?.rawValue ?? "", "cloudwatch")
            tracks.append(Track(place: place, chance: chance))
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

    /// What a reader at `now` is told that was not told, or was told otherwise, at `since`; everything of the last
    /// ``reach`` minutes when `since` is `nil`. `newest` is the newest minute for which requests are published.
    ///
    /// Only settled minutes are told, as nobody may keep any other; side by side in the order of their first record,
    /// minute by minute, metric by metric.
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
                add(published, of: track.place, at: now, to: &samples)
            }
        }
        return (samples, newest)
    }

    private func add(_ published: PublishedMinute, of place: Place, at now: Moment, to samples: inout [Sample]) {
        func add(_ metric: Metric, _ value: Double?, _ presence: Presence) {
            let key = SeriesKey(service: place.service, side: place.side, metric: metric)
            samples.append(Sample(series: key, minute: published.minute, value: value, presence: presence))
        }
        if published.isBalanced {
            let requests = published.count(.requests, at: now)
            for metric in Self.counters {
                let count = published.count(metric, at: now)
                if count > 0 {
                    add(metric, count, .ok)
                } else if requests > 0 {
                    add(metric, 0, .zero)
                } else {
                    add(metric, nil, .none)
                }
            }
            for metric in Self.times {
                if requests > 0, let value = published.values[metric] {
                    add(metric, value, .ok)
                } else {
                    add(metric, nil, .none)
                }
            }
        }
        for metric in Self.gauges {
            if let value = published.values[metric] { add(metric, value, .ok) }
        }
    }
}

/// One minute of one side on its way to being published.
private struct PublishedMinute: Sendable {
    /// How late and how wrong a minute is.
    struct Delays: Sendable {
        /// Seconds after the minute's end at which there are points, and from then until they are right.
        var readable: Double
        var revision: Double
        /// Part of the counters that is there at first.
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
    /// When the minute is over for two minutes and its points are there.
    private let toldAt: Moment

    init(minute: Minute, values: [Metric: Double], isBalanced: Bool, delays: Delays) {
        self.minute = minute
        self.values = values
        self.isBalanced = isBalanced
        part = delays.part
        readableAt = minute.end + delays.readable
        revisedAt = readableAt + delays.revision
        toldAt = max(readableAt, minute.end + 120)
    }

    /// Whether a reader at `now` is told something else than one at `since`, who may have been told nothing.
    func differs(at now: Moment, since: Moment?) -> Bool {
        guard toldAt <= now else { return false }
        guard let since, toldAt <= since else { return true }
        return since < revisedAt && revisedAt <= now
    }

    func hasRequests(at now: Moment) -> Bool {
        isBalanced && readableAt <= now && count(.requests, at: now) > 0
    }

    /// A counter as it is published at `now`, 0 where it has no point.
    func count(_ metric: Metric, at now: Moment) -> Double {
        let truth = values[metric] ?? 0
        return now < revisedAt ? (truth * part).rounded() : truth
    }
}
