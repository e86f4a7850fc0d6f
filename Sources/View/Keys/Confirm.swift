import Model

/// Something that moves traffic and that somebody asked for: it wants a name typed, and is no order.
package struct Confirm: Sendable, Equatable {
    package enum Kind: Sendable { case advance, rollBack }

    /// A service that is to move, and where to.
    package struct Aim: Sendable, Equatable {
        package let service: String
        /// Percent on new; `nil` for all the way back.
        package let percent: Double?

        init(service: String, percent: Double? = nil) {
            self.service = service
            self.percent = percent
        }
    }

    package let kind: Kind
    /// The service's name, or that of the group which moves with it.
    package let name: String
    /// Where to, as it was when the question was asked: what comes meanwhile changes no answer.
    package let aims: [Aim]
    package var typed = ""
    /// The rules that spoke against it when a key was last pressed.
    var refused: [StepRule] = []

    /// To roll one service back.
    init(service: String) {
        kind = .rollBack
        name = service
        aims = [Aim(service: service)]
    }

    /// To take the next step.
    init(_ next: NextStep) {
        kind = .advance
        name = next.name
        aims = next.aims
    }

    /// What has to be typed: the name as the screen shows it.
    var wanted: String { Sanitizer.text(name) }

    /// What has to be typed to do it in spite of what speaks against it.
    var forcing: String { wanted + "!" }
}

/// What was named by hand: the only thing that an order which moves traffic can be made of.
package struct Confirmed: Sendable, Equatable {
    let kind: Order.Kind
    let aims: [Confirm.Aim]
    /// The shown rules, where the name was typed with a `!`.
    let overrides: [StepRule]
    /// How a roll back goes.
    let pace: RollBackPace

    /// `nil` unless exactly the name was typed; with a `!` behind it where a rule refuses the step.
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
