/// An operator's order. It is kept for ever.
package struct Order: Sendable, Equatable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case pause, resume, advance, rollBack, annotate
        /// An operator is present: the time of the dead man's switch restarts.
        case renew
    }

    /// The store assigns it, in rising order; 0 before the order is stored.
    package var id: Int64
    package var kind: Kind
    /// `nil` for all services of the migration.
    package var service: String?
    /// `user@host`.
    package var actor: String
    package var at: Moment
    package var reason: String
    /// The order that an annotation comments on.
    package var about: Int64?
    package var terms: OrderTerms
    /// What the configuration of whoever gave it moves, of the services that it names; `nil` where nobody said.
    package var identity: MigrationIdentity?

    package init(
        id: Int64 = 0, kind: Kind, service: String?, actor: String, at: Moment, reason: String = "",
        about: Int64? = nil, terms: OrderTerms = OrderTerms(), identity: MigrationIdentity? = nil
    ) {
        self.id = id
        self.kind = kind
        self.service = service
        self.actor = actor
        self.at = at
        self.reason = reason
        self.about = about
        self.terms = terms
        self.identity = identity?.only(service.map { [$0] })
    }

    /// Whether it is for `service`, alone or with all others.
    package func concerns(_ service: String) -> Bool { self.service == nil || self.service == service }
}

/// A held rollout: the weights do not move, and no script may advance.
///
/// An operator's pause moves no traffic and rolls nothing back. An ordered roll back holds the rollout too, and the
/// controller moves all traffic back to the old side.
package struct Pause: Sendable, Equatable {
    /// The order that began it.
    package var order: Int64
    package var by: String
    package var at: Moment
    package var reason: String
    /// Whether it was ordered for all services together.
    package var ofAll: Bool
    /// Whether it holds because of a roll back.
    package var isRollBack: Bool
    package var terms: OrderTerms

    package init(
        order: Int64, by: String, at: Moment, reason: String, ofAll: Bool, isRollBack: Bool = false,
        terms: OrderTerms = OrderTerms()
    ) {
        self.order = order
        self.by = by
        self.at = at
        self.reason = reason
        self.ofAll = ofAll
        self.isRollBack = isRollBack
        self.terms = terms
    }

    /// The target of a roll back, in percent on new.
    package var returnsTo: Double { terms.percent ?? 0 }

    /// Whether it must be reviewed now.
    package func isDue(at now: Moment) -> Bool { terms.lookAgain.map { $0 <= now } ?? false }

    /// The pause of `service` after `orders` (oldest first); `nil` when its rollout may continue.
    ///
    /// The newest order for the service or for all services decides. A pause during a pause keeps the first one,
    /// because its time counts. A roll back replaces a pause, because it asks for more. Annotations add their words.
    package static func holding(_ service: String, orders: [Order]) -> Pause? {
        var pause: Pause?
        for order in orders where order.concerns(service) {
            switch order.kind {
            case .pause where pause == nil:
                pause = Pause(order)
            case .rollBack: pause = Pause(order)
            case .resume: pause = nil
            case .annotate where order.about == pause?.order && pause != nil: pause?.reason = order.reason
            default: break
            }
        }
        return pause
    }

    private init(_ order: Order) {
        self.init(
            order: order.id, by: order.actor, at: order.at, reason: order.reason, ofAll: order.service == nil,
            isRollBack: order.kind == .rollBack, terms: order.terms)
    }
}
