/// A minute in which new fails so much that nothing has to settle or to be proved by comparison: at least a third of all
/// requests that new can have had.
///
/// What is told of a minute too soon is too little, errors as well as requests, and errors may come before their
/// requests. So the errors so far are held against the most requests that new can have had: 1.3 times the busiest of the
/// ten minutes before, times new's share by the weights or as seen, whichever is more. Old must be seen to serve in the
/// same minute, with a fifth of that rate at most; otherwise it may be an outage of both.
///
/// Bursts of sides that are alike must not look like it. One minute with 60 errors is enough, or two in a row with
/// twelve each.
struct PlainFailure: Equatable {
    /// The first minute in a row.
    var first: Minute
    /// The newest minute, and what was told of it.
    var told: UnsettledMinute
    /// The most requests that new can have had in it.
    var most: Double
    /// Whether that minute has settled.
    var isSettled: Bool

    /// The part of new's requests that must fail.
    static let part = 1.0 / 3
    /// The number of errors that one minute needs, and each of two.
    static let errorsAlone = 60.0
    static let errorsInRow = 12.0
    /// Old's rate may be this part of new's.
    static let partOfOld = 0.2
    /// Old must have had this part of the requests of its quietest minute lately.
    static let seenOfOld = 0.4
    /// How much busier than its past a minute may be.
    static let growth = 1.3
    /// How many minutes before it are looked at, and how many of them must be known.
    static let past = 10
    static let fewest = 3

    /// The most requests that new can have had in a minute; `nil` when too little is known, or when new does not plainly
    /// fail.
    ///
    /// - Parameters:
    ///   - past: The requests of the settled minutes before.
    ///   - share: Percent of the weights on new; `nil` where it is not known.
    ///   - limit: The percentage of errors that is allowed.
    static func most(
        _ told: UnsettledMinute, isSettled: Bool, past: [Sides<Double>], share: Double?, limit: Double
    ) -> Double? {
        guard past.count >= fewest, told.errors.new >= errorsInRow else { return nil }
        let totals = past.map { $0.old + $0.new }
        let seen = past.map { $0.old + $0.new > 0 ? $0.new / ($0.old + $0.new) : 0 }
        let part = min(1, max(seen.max() ?? 0, (share ?? 0) / 100))
        let most = max(growth * part * (totals.max() ?? 0), told.requests.new, told.errors.new)
        let rate = told.errors.new / most
        guard rate >= Self.part, rate * 100 > limit else { return nil }
        let ofOld = max(told.requests.old, told.errors.old, 1)
        guard told.errors.old / ofOld <= partOfOld * rate else { return nil }
        let quietest = past.map(\.old).min() ?? 0
        guard isSettled || told.requests.old >= seenOfOld * quietest else { return nil }
        return most
    }
}

extension Board {
    /// New fails plainly in one of the last three settled minutes or a newer one, by what is told so far.
    ///
    /// It lasts until three settled minutes in a row are without it, as a limit does (``Rule/minutesBack``).
    func plainFailure(of service: Service) -> PlainFailure? {
        service.memory.value(\.plainFailure, in: self) { .some(findPlainFailure(of: service)) } ?? nil
    }

    private func findPlainFailure(of service: Service) -> PlainFailure? {
        let series = LimitFindings(service: service)
        let newest = max(service.unsettled?.value.last?.minute ?? settledTo, settledTo)
        var minute = newest
        while minute > settledTo.advanced(by: -Rule.minutesBack) {
            if let found = plainFailure(in: minute, of: service, series) {
                let before = plainFailure(in: minute.advanced(by: -1), of: service, series)
                if before != nil || found.told.errors.new >= PlainFailure.errorsAlone {
                    var found = found
                    if let before { found.first = before.first }
                    return found
                }
            }
            minute = minute.advanced(by: -1)
        }
        return nil
    }

    private func plainFailure(in minute: Minute, of service: Service, _ series: LimitFindings) -> PlainFailure? {
        guard let (told, isSettled) = told(of: minute, of: service, series),
            told.errors.new >= PlainFailure.errorsInRow
        else { return nil }
        let past = (1...(PlainFailure.past + 2)).compactMap { back -> Sides<Double>? in
            let before = minute.advanced(by: -back)
            guard before <= settledTo, let old = series.requests(.old, before, 1),
                let new = series.requests(.new, before, 1)
            else { return nil }
            return Sides(old: old, new: new)
        }
        let most = PlainFailure.most(
            told, isSettled: isSettled, past: Array(past.prefix(PlainFailure.past)),
            share: service.share?.value.highest, limit: series.limits.errorPercent)
        return most.map { PlainFailure(first: minute, told: told, most: $0, isSettled: isSettled) }
    }

    /// What is known of a minute: as it has settled, or else as it was last told.
    private func told(
        of minute: Minute, of service: Service, _ series: LimitFindings
    ) -> (minute: UnsettledMinute, isSettled: Bool)? {
        if minute <= settledTo, let errors = series.errors(.new, minute, 1), let ofOld = series.errors(.old, minute, 1),
            let new = series.requests(.new, minute, 1), let old = series.requests(.old, minute, 1)
        {
            let settled = UnsettledMinute(
                minute: minute, requests: Sides(old: old, new: new), errors: Sides(old: ofOld, new: errors))
            return (settled, true)
        }
        return service.unsettled?.value.first { $0.minute == minute }.map { ($0, false) }
    }
}
