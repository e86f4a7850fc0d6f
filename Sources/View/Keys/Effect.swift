package import Model

/// An order that the loop puts into the store.
package struct OrderRequest: Sendable, Equatable {
    /// The orders that need no confirmation.
    package enum Plain: Sendable { case pause, resume, annotate, renew }

    package let kind: Order.Kind
    package let service: String
    package let reason: String
    /// The order that an annotation is about; `nil` if no board has shown it. The loop then takes the last order
    /// posted.
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

    /// Makes the order for a step or a roll back of one service.
    init(_ confirmed: Confirmed, of aim: Confirm.Aim) {
        kind = confirmed.kind
        service = aim.service
        reason = ""
        about = nil
        terms = OrderTerms(percent: aim.percent, overrides: confirmed.overrides, pace: confirmed.pace)
    }

    /// The effects after the order is stored. A roll back takes a snapshot, because people examine it later.
    package var afterwards: [Effect] {
        kind == .rollBack ? [.snapshot(reason: "roll back of \(service)")] : []
    }
}

/// What a key makes the loop do, apart from drawing the next frame.
package enum Effect: Sendable, Equatable {
    case post(OrderRequest)
    /// Write the newest board to files. The reason is empty if a key asked for the snapshot.
    case snapshot(reason: String)
    /// Read a board that covers this window.
    case read(ScreenState.Window)
    /// Put this text into the terminal's clipboard.
    case copy(String)
    /// Listen to the mouse, or leave it to the terminal.
    case mouse(Bool)
    /// Show the next theme.
    case theme
    case redraw
    case suspend
    case quit
}

extension Order.Kind {
    /// The name of the order in sentences to the operator.
    var words: String {
        switch self {
        case .rollBack: "roll back"
        case .renew: "renewal"
        default: rawValue
        }
    }
}
