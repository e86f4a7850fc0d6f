import Glibc

/// Whether the requests have gone where the weights send them, since everybody who asks again has been told.
package struct TrafficVerdict: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        /// The counted share is the applied one, as far as the minutes can tell.
        case asSet = "as set"
        /// It is another one still, and comes nearer; or it is too early to say whether it does.
        case lagging
        /// It is another one, and does not come nearer.
        case notMoving = "not moving"
        /// It went the other way, or is the other side's share.
        case reversed
    }

    package var state: State
    /// Percent of requests that the new side served, counted over the last minutes.
    package var observed: Double
    /// Percent on the new side by the weights as read back.
    package var applied: Double
    /// Seconds from the change of the weights to the end of the newest minute that was counted.
    package var after: Double
    /// Whether the weights are answers of name servers, which clients may keep for longer than they are told to.
    package var isByName: Bool
    /// When the share will be as set if it goes on like this; `nil` where it is, or where that cannot be said.
    package var expectedAt: Moment?

    /// What is remarkable, in one sentence: `31 % still on old, 12 min after, not moving: clients that do not ask again`;
    /// `nil` when traffic is as set.
    ///
    /// - Parameter clock: How a moment is written.
    package func remark(_ clock: (Moment) -> String) -> String? {
        let place =
            switch applied {
            case 0: "\(NumberWords.percent(observed)) % still on new"
            case 100: "\(NumberWords.percent(100 - observed)) % still on old"
            default: "\(NumberWords.percent(observed)) % of requests on new, not \(NumberWords.share(applied)) %"
            }
        let passed = "\(place), \(NumberWords.duration(after)) after, \(state.rawValue)"
        switch state {
        case .asSet: return nil
        case .lagging: return passed + (expectedAt.map { ": expected by \(clock($0))" } ?? "")
        case .notMoving where (observed == 0 && applied > 0) || (observed == 100 && applied < 100):
            return "\(passed): nothing arrives on \(observed == 0 ? "new" : "old")"
        case .notMoving: return passed + (isByName ? ": clients that do not ask again" : "")
        case .reversed: return passed + ": are the sides mixed up?"
        }
    }
}

extension TrafficVerdict {
    /// Minutes that are averaged to say where traffic is.
    private static let averaged = 10
    /// Minutes below which nothing is said; a share that has arrived lately is seen in as many.
    private static let least = 3
    /// Minutes after which what does not come nearer is not moving.
    private static let patience = 15
    /// Answers in a TTL at least, by which it is reckoned how improbable it is that one side gets none at all.
    private static let leastAnswers = 8.0
    /// The chance that is no accident any more.
    private static let accident = 0.0001

    /// Judges counted minutes against the weights.
    ///
    /// A difference counts when it is above the tolerance (5 points, half a share where that is less) and above
    /// `TrafficNoise.caution` standard errors over ten minutes, and when the last three minutes have it too: raised late,
    /// dropped soon.
    ///
    /// - Parameters:
    ///   - before: Minutes under the weights before the change, oldest first; empty where they are not known.
    ///   - counted: Minutes in which the change should have arrived, oldest first, without holes.
    ///   - applied: Percent.
    ///   - ttl: Seconds for which an answer is kept; 0 where there are none.
    /// - Returns: The state, the counted percentage, and in how many minutes it will have arrived; `nil` when there are
    ///   too few minutes.
    static func judge(
        before: [Sides<Double>], counted: [Sides<Double>], applied: Double, ttl: Double
    ) -> (state: State, observed: Double, minutesLeft: Double?)? {
        guard counted.count >= least else { return nil }
        let target = applied / 100
        let recent = counted.suffix(averaged)
        let share = TrafficNoise.share(of: recent)
        let noise = TrafficNoise([before[...], counted[...]], ttl: ttl)
        let tolerance = applied == 0 || applied == 100 ? 0.05 : min(0.05, target / 2, (1 - target) / 2)
        let bound = max(tolerance, noise.caution * noise.error(over: recent, share: target))
        let newest = TrafficNoise.share(of: counted.suffix(least)) - target
        let isOff = abs(share - target) > bound && abs(newest) > tolerance && newest * (share - target) > 0
        guard isOff || isSilent(counted, target, ttl: ttl) else { return (.asSet, share * 100, nil) }
        if isReversed(share, target, before: before, noise: noise, bound: bound) {
            return (.reversed, share * 100, nil)
        }
        if let left = TrafficTrend(counted, target: target, noise: noise).minutesLeft(to: tolerance) {
            return (.lagging, share * 100, left)
        }
        return (counted.count < patience ? .lagging : .notMoving, share * 100, nil)
    }

    /// Whether a side that should have a share has had no request at all, for longer than chance explains.
    private static func isSilent(_ minutes: [Sides<Double>], _ target: Double, ttl: Double) -> Bool {
        guard target > 0, target < 1 else { return false }
        let onNew = minutes.reversed().prefix { $0.new == 0 && $0.old > 0 }
        let onOld = minutes.reversed().prefix { $0.old == 0 && $0.new > 0 }
        func isNoAccident(_ minutes: Int, _ requests: Double, share: Double) -> Bool {
            let answers = min(leastAnswers * Double(minutes) * 60 / max(60, ttl), requests)
            return answers * log(1 - share) < log(accident)
        }
        return isNoAccident(onNew.count, onNew.reduce(0) { $0 + $1.old }, share: target)
            || isNoAccident(onOld.count, onOld.reduce(0) { $0 + $1.new }, share: 1 - target)
    }

    /// Whether the share went away from where it was sent, or stands where the other side's should.
    private static func isReversed(
        _ share: Double, _ target: Double, before: [Sides<Double>], noise: TrafficNoise, bound: Double
    ) -> Bool {
        guard before.count >= least else { return false }
        let earlier = before.suffix(averaged)
        let start = TrafficNoise.share(of: earlier)
        let error = noise.error(over: earlier, share: start)
        let moved = max(bound, noise.caution * error * 2.0.squareRoot())
        guard abs(share - start) > moved else { return false }
        let isAway = (share - start) * (target - start) < 0
        let isOthers = abs(target - 0.5) > 0.1 && abs(share - (1 - target)) <= bound
        return isAway || isOthers
    }
}
