package import Model

/// An order for the loop to put into the store.
package struct OrderRequest: Sendable, Equatable {
    /// The orders that nobody has to confirm.
    package enum Plain: Sendable { case pause, resume, annotate, renew }

    package let kind: Order.Kind
    package let service: String
    package let reason: String
    /// The order that an annotation is about, where a board has shown it; else the loop knows it as the last one posted.
    package let about: Int64?
    package let terms: OrderTerms

    init(
        kind: Plain, service: String, reason: String = "", about: Int64? = nil, terms: OrderTerms = OrderTerms()
    ) {
        switch kind {
        case .pause: self.kind = .pause
        case .resume: self.kind = .resume
        case .annotate: self.kind = .annotate
        case .renew: self.kind = .renew
        }
        self.service = service
        self.reason = reason
        self.about = about
        self.terms = terms
    }

    /// A step of one service, or its roll back.
    init(_ confirmed: Confirmed, of aim: Confirm.Aim) {
        kind = confirmed.kind
        service = aim.service
        reason = ""
        about = nil
        terms = OrderTerms(percent: aim.percent, overrides: confirmed.overrides, pace: confirmed.pace)
    }

    /// What is to be done as soon as it is stored: a roll back is looked at afterwards, so a snapshot is taken by itself.
    package var afterwards: [Effect] {
        kind == .rollBack ? [.snapshot(reason: "roll back of \(service)")] : []
    }
}

/// What a key asks of the loop, beyond the next frame.
package enum Effect: Sendable, Equatable {
    case post(OrderRequest)
    /// Write the newest board to files; the reason is empty when a key asked for it.
    case snapshot(reason: String)
    /// Read a board that reaches as far back as this.
    case read(ScreenState.Window)
    case redraw
    case suspend
    case quit
}

extension Order.Kind {
    /// In words, for sentences to the operator.
    var words: String {
        switch self {
        case .rollBack: "roll back"
        case .renew: "renewal"
        default: rawValue
        }
    }
}
