import Model
import View

/// The sums of the window's settled minutes for one service.
struct SnapshotImpact {
    /// The counts of one side, over the minutes in which they are known.
    struct Totals: Equatable {
        var requests = 0.0
        var failed = 0.0
        /// The number of minutes whose requests or errors are not known.
        var unknown = 0
        /// The highest values of the columns that show a maximum, with their minutes.
        var worst: [Column.ID: (value: Double, minute: Minute)] = [:]
        /// The sums of the columns that show a sum, where any minute is known.
        var sums: [Column.ID: Double] = [:]

        /// Percent of failed requests; `nil` without requests.
        var rate: Double? { requests > 0 ? min(100, failed * 100 / requests) : nil }

        static func == (a: Totals, b: Totals) -> Bool {
            a.requests == b.requests && a.failed == b.failed && a.unknown == b.unknown
        }
    }

    /// The failures of new compared with old, minute by minute.
    struct Excess: Equatable {
        /// Failed requests on new in the minutes that can be compared.
        var failed = 0.0
        /// How many would have failed at old's rate in the same minute.
        var expected = 0.0
        /// Requests on new in these minutes.
        var requests = 0.0
        /// Minutes in which new had requests and old had none.
        var alone = 0

        var errors: Double { failed - expected }

        /// Percent of new's requests that would have failed at old's rate.
        var rate: Double { expected * 100 / requests }
    }

    /// A run of minutes in which the new side was over a limit.
    struct Breach: Equatable {
        var minutes: ClosedRange<Minute>
        /// The errors of new, or a percentile of its response time.
        var matter: Verdict.Matter
        /// The highest value in the run.
        var worst: Double
        /// The service's own limit, and the number of minutes in which it was exceeded.
        var limit: (value: Double, minutes: Int)?
        /// The tolerated multiple of old's latency, old's number in the worst of the minutes that exceeded it, and
        /// their number.
        var besideOld: (value: Double, old: Double, minutes: Int)?

        static func == (a: Breach, b: Breach) -> Bool {
            a.minutes == b.minutes && a.matter == b.matter && a.worst == b.worst
                && a.limit?.value == b.limit?.value && a.limit?.minutes == b.limit?.minutes
                && a.besideOld?.value == b.besideOld?.value && a.besideOld?.minutes == b.besideOld?.minutes
        }
    }

    let old: Totals
    let new: Totals
    /// `nil` when no minute had requests on both sides.
    let excess: Excess?
    /// In the order of their beginnings.
    let breaches: [Breach]

    init(board: Board, service: Service) {
        let end = min(board.window.upperBound, board.settledTo.advanced(by: 1))
        let minutes = board.window.lowerBound..<max(board.window.lowerBound, end)
        old = Self.totals(.old, board, service, minutes)
        new = Self.totals(.new, board, service, minutes)
        excess = Self.excess(board, service, minutes)
        let errors = Self.runs(minutes) { Self.errors(in: $0, board, service) }
        let slow = Self.runs(minutes) { Self.latency(in: $0, service) }
        breaches = (errors + slow).sorted {
            ($0.minutes.lowerBound, $0.matter.word) < ($1.minutes.lowerBound, $1.matter.word)
        }
    }

    subscript(side: Side) -> Totals { side == .old ? old : new }

    /// Percent of all counted requests that the new side served.
    var exposed: Double? {
        let all = old.requests + new.requests
        return all > 0 ? new.requests * 100 / all : nil
    }

    /// Compared within each minute, because the share moves. When both sides fail most while new has most of the
    /// requests, new's total rate is higher although new is no worse.
    ///
    /// A minute in which new failed less counts against the others. Without it, the random difference of two equal
    /// sides would become errors.
    private static func excess(_ board: Board, _ service: Service, _ minutes: Range<Minute>) -> Excess? {
        var excess = Excess()
        for minute in minutes {
            guard let requests = counted(.new, service, minute), requests > 0,
                let before = counted(.old, service, minute),
                let failed = board.errors(.new, of: service, in: minute),
                let failedBefore = board.errors(.old, of: service, in: minute)
            else { continue }
            guard before > 0 else {
                excess.alone += 1
                continue
            }
            excess.requests += requests
            excess.failed += failed
            excess.expected += min(1, failedBefore / before) * requests
        }
        return excess.requests > 0 ? excess : nil
    }

