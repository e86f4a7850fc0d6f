import Model
import Simulation

// What the fault cost: how much of it came after the board had shown it, and when it was over.

extension ScoreCard {
    /// Whether requests are safe from the fault again.
    enum Safety: Sendable, Equatable {
        /// The fault has spoilt no request.
        case neverHarmed
        /// Most of what it spoilt was spoilt by the first moment, all of it by the second.
        case reached(Moment, last: Moment)
        case notReached
    }

    /// Minutes at the end over which hardly anything may be spoilt any more.
    private static let quiet = 3
    /// What "most" means, in percent; the rest are stragglers, such as connections that live on.
    static let most = 95

    /// Safe: in the last three whole minutes no more was spoilt, on average, than a twentieth of the worst minute's.
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

    /// Requests that the fault has spoilt, in all.
    var harm: Harm { Self.sum(harmed) }

    /// In all, with a perfect operator.
    var perfectHarm: Harm { Self.sum(perfectlyHarmed) }

    /// From the minute on in which the board first showed it.
    var harmAfterShown: Harm? { sinceShown(harmed) }

    /// From that same minute on, with a perfect operator.
    var perfectHarmAfterShown: Harm? { sinceShown(perfectlyHarmed) }

    /// What was spoilt after the board had shown it, less what a perfect operator cannot spare either: below zero where
    /// less was spoilt than with one. `nil` where nothing came too late.
    var delayHarm: Harm? {
        guard wasInTime == false, let own = harmAfterShown, let perfect = perfectHarmAfterShown else { return nil }
        return Harm(failed: own.failed - perfect.failed, slow: own.slow - perfect.slow)
    }

    private func sinceShown(_ minutes: [HarmedMinute]) -> Harm? {
        shown.map { shown in Self.sum(minutes.filter { $0.minute >= shown.at.minute }) }
    }

    private static func sum(_ minutes: [HarmedMinute]) -> Harm { minutes.reduce(Harm()) { $0 + $1.harm } }
}
