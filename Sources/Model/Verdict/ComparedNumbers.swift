/// One metric of both sides, as a sentence compares them.
///
/// They are the numbers of the newest settled minutes, which every row shows, if these show what the sentence says. If
/// not, a failure comes in bursts or is small, and they are those of several minutes: all errors in percent of all
/// requests, or the median of a percentile. Then the sentence says of how many minutes.
struct ComparedNumbers {
    /// `nil` where the side has none.
    var old: Double?
    var new: Double?
    /// The number of minutes; 1 for those that the row shows.
    var minutes: Int

    /// The spans that are tried, in minutes.
    fileprivate static let spans = [3, 10, 30, 60]
}

extension Board {
    /// Percent of failed requests on both sides.
    ///
    /// - Parameter shows: Whether the numbers of old and new, of so many minutes, show what is to be said.
    func comparedErrors(of service: Service, where shows: (Double?, Double?, Int) -> Bool) -> ComparedNumbers {
        let newest = Sides(old: errorPercent(.old, of: service), new: errorPercent(.new, of: service))
        return compared(newest, where: shows) { side, minutes in
            var (requests, errors) = (0.0, 0.0)
            for minute in minutes {
                guard let count = service[side].series[.requests]?[minute], count.presence != .missing,
                    let failed = self.errors(side, of: service, in: minute)
                else { continue }
                requests += count.usable ?? 0
                errors += failed
            }
            return requests > 0 ? min(100, errors * 100 / requests) : errors > 0 ? 100 : nil
        }
    }

    /// A percentile of both sides, in milliseconds.
    ///
    /// - Parameter shows: Whether the numbers of old and new, of so many minutes, show what is to be said.
    func comparedLatency(
        _ percentile: Percentile, of service: Service, where shows: (Double?, Double?, Int) -> Bool
    ) -> ComparedNumbers {
        let metric = percentile.metric
        let newest = Sides(old: latest(metric, .old, of: service), new: latest(metric, .new, of: service))
        return compared(newest, where: shows) { side, minutes in
            let values = minutes.compactMap { service[side].series[metric]?[$0].usable }.sorted()
            return values.isEmpty ? nil : values[values.count / 2]
        }
    }

    private func compared(
        _ newest: Sides<Measured>, where shows: (Double?, Double?, Int) -> Bool,
        _ over: (Side, ClosedRange<Minute>) -> Double?
    ) -> ComparedNumbers {
        let row = ComparedNumbers(old: newest.old.usable, new: newest.new.usable, minutes: 1)
        if shows(row.old, row.new, 1) { return row }
        let end = [newest.old.minute, newest.new.minute].compactMap(\.self).min() ?? settledTo
        for minutes in ComparedNumbers.spans {
            let span = end.advanced(by: 1 - minutes)...end
            let (old, new) = (over(.old, span), over(.new, span))
            if shows(old, new, minutes) { return ComparedNumbers(old: old, new: new, minutes: minutes) }
        }
        return row
    }
}
