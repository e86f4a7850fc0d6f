/// What the counted minutes under one setting of the weights say of the requests.
struct TrafficFinding: Sendable, Equatable {
    var state: TrafficVerdict.State
    /// New's part of the requests, and of the weights, from 0 to 1.
    var share: Double
    var target: Double
    /// In how many minutes the share will be as set; `nil` when it does not come nearer, or is as set.
    var minutesLeft: Double?
    /// How many minutes were counted.
    var minutes: Int

    /// The part of the clients on the wrong side that has not followed: above 0 for clients that stay on old, below 0
    /// for those that stay on new; 0 when all have followed.
    var missing: Double {
        if share < target { return 1 - share / target }
        return target < 1 ? -(1 - (1 - share) / (1 - target)) : 0
    }

    /// Whether the share is off and does not come nearer, for long or not.
    var isStanding: Bool { state == .notMoving || state == .lagging && minutesLeft == nil }

    /// Whether the same clients explain both: they stay where they are, whatever share is set.
    private func isOfSameClients(as former: TrafficFinding) -> Bool {
        former.isStanding && former.missing * missing > 0
            && (Self.kept...1 / Self.kept).contains(missing / former.missing)
    }

    /// Fewer of them missing than this part of those before have come nearer.
    private static let kept = 0.75

    /// The finding with what was known before the weights changed: clients that have stayed through a change of weights
    /// have been waited for since the one before, as a step is no reason for them to ask again.
    ///
    /// - Parameter former: What was found under the weights before, newest first.
    func joined(_ former: [TrafficFinding]) -> TrafficFinding {
        var joined = self
        // Where few have followed, the share may happen to be that of the other side.
        if state == .reversed, let newest = former.first, isOfSameClients(as: newest) { joined.state = .lagging }
        guard joined.isStanding else { return self }
        var all = minutes
        var last = self
        for finding in former {
            guard finding.isStanding, finding.missing * last.missing > 0,
                abs(last.missing) >= Self.kept * abs(finding.missing)
            else { break }
            all += finding.minutes
            last = finding
        }
        if all >= TrafficVerdict.patience { joined.state = .notMoving }
        return joined
    }
}
