/// A service's series as the judge by evidence takes them: a minute at a time.
extension Service {
    /// The percentiles that both sides have a series of.
    package var measuredPercentiles: [Percentile] {
        Percentile.allCases.filter { old.series[$0.metric] != nil && new.series[$0.metric] != nil }
    }

    /// The settled minutes of its present epoch: after the last change of the weights, as far as the window reaches, from
    /// the first one of which anything is known; `nil` where there is none.
    ///
    /// It ends before minutes of which nothing is known yet while they may still be on their way; once past their
    /// source's bound they belong to it, and are missing.
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

    /// What one minute gave of both sides; what is missing is NaN, what was not there is 0.
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
    /// The series that it is read from.
    var metric: Metric {
        switch self {
        case .p50: .p50
        case .p95: .p95
        case .p99: .p99
        }
    }
}
