package import Model

/// An order for the loop to put into the store.
package struct OrderRequest: Sendable, Equatable {
    /// The orders that nobody has to confirm.
    package enum Plain: Sendable { case pause, resume, annotate }

    package let kind: Order.Kind
    package let service: String
    package let reason: String
    /// The order that an annotation is about, where a board has shown it; else the loop knows it as the last one posted.
    package let about: Int64?

    init(kind: Plain, service: String, reason: String = "", about: Int64? = nil) {
        switch kind {
        case .pause: self.kind = .pause
        case .resume: self.kind = .resume
        case .annotate: self.kind = .annotate
        }
        self.service = service
        self.reason = reason
        self.about = about
    }

    /// A roll back.
    init(_ confirmed: Confirmed) {
        kind = .rollBack
        service = confirmed.service
        reason = ""
        about = nil
    }
}

/// What a key asks of the loop, beyond the next frame.
package enum Effect: Sendable, Equatable {
    case post(OrderRequest)
    /// Write the newest board to files.
    case snapshot
    /// Read a board that reaches as far back as this.
    case read(ScreenState.Window)
    case redraw
    case suspend
    case quit
}

extension Order.Kind {
    /// In words, for sentences to the operator.
    var words: String { self == .rollBack ? "roll back" : rawValue }
}
