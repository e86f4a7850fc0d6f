import Model
import Simulation

// The harm of the fault: how much came after the board had shown it, and when it ended.

extension ScoreCard {
    /// Whether requests are safe again.
    enum Safety: Sendable, Equatable {
        /// The fault has harmed no request.
        case neverHarmed
        /// Most of the harm was done by the first moment, all of it by the second.
        case reached(Moment, last: Moment)
        case notReached
    }

    /// How many minutes at the end must have almost no harm.
    private static let quiet = 3
    /// The percentage that counts as "most". The rest are late requests, for example on connections that still live.
    static let most = 95

    /// Safe when the average harm of the last three whole minutes is at most a twentieth of the worst minute's.
    var safety: Safety {
        guard let last = harmed.last, let worst = harmed.map(\.harm.total).max() else { return .neverHarmed }
        let late = harmed.filter { $0.minute >= ended.minute.advanced(by: -Self.quiet) }
        guard Self.sum(late).total * 100 <= worst * Self.quiet * (100 - Self.most) else { return .notReached }
        let all = harm.total
        var sum = 0
        let most = harmed.first { minute in
            sum += minute.harm.total
            return sum * 100 >= all * Self.most
        }
        return .reached((most ?? last).minute.end, last: last.minute.end)
    }

    /// All harmed requests.
    var harm: Harm { Self.sum(harmed) }

    /// All harmed requests with a perfect operator.
    var perfectHarm: Harm { Self.sum(perfectlyHarmed) }

    /// From the minute in which the board first showed it.
    var harmAfterShown: Harm? { sinceShown(harmed) }

    /// From the same minute, with a perfect operator.
    var perfectHarmAfterShown: Harm? { sinceShown(perfectlyHarmed) }

    /// The harm after the board had shown it, minus the harm that a perfect operator cannot prevent either. Below zero
    /// if the harm was smaller than with a perfect operator. `nil` if nothing was late.
    var delayHarm: Harm? {
        guard wasInTime == false, let own = harmAfterShown, let perfect = perfectHarmAfterShown else { return nil }
        return Harm(failed: own.failed - perfect.failed, slow: own.slow - perfect.slow)
    }

    private func sinceShown(_ minutes: [HarmedMinute]) -> Harm? {
        shown.map { shown in Self.sum(minutes.filter { $0.minute >= shown.at.minute }) }
    }

    private static func sum(_ minutes: [HarmedMinute]) -> Harm { minutes.reduce(Harm()) { $0 + $1.harm } }
}
