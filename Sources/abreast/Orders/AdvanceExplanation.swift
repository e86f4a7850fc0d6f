import Model
import Rollout
import View

/// Explains what the steps would send and mean, and what refuses them now.
struct AdvanceExplanation {
    let configuration: Configuration
    let board: Board
    let targets: OrderTargets
    /// Rules that are overridden.
    let overrides: [StepRule]

    init(_ configuration: Configuration, board: Board, targets: OrderTargets, overrides: [StepRule]) {
        self.configuration = configuration
        self.board = board
        self.targets = targets
        self.overrides = overrides
    }

    func say(_ advances: [Advance]) throws {
        for advance in advances {
            let (plan, _) = try MigrationPlan.read(
                configuration, advance.services, to: advance.percent, within: .seconds(15))
            plan.show()
            for service in board.services where advance.services.contains(where: { $0.name == service.name }) {
                let from = service.share?.value.percent.map { "\(NumberWords.share($0)) → " } ?? ""
                let ttl = service.share?.value.weights.map(\.ttl).max() ?? 0
                let caches = ttl > 0 ? "; DNS caches keep older answers for \(NumberWords.duration(Double(ttl)))" : ""
                let capacity = RollbackCapacity(of: service, board: board).sentence
                tell(
                    "\(service.name): \(leap(of: service, to: advance.percent))\(from)"
                        + "\(NumberWords.share(advance.percent)) % on new; \(capacity)\(caches)"
                        + targets.remark(service.name))
            }
            for refusal in advance.refusals(board) {
                let how = overrides.contains(refusal.rule) ? " (overridden)" : ""
                tell("\(refusal.service): REFUSED now by \(refusal.sentence)\(how)")
            }
        }
    }

    /// That it leaves out steps of the plan, in words.
    private func leap(of service: Service, to percent: Double) -> String {
        service.configuration.leapWords(from: service.share?.value.percent, to: percent)
    }
}
