import Model

/// A step or a roll back that waits until the operator has typed a name. It is not an order yet.
package struct Confirm: Sendable, Equatable {
    package enum Kind: Sendable { case advance, rollBack }

    /// A service to move, and its target.
    package struct Aim: Sendable, Equatable {
        package let service: String
        /// Percent of the traffic on new; `nil` for a roll back to 0.
        package let percent: Double?

        init(service: String, percent: Double? = nil) {
            self.service = service
            self.percent = percent
        }
    }

    package let kind: Kind
    /// The name of the service, or of the group that moves with it.
    package let name: String
    /// The targets when the question was asked. Later changes of the plan do not change them.
    package let aims: [Aim]
    package var typed = ""
    /// The rules that refused it when a key was last pressed.
    var refused: [StepRule] = []

    /// Asks to roll one service back.
    init(service: String) {
        kind = .rollBack
        name = service
        aims = [Aim(service: service)]
    }

    /// Asks to take the next step.
    init(_ next: NextStep) {
        kind = .advance
        name = next.name
        aims = next.aims
    }

    /// The text to type: the name as the screen shows it.
    var wanted: String { Sanitizer.text(name) }

    /// The text to type to set aside the rules that refuse it.
    var forcing: String { wanted + "!" }
}

/// A confirmation by a typed name. An order that moves traffic can only be made from one.
package struct Confirmed: Sendable, Equatable {
    let kind: Order.Kind
    let aims: [Confirm.Aim]
    /// The shown rules to set aside; empty if the name was typed without `!`.
    let overrides: [StepRule]
    /// At once or in steps; only for a roll back.
    let pace: RollBackPace

    /// `nil` unless exactly the name was typed, followed by `!` if a rule refuses the step.
    init?(_ confirm: Confirm, pace: RollBackPace = .atOnce) {
        let isForced = confirm.typed == confirm.forcing
        guard isForced || confirm.typed == confirm.wanted && confirm.refused.isEmpty else { return nil }
        kind = confirm.kind == .advance ? .advance : .rollBack
        aims = confirm.aims
        overrides = isForced ? confirm.refused : []
        self.pace = pace
    }

    /// One order for each service.
    var requests: [OrderRequest] { aims.map { OrderRequest(self, of: $0) } }
}
