/// One ordered change of one service's weights. The store keeps it from before it is sent until all name servers have
/// it.
package struct WeightStep: Sendable, Equatable {
    package enum State: String, Sendable, Codable, CaseIterable {
        /// About to be sent, or sent without a response. Only a reading can tell.
        case claimed
        /// AWS has accepted it.
        case accepted
        /// Read back with the intended weights.
        case confirmed
        /// Confirmed, and nothing more to wait for.
        case done
        /// Known not to be in effect. The same order may claim another step.
        case lost
        /// Given up, with the reason in its event. A new order is needed.
        case stopped

        /// Whether a reading must settle it before anything else is sent for the service.
        package var isOpen: Bool { self == .claimed || self == .accepted }
        /// Whether its order needs no more work.
        package var endsOrder: Bool { self == .confirmed || self == .done || self == .stopped }
    }

    /// The store assigns it, in rising order; 0 before the step is stored.
    package var id: Int64
    /// The order that it carries out.
    package var order: Int64
    package var service: String
    /// Whether the order is a roll back. A pause does not stop it.
    package var isRollBack: Bool
    /// The intended percent on new.
    package var percent: Double
    /// The weights that were read before it; empty when they could not be read.
    package var before: [WeightReading]
    /// The intended weights.
    package var after: [WeightReading]
    package var state: State
    /// The change id of Route 53; `nil` before it was accepted, and for a forward.
    package var change: String?
    /// When it was claimed.
    package var at: Moment
    /// When it was seen on all name servers, or on the load balancer; `nil` until then.
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

    /// Whether it would change a weight.
    package var changesWeights: Bool { !after.isEmpty && !after.weighs(as: before) }

    /// Seconds for which clients may use older answers.
    package var ttl: Double { Double(after.map(\.ttl).max() ?? 0) }
}

extension [Order] {
    /// The service's order to advance that is in force: no later order replaces it, and no step has ended it.
    ///
    /// - Parameter step: The service's newest step.
    package func advance(after step: WeightStep?) -> Order? {
        guard let last = last(where: { $0.kind != .annotate && $0.kind != .renew }), last.kind == .advance else {
            return nil
        }
        let isOver = step.map { $0.order > last.id || ($0.order == last.id && $0.state.endsOrder) } ?? false
        return isOver ? nil : last
    }
}
