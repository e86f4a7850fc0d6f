/// The steps by which a service's traffic moves to the new side, and who decides on each.
package struct RolloutPlan: Sendable, Equatable {
    /// Who takes the next step.
    package enum Mode: String, Sendable, Equatable, CaseIterable {
        /// Somebody else does; `abreast` never writes a weight.
        case observe
        /// An operator does.
        case manual
        /// `abreast` does when the bake is over and the verdict is `pass`.
        case automatic
    }

    package var mode: Mode
    /// Percent on the new side, rising, each above 0 and at most 100; empty when no steps are planned.
    package var steps: [Double]
    /// Seconds that a step is watched before the next one: one time for all steps, or one for each.
    package var bakes: [Double]
    /// Seconds without a renewal, while the verdict is worse, after which the rollout rolls back by itself; `nil` for never.
    package var deadMan: Double?
    /// Seconds after which a pause is to be looked at again; `nil` for a pause without a time.
    package var lookAgain: Double?
    /// The first step, in percent, that may be taken though the old side can no longer take everything back.
    package var noReturnFrom: Double?

    /// A quarter of an hour: room for a verdict, which wants several settled minutes.
    package static let usualBake = 900.0

    package init(
        mode: Mode = .observe, steps: [Double] = [], bakes: [Double] = [usualBake], deadMan: Double? = nil,
        lookAgain: Double? = nil, noReturnFrom: Double? = nil
    ) {
        self.mode = mode
        self.steps = steps
        self.bakes = bakes
        self.deadMan = deadMan
        self.lookAgain = lookAgain
        self.noReturnFrom = noReturnFrom
    }

    /// Seconds for which the step of that index, counted from 0, is watched; `nil` when there is no such step.
    package func bake(ofStep index: Int) -> Double? {
        guard steps.indices.contains(index) else { return nil }
        return bakes.count == 1 ? bakes[0] : bakes.indices.contains(index) ? bakes[index] : nil
    }
}

extension [ServiceGroup] {
    /// The group with which a service moves; `nil` for one that moves alone.
    package func moving(_ service: String) -> ServiceGroup? { first { $0.services.contains(service) } }
}

/// Services that move together, one step for all of them.
package struct ServiceGroup: Sendable, Equatable {
    package var name: String
    /// Names of services, in the file's order.
    package var services: [String]

    package init(name: String, services: [String]) {
        self.name = name
        self.services = services
    }
}
