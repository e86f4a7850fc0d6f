/// The steps by which a service's traffic moves to the new side, and who decides on each.
package struct RolloutPlan: Sendable, Equatable {
    /// Who orders the next step.
    package enum Mode: String, Sendable, Equatable, CaseIterable {
        /// Another program. abreast never writes a weight.
        case observe
        /// An operator.
        case manual
        /// abreast itself, when the bake is over and the verdict is `pass`.
        case automatic
    }

    package var mode: Mode
    /// Percent on the new side, rising, each above 0 and at most 100; empty without planned steps.
    package var steps: [Double]
    /// Seconds of watching before the next step: one time for all steps, or one for each.
    package var bakes: [Double]
    /// Seconds without a renewal, while the verdict is worse, after which abreast rolls back by itself; `nil` for
    /// never.
    package var deadMan: Double?
    /// Seconds after which a pause must be reviewed; `nil` for a pause without a time.
    package var lookAgain: Double?
    /// The first step, in percent, that may be taken although the old side can no longer take all traffic back.
    package var noReturnFrom: Double?

    /// Fifteen minutes: enough for a verdict, which needs several settled minutes.
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

    /// The bake in seconds of the step with this index, counted from 0; `nil` without such a step.
    package func bake(ofStep index: Int) -> Double? {
        guard steps.indices.contains(index) else { return nil }
        return bakes.count == 1 ? bakes[0] : bakes.indices.contains(index) ? bakes[index] : nil
    }
}

extension [ServiceGroup] {
    /// The group of a service; `nil` for a service that moves alone.
    package func moving(_ service: String) -> ServiceGroup? { first { $0.services.contains(service) } }
}

/// Services that move together, with the same steps.
package struct ServiceGroup: Sendable, Equatable {
    package var name: String
    /// The names of its services, in the file's order.
    package var services: [String]

    package init(name: String, services: [String]) {
        self.name = name
        self.services = services
    }
}
