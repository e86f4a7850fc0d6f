import Model

/// What the window's settled minutes add up to for one service.
struct SnapshotImpact {
    /// Counts of one side, over the minutes in which they are known.
    struct Totals: Equatable {
        var requests = 0.0
        var failed = 0.0
        /// Minutes whose requests or errors are not known.
        var unknown = 0
        /// The highest of each percentile, with its minute.
        var worst: [Metric: (value: Double, minute: Minute)] = [:]

        /// Percent of requests that failed; `nil` without requests.
        var rate: Double? { requests > 0 ? min(100, failed * 100 / requests) : nil }

        static func == (a: Totals, b: Totals) -> Bool {
            a.requests == b.requests && a.failed == b.failed && a.unknown == b.unknown
        }
    }

    /// A run of minutes in which the new side was over a limit.
    struct Breach: Equatable {
        var minutes: ClosedRange<Minute>
        /// `5xx`, `p99`.
        var subject: String
        /// The highest value in the run.
        var worst: Double
    }

    let old: Totals
    let new: Totals
    /// In the order in which they began.
    let breaches: [Breach]

    init(board: Board, service: Service) {
        let end = min(board.window.upperBound, board.settledTo.advanced(by: 1))
        let minutes = board.window.lowerBound..<max(board.window.lowerBound, end)
        old = Self.totals(.old, board, service, minutes)
        new = Self.totals(.new, board, service, minutes)
        let limits = service.configuration.limits
        let errors = Self.breaches("5xx", over: limits.errorPercent, minutes) {
            board.errorPercent(.new, of: service, in: $0).usable
        }
        // The verdict's own rule: over the absolute limit, or over the tolerated multiple of the old side's.
        let slow = Self.breaches("p99", over: 0, minutes) { minute in
            guard let new = service.new.series[.p99]?[minute].usable else { return nil }
            let limit = limits.p99 ?? .infinity
            let besideOld = (service.old.series[.p99]?[minute].usable).map { $0 * Rule.latencyRatio } ?? .infinity
            return new > min(limit, besideOld) ? new : nil
        }
        breaches = (errors + slow).sorted {
            ($0.minutes.lowerBound, $0.subject) < ($1.minutes.lowerBound, $1.subject)
        }
    }

    subscript(side: Side) -> Totals { side == .old ? old : new }

    /// Failed requests on new beyond what the old side's rate would have brought; `nil` without a comparison.
    var excess: Double? {
        guard let rate = old.rate, new.requests > 0 else { return nil }
        return new.failed - new.requests * rate / 100
    }

    /// Percent of all counted requests that the new side served.
    var exposed: Double? {
        let all = old.requests + new.requests
        return all > 0 ? new.requests * 100 / all : nil
    }

    private static func totals(_ side: Side, _ board: Board, _ service: Service, _ minutes: Range<Minute>) -> Totals {
        var totals = Totals()
        for minute in minutes {
            let requests = service[side].series[.requests]?[minute]
            guard let requests, requests.presence != .missing, let failed = board.errors(side, of: service, in: minute)
            else {
                totals.unknown += 1
                continue
            }
            totals.requests += requests.usable ?? 0
            totals.failed += failed
        }
        for metric in [Metric.p50, .p95, .p99] {
            let known = minutes.compactMap { minute in
                service[side].series[metric]?[minute].usable.map { (value: $0, minute: minute) }
            }
            totals.worst[metric] = known.max { $0.value < $1.value }
        }
        return totals
    }

    private static func breaches(
        _ subject: String, over limit: Double, _ minutes: Range<Minute>, _ value: (Minute) -> Double?
    ) -> [Breach] {
        var breaches: [Breach] = []
        for minute in minutes {
            guard let value = value(minute), value > limit else { continue }
            if let last = breaches.last, last.minutes.upperBound.advanced(by: 1) == minute {
                breaches[breaches.count - 1] = Breach(
                    minutes: last.minutes.lowerBound...minute, subject: subject, worst: max(last.worst, value))
            } else {
                breaches.append(Breach(minutes: minute...minute, subject: subject, worst: value))
            }
        }
        return breaches
    }
}
