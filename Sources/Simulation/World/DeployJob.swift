package import Model

/// A simple script outside abreast that moves one service's weights along its plan, by the clock.
///
/// It obeys an operator's pause and roll back, and ignores everything else that abreast knows. It continues while a
/// verdict is `worse` or `blind`, where a script that calls `abreast gate` would wait. It does not read the weights, so
/// its next step overwrites somebody else's change. So a fault in a scenario affects more and more traffic until
/// somebody pauses the job.
package struct DeployJob: Sendable {
    /// What operators have ordered for the service.
    package struct Standing: Sendable, Equatable {
        /// Whether a pause or a roll back holds the service.
        package var isPaused: Bool
        /// When the roll back that holds the service was ordered; `nil` without one, or after a resume.
        package var rollBackAt: Moment?

        package init(isPaused: Bool = false, rollBackAt: Moment? = nil) {
            self.isPaused = isPaused
            self.rollBackAt = rollBackAt
        }
    }

    /// Seconds until a refused change is tried again.
    static let retry = 10.0
    /// The shortest time between a resume and the next step, in seconds.
    static let respite = 60.0

    private let plan: DeployPlan
    /// How many of the plan's steps are done.
    private(set) var done: Int
    /// Steps up to this number were made at fixed moments, so that the demo begins where its plan says.
    private var planned: Int
    /// When the next step is due, unless the service is paused.
    private var due: Moment
    /// Seconds of baking that remained when the service was paused.
    private var left: Double?
    /// The roll back that was carried out or is being tried.
    private var rollBack: Moment?
    private var isRolledBack = false
    private var retryAt: Moment?

    /// The job's state at `begin`. At `start`, the plan's share has been set for `since` seconds.
    ///
    /// Earlier steps were made in their order, with one bake between two of them.
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

    /// Does what is due at `moment`. It calls `standing` once a call, as often as such a script would.
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

    /// Somebody resumed after a roll back. The plan starts again with its first step.
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