    /// Requests of a side in a minute, 0 without traffic; `nil` when they are not known.
    private static func counted(_ side: Side, _ service: Service, _ minute: Minute) -> Double? {
        guard let requests = service[side].series[.requests]?[minute], requests.presence != .missing else { return nil }
        return requests.usable ?? 0
    }

    private static func totals(_ side: Side, _ board: Board, _ service: Service, _ minutes: Range<Minute>) -> Totals {
        var totals = Totals()
        for minute in minutes {
            guard let requests = counted(side, service, minute),
                let failed = board.errors(side, of: service, in: minute)
            else {
                totals.unknown += 1
                continue
            }
            totals.requests += requests
            totals.failed += failed
        }
        for column in Columns.all {
            guard let impact = column.impact else { continue }
            let known = minutes.compactMap { minute in
                board.measured(column.id, side, of: service, in: minute).usable.map { (value: $0, minute: minute) }
            }
            switch impact {
            case .highest: totals.worst[column.id] = known.max { $0.value < $1.value }
            case .sum: totals.sums[column.id] = known.isEmpty ? nil : known.reduce(0) { $0 + $1.value }
            }
        }
        return totals
    }

    // MARK: Limits

    /// A breach by the 5xx of one minute; `nil` within the limit.
    private static func errors(in minute: Minute, _ board: Board, _ service: Service) -> Breach? {
        let limit = service.configuration.limits.errorPercent
        guard let rate = board.errorPercent(.new, of: service, in: minute).usable, rate > limit else { return nil }
        return Breach(minutes: minute...minute, matter: .errors(.new), worst: rate, limit: (limit, 1))
    }

    /// The same for p99, by the verdict's rule: over the absolute limit, or over the tolerated multiple of old's. Both
    /// sides need the number of requests that a p99 needs; a side without any does not prevent the absolute limit.
    private static func latency(in minute: Minute, _ service: Service) -> Breach? {
        func usable(_ metric: Metric, _ side: Side) -> Double? { service[side].series[metric]?[minute].usable }
        let fewest = min(usable(.requests, .new) ?? 0, usable(.requests, .old) ?? .infinity)
        guard fewest >= Rule.requestsForP99, let new = usable(.p99, .new) else { return nil }
        var breach = Breach(minutes: minute...minute, matter: .latency(.p99, .new), worst: new)
        if let limit = service.configuration.limits.p99, new > limit { breach.limit = (limit, 1) }
        let tolerated = service.configuration.judge.latencyRatio
        if let old = usable(.p99, .old), new > old * tolerated {
            breach.besideOld = (old * tolerated, old, 1)
        }
        return breach.limit == nil && breach.besideOld == nil ? nil : breach
    }

    /// Joins consecutive minutes.
    private static func runs(_ minutes: Range<Minute>, _ breach: (Minute) -> Breach?) -> [Breach] {
        var runs: [Breach] = []
        for minute in minutes {
            guard let next = breach(minute) else { continue }
            if let last = runs.last, last.minutes.upperBound.advanced(by: 1) == minute {
                runs[runs.count - 1] = last.joined(by: next)
            } else {
                runs.append(next)
            }
        }
        return runs
    }
}

extension SnapshotImpact.Breach {
    /// Joined with the minute after it.
    fileprivate func joined(by next: Self) -> Self {
        var joined = self
        joined.minutes = minutes.lowerBound...next.minutes.upperBound
        if let over = next.limit { joined.limit = (over.value, over.minutes + (limit?.minutes ?? 0)) }
        if let over = next.besideOld {
            let named = besideOld.map { next.worst > worst ? over : $0 } ?? over
            joined.besideOld = (named.value, named.old, over.minutes + (besideOld?.minutes ?? 0))
        }
        joined.worst = max(worst, next.worst)
        return joined
    }
}
