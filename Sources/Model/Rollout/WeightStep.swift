/// One change of one service's weights that somebody ordered, as the store keeps it from before it is sent until all
/// name servers have it.
package struct WeightStep: Sendable, Equatable {
    package enum State: String, Sendable, Codable, CaseIterable {
        /// About to be sent, or sent and unanswered: only reading tells which.
        case claimed
        /// AWS has taken it.
        case accepted
        /// Read back as it was meant.
        case confirmed
        /// Confirmed, and nothing more is to be waited for.
        case done
        /// Known not to be in effect; another step may be claimed for the same order.
        case lost
        /// Given up, in words that its event tells; the order has to be given again.
        case stopped

        /// Whether it must be settled by reading before anything else is sent for the service.
        package var isOpen: Bool { self == .claimed || self == .accepted }
        /// Whether the order behind it has got all that it will get.
        package var endsOrder: Bool { self == .confirmed || self == .done || self == .stopped }
    }

    /// Given by the store, rising; 0 before it is stored.
    package var id: Int64
    /// The order that it carries out.
    package var order: Int64
    package var service: String
    /// Whether the order is to roll back, which a pause does not hold up.
    package var isRollBack: Bool
    /// Percent on new that is meant.
    package var percent: Double
    /// The weights that were read before it; empty when they could not be read.
    package var before: [WeightReading]
    /// The weights that are to stand after it.
    package var after: [WeightReading]
    package var state: State
    /// The id by which Route 53 follows the change; `nil` before it was accepted, and for a forward.
    package var change: String?
    /// When it was claimed.
    package var at: Moment
    /// When it was seen to be everywhere that answers: all name servers, or the load balancer; `nil` until then.
    package var inSyncAt: Moment?

    package init(
        id: Int64 = 0, order: Int64, service: String, isRollBack: Bool, percent: Double, before: [WeightReading] = [],
        after: [WeightReading] = [], state: State = .claimed, change: String? = nil, at: Moment,
        inSyncAt: Moment? = nil
    ) {
        self.id = id
        self.order = order
        self.service = service
        self.isRollBack = isRollBack
        self.percent = percent
        self.before = before
        self.after = after
        self.state = state
        self.change = change
        self.at = at
        self.inSyncAt = inSyncAt
    }

    /// Whether a request for it would have changed anything.
    package var changesWeights: Bool { !after.isEmpty && !after.weighs(as: before) }

    /// Seconds that answers from before may be kept.
    package var ttl: Double { Double(after.map(\.ttl).max() ?? 0) }
}

extension [Order] {
    /// Of one service's orders, the one to advance that nothing has ended: neither a later word nor what became of it.
    ///
    /// - Parameter step: The service's newest.
    package func advance(after step: WeightStep?) -> Order? {
        guard let last = last(where: { $0.kind != .annotate && $0.kind != .renew }), last.kind == .advance else {
            return nil
        }
        let isOver = step.map { $0.order > last.id || ($0.order == last.id && $0.state.endsOrder) } ?? false
        return isOver ? nil : last
    }
}
