package import Model

/// A step of the plan that the deploy job has sent to Route 53.
package struct PlanStep: Sendable, Equatable {
    package var service: String
    package var at: Moment
    /// Percent on new before the step, whoever set it, and after it.
    package var from: Double
    package var to: Double

    package init(service: String, at: Moment, from: Double, to: Double) {
        self.service = service
        self.at = at
        self.from = from
        self.to = to
    }
}
