import Model

/// An action of the operator by a key.
struct OperatorAction: Sendable, Equatable {
    enum What: Sendable, Equatable {
        /// The view of one service.
        case opened
        case ordered(Order.Kind)
        case snapshot
    }

    var what: What
    /// `nil` for actions on the whole migration.
    var service: String?
    var at: Moment

    init(_ what: What, service: String?, at: Moment) {
        self.what = what
        self.service = service
        self.at = at
    }
}
