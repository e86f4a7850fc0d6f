/// What an operator asked for; kept for ever.
package struct Order: Sendable, Equatable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case pause, resume, advance, rollBack, annotate
        /// Somebody is here and looks: the dead man's time begins anew.
        case renew
    }

    /// Given by the store, rising; 0 before it is stored.
    package var id: Int64
    package var kind: Kind
    /// `nil` means every service of the migration.
    package var service: String?
    /// `user@host`.
    package var actor: String
    package var at: Moment
    package var reason: String
    /// The order that an annotation adds its reason to.
    package var about: Int64?
    package var terms: OrderTerms

    package init(
        id: Int64 = 0, kind: Kind, service: String?, actor: String, at: Moment, reason: String = "",
        about: Int64? = nil, terms: OrderTerms = OrderTerms()
    ) {
        self.id = id
        self.kind = kind
        self.service = service
        self.actor = actor
        self.at = at
        self.reason = reason
        self.about = about
        self.terms = terms
    }

    /// Whether it was given for `service`, alone or with all others.
    package func concerns(_ service: String) -> Bool { self.service == nil || self.service == service }
}

/// A rollout that is held: weights stay where they are, and no script may step on.
///
/// An operator's pause moves no traffic and rolls nothing back; a roll back holds in the same way once it is ordered, and
/// whoever moves the weights brings all traffic back to the old side.
package struct Pause: Sendable, Equatable {
    /// The order that made it.
    package var order: Int64
    package var by: String
    package var at: Moment
    package var reason: String
    /// Whether it was asked for all services at once.
    package var ofAll: Bool
    /// Whether it holds because all traffic goes back to the old side.
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

    /// Percent on new at which a roll back comes to rest.
    package var returnsTo: Double { terms.percent ?? 0 }

    /// Whether its time to look again has come.
    package func isDue(at now: Moment) -> Bool { terms.lookAgain.map { $0 <= now } ?? false }

    /// The pause that holds `service` after `orders` (oldest first), or `nil` when its rollout may go on.
    ///
    /// The newest order that names the service or all services decides; a pause over a standing one leaves the first
    /// holder in place, as its clock is the one that matters. A roll back takes the place of whatever stands, as it asks
    /// for more than that. Annotations add their words.
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
