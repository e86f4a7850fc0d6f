import Glibc

/// Whether the requests go where the weights send them, after all clients that resolve again have the new answer.
package struct TrafficVerdict: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        /// The counted share is the applied one, as far as the minutes can tell.
        case asSet = "as set"
        /// It is still another one and comes nearer, or it is too early to know.
        case lagging
        /// It is another one and does not come nearer.
        case notMoving = "not moving"
        /// It moved in the opposite direction, or it is the share of the other side.
        case reversed
    }

    package var state: State
    /// Percent of requests that the new side served in the last minutes.
    package var observed: Double
    /// Percent on the new side by the weights as read back.
    package var applied: Double
    /// Seconds from the change of the weights to the end of the newest counted minute.
    package var after: Double
    /// Whether the weights belong to DNS records, whose answers clients may cache for longer than the TTL.
    package var isByName: Bool
    /// When the share will be as set if it continues like this; `nil` where it is, or where it cannot be predicted.
    package var expectedAt: Moment?
    /// Whether it is about the weights before the last change, because the present ones cannot be counted yet. `observed`,
    /// `applied` and `after` are of those weights then.
    package var isOfBefore = false

    /// The deviation in one sentence: `31 % of requests still on old 12 min after, stuck: clients that do not ask DNS again`;
    /// `nil` when the traffic is as set. The percentage is a mean of ten minutes.
    ///
    /// - Parameter clock: How to write a moment.
    package func remark(_ clock: (Moment) -> String) -> String? {
        let place =
            switch applied {
            case 0: "\(NumberWords.percent(observed)) % of requests still on new"
            case 100: "\(NumberWords.percent(100 - observed)) % of requests still on old"
            default: "\(NumberWords.percent(observed)) % of requests on new, not \(NumberWords.share(applied)) %"
            }
        let time = isOfBefore ? "before the last step" : "\(NumberWords.duration(after)) after"
        let passed = "\(place) \(time), \(state.word)"
        switch state {
        case .asSet: return nil
        case .lagging: return passed + (expectedAt.map { ": expected by \(clock($0))" } ?? "")
        case .notMoving where (observed == 0 && applied > 0) || (observed == 100 && applied < 100):
            return "\(passed): nothing arrives on \(observed == 0 ? "new" : "old")"
        // Before a step it was told which clients they are.
        case .notMoving: return passed + (isByName && !isOfBefore ? ": clients that do not ask DNS again" : "")
        case .reversed: return passed + ": are the sides mixed up?"
        }
    }
}

extension TrafficVerdict {
    /// The number of minutes whose mean is the present share.
    private static let averaged = 10
    /// The least number of minutes for a result. A share that has just arrived is also seen within these minutes.
    private static let least = 3
    /// The counted minutes, under whatever weights, after which a share that does not come nearer is not moving.
    static let patience = 15
    /// The assumed least number of answers in a TTL, for the probability that one side gets none.
    private static let leastAnswers = 8.0
    /// Below this probability it is no accident.
    private static let accident = 0.0001

    /// Compares counted minutes with the weights.
    ///
    /// A difference counts when it is above the tolerance (5 percentage points, or half a smaller share), when it is
    /// above `TrafficNoise.caution` standard errors over ten minutes, and when the last three minutes have it too. So
    /// it is reported late and withdrawn soon.
    ///
    /// - Parameters:
    /// - before: The minutes with the weights before the change, oldest first; empty where they are not known.
    /// - counted: The minutes in which the change should be visible, oldest first, without gaps.
    ///   - applied: Percent.
    /// - ttl: Seconds for which an answer is cached; 0 without DNS.
    /// - Returns: `nil` when there are too few minutes.
    static func judge(
        before: [Sides<Double>], counted: [Sides<Double>], applied: Double, ttl: Double
    ) -> TrafficFinding? {
        guard counted.count >= least else { return nil }
        let target = applied / 100
        let recent = counted.suffix(averaged)
        let share = TrafficNoise.share(of: recent)
        let noise = TrafficNoise([before[...], counted[...]], ttl: ttl)
        let tolerance = applied == 0 || applied == 100 ? 0.05 : min(0.05, target / 2, (1 - target) / 2)
        let bound = max(tolerance, noise.caution * noise.error(over: recent, share: target))
        let newest = TrafficNoise.share(of: counted.suffix(least)) - target
        func found(_ state: State, _ left: Double?) -> TrafficFinding {
            TrafficFinding(
                state: state, share: share, target: target, minutesLeft: left, minutes: counted.count)
        }
        let isOff = abs(share - target) > bound && abs(newest) > tolerance && newest * (share - target) > 0
        guard isOff || isSilent(counted, target, ttl: ttl) else { return found(.asSet, nil) }
        if isReversed(share, target, before: before, noise: noise, bound: bound) {
            return found(.reversed, nil)
        }
        if let left = TrafficTrend(counted, target: target, noise: noise).minutesLeft(to: tolerance) {
            return found(.lagging, left)
        }
        return found(counted.count < patience ? .lagging : .notMoving, nil)
    }

    /// Whether a side with a share has had no request at all, for longer than chance explains.
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

    /// Whether the share moved away from its target, or is where the other side's share should be.
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
