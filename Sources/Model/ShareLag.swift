/// Traffic that is not where the weights are, though everybody who asks again has been told.
package struct ShareLag: Sendable, Equatable {
    /// Percent of requests that the new side served, counted.
    package var observed: Double
    /// Percent on the new side by the weights as read back.
    package var applied: Double
    /// Seconds from the change of the weights to the end of the minute that was counted.
    package var after: Double
    /// Whether the weights are answers of name servers, which clients may keep for longer than they are told to.
    package var isByName: Bool

    /// Points of share that are no remark yet.
    static let tolerated = 5.0

    /// `31 % still on old, 12 min after: clients that do not ask again`.
    package var sentence: String {
        let place =
            switch applied {
            case 0: "\(Words.percent(observed)) % still on new"
            case 100: "\(Words.percent(100 - observed)) % still on old"
            default: "\(Words.percent(observed)) % of requests on new, not \(Words.share(applied)) %"
            }
        return "\(place), \(Words.duration(after)) after" + (isByName ? ": clients that do not ask again" : "")
    }
}

extension Board {
    /// How far the counted share is from the applied one when it should have arrived: the minute that is counted lies
    /// after settling and two more TTLs, and the difference is above 5 points and no accident of few requests (three
    /// standard errors of a share among so many).
    package func shareLag(of service: Service) -> ShareLag? {
        let counted = observedShare(of: service)
        guard let applied = appliedShare(of: service).usable, let observed = counted.usable,
            let minute = counted.minute, let changedAt = service.shareChangedAt
        else { return nil }
        let ttl = Double(service.share?.value.weights.map(\.ttl).max() ?? 60)
        guard minute.start >= changedAt + service.settling + 2 * ttl else { return nil }
        let requests = Side.allCases.reduce(0) { $0 + (service[$1].series[.requests]?[minute].usable ?? 0) }
        let noise = 3 * (applied * (100 - applied) / max(1, requests)).squareRoot()
        guard abs(applied - observed) > max(ShareLag.tolerated, noise) else { return nil }
        return ShareLag(
            observed: observed, applied: applied, after: minute.end.seconds(since: changedAt),
            isByName: service.splitSource == .route53)
    }

    /// Percent of requests that new still serves though it has no weight any more, counted wholly after the weights
    /// changed; `nil` when that is below 1 or not known.
    func leftOnNew(of service: Service) -> Double? {
        let observed = observedShare(of: service)
        guard service.share?.value.percent == 0, let changedAt = service.shareChangedAt, let minute = observed.minute,
            minute.start >= changedAt, let percent = observed.usable, percent >= 1
        else { return nil }
        return percent
    }

    /// `80 % is no step of the plan (5 10 25 50 75 100)`, when a hand from outside has set the weights; `nil` while they
    /// settle, without planned steps, and when they are old.
    package func strayShare(of service: Service) -> String? {
        guard let steps = service.configuration.rollout?.steps, !steps.isEmpty,
            let applied = appliedShare(of: service).usable, service.settlingLeft(at: takenAt) == 0,
            // Half a point is what whole weights may make of a step.
            ([0] + steps).allSatisfy({ abs($0 - applied) > 0.5 })
        else { return nil }
        let plan = steps.map(Words.share).joined(separator: " ")
        return "\(Words.share(applied)) % is no step of the plan (\(plan))"
    }
}
