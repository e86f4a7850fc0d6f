/// A service's series for the judge by evidence, one minute at a time.
extension Service {
    /// The percentiles for which both sides have a series.
    package var measuredPercentiles: [Percentile] {
        Percentile.allCases.filter { old.series[$0.metric] != nil && new.series[$0.metric] != nil }
    }

    /// The settled minutes of its present epoch: since the last change of the weights, within the window, from the
    /// first known minute on; `nil` without one.
    ///
    /// Unknown minutes at the end are left out while they may still be published. Past their source's bound they belong
    /// to the epoch, and are missing.
    package func epoch(in board: Board) -> Range<Minute>? {
        let changed = shareChangedAt.map { $0.minute.advanced(by: 1) } ?? board.window.lowerBound
        var end = min(board.settledTo.advanced(by: 1), board.window.upperBound)
        var start = max(changed, board.window.lowerBound)
        while start < end, isUnknown(start) { start = start.advanced(by: 1) }
        while start < end {
            let last = end.advanced(by: -1)
            guard isUnknown(last), board.takenAt.seconds(since: last.end) < Source.cloudWatch.bound else { break }
            end = last
        }
        return start < end ? start..<end : nil
    }

    /// Whether neither side's requests are known.
    private func isUnknown(_ minute: Minute) -> Bool {
        Side.allCases.allSatisfy { side in
            self[side].series[.requests]?[minute].presence ?? .missing == .missing
        }
    }

    /// The counts of both sides in one minute: NaN for a missing number, 0 without traffic.
    package func counts(in minute: Minute) -> MinuteCounts {
        func both(_ value: (Side) -> Double) -> Sides<Double> { Sides(old: value(.old), new: value(.new)) }
        func count(_ metric: Metric, _ side: Side) -> Double {
            guard let measured = self[side].series[metric]?[minute], measured.presence != .missing else { return .nan }
            return measured.usable ?? 0
        }
        func time(_ percentile: Percentile) -> Sides<Double> {
            both { self[$0].series[percentile.metric]?[minute].usable ?? .nan }
        }
        let isShared = configuration.sharesLoadBalancer
        return MinuteCounts(
            requests: both { count(.requests, $0) },
            errors: both { count(.target5xx, $0) + (isShared ? 0 : count(.balancer5xx, $0)) }, p50: time(.p50),
            p95: time(.p95), p99: time(.p99))
    }
}

extension Percentile {
    /// Its series.
    var metric: Metric {
        switch self {
        case .p50: .p50
        case .p95: .p95
        case .p99: .p99
        }
    }
}
