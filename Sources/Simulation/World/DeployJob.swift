package import Model

/// A plain script outside of abreast that moves one service's weights along its plan, by the clock.
///
/// Of all that abreast knows it heeds an operator's pause and roll back, and nothing else: it goes on by the clock while
/// a verdict is worse or nobody can see, where a script that asks `abreast gate` would be told to wait. It does not look
/// at what the weights are either, so that somebody else's change is overwritten by its next step. So whatever goes
/// wrong in a scenario goes further until somebody holds it.
package struct DeployJob: Sendable {
    /// What operators have ordered.
    package struct Standing: Sendable, Equatable {
        /// Whether a pause or a roll back holds the service.
        package var isPaused: Bool
        /// When the roll back that holds the service was ordered; `nil` when none does, or since it was resumed.
        package var rollBackAt: Moment?

        package init(isPaused: Bool = false, rollBackAt: Moment? = nil) {
            self.isPaused = isPaused
            self.rollBackAt = rollBackAt
        }
    }

    /// Seconds after which a refused change is tried again.
    static let retry = 10.0
    /// Seconds that pass at least between a resume and the next step.
    static let respite = 60.0

    private let plan: DeployPlan
    /// How many of the plan's steps are done.
    private(set) var done: Int
    /// Steps up to this many were made at fixed moments, so that the demo begins where its plan says.
    private var planned: Int
    /// When the next step is due, unless it is held.
    private var due: Moment
    /// Seconds of baking that were left when the service was paused.
    private var left: Double?
    /// The roll back that was carried out, or is being tried.
    private var rollBack: Moment?
    private var isRolledBack = false
    private var retryAt: Moment?

    /// The job as it is at `begin`, when `start` is the moment at which the plan's share has been there for `since`.
    ///
    /// Earlier steps were made in their order, each a bake before the next.
    init(plan: DeployPlan, start: Moment, begin: Moment) {
        self.plan = plan
        planned = plan.steps.count { $0 <= plan.share }
        done = planned
        due = start - plan.since + plan.bake
        while done > 0, due - plan.bake > begin {
            done -= 1
            due = due - plan.bake
        }
    }

    /// Percent on new after the steps that are done.
    var percent: Int { isRolledBack || done == 0 ? 0 : plan.steps[done - 1] }

    /// Whether every step is done.
    var isDone: Bool { done == plan.steps.count }

    /// Does what is due at `moment`; `standing` is asked once a call, which is how often such a script looks.
    mutating func step(at moment: Moment, standing: () -> Standing, route53: inout SimulatedRoute53) {
        let standing = standing()
        if let ordered = standing.rollBackAt {
            bringBack(ordered, at: moment, &route53)
            return
        }
        if rollBack != nil { beginAnew(at: moment) }
        if standing.isPaused {
            if left == nil { left = min(plan.bake, max(0, due.seconds(since: moment))) }
            return
        }
        if let left {
            due = moment + max(left, Self.respite)
            self.left = nil
            retryAt = nil
        }
        guard !isDone, moment >= retryAt ?? due else { return }
        let percent = plan.steps[done]
        guard case .success(let change) = set(percent, at: moment, &route53) else { return }
        done += 1
        due = done < planned ? due + plan.bake : change.inSyncAt + plan.bake
    }

    /// Sets the weights to 100/0, once for each order.
    private mutating func bringBack(_ ordered: Moment, at moment: Moment, _ route53: inout SimulatedRoute53) {
        if rollBack != ordered {
            rollBack = ordered
            isRolledBack = false
            retryAt = nil
        }
        guard !isRolledBack, moment >= retryAt ?? moment else { return }
        if case .success = set(0, at: moment, &route53) { isRolledBack = true }
    }

    /// Somebody resumed after a roll back: the plan begins again with its first step.
    private mutating func beginAnew(at moment: Moment) {
        if isRolledBack { (done, planned) = (0, 0) }
        rollBack = nil
        isRolledBack = false
        left = nil
        retryAt = nil
        due = moment + Self.respite
    }

    private mutating func set(
        _ percent: Int, at moment: Moment, _ route53: inout SimulatedRoute53
    ) -> Result<SimulatedRoute53.Change, SimulatedRoute53.Refusal> {
        let result = route53.change(old: 100 - percent, new: percent, at: moment)
        if case .success = result { retryAt = nil } else { retryAt = moment + Self.retry }
        return result
    }
}
