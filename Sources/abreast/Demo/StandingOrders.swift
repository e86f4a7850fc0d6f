import Model
import Simulation
import Store
import Synchronization

/// What the operators' orders say of a service, as a simulated deploy job obeys them.
///
/// The real job asks `abreast gate`; the simulated one looks into the same store.
final class StandingOrders: Sendable {
    private struct Known {
        var version: Int64?
        var orders: [Order] = []
    }

    private let store: any StateStore
    private let known = Mutex(Known())

    init(_ store: any StateStore) { self.store = store }

    /// By the orders that were given up to `moment`.
    func standing(of service: String, at moment: Moment) -> DeployJob.Standing {
        let orders = known.withLock { known in
            refresh(&known)
            return known.orders
        }
        return DeployJob.Standing(of: service, by: orders.filter { $0.at <= moment })
    }

    /// A store that cannot be read just now is asked again at the next step; what was ordered before still holds.
    private func refresh(_ known: inout Known) {
        guard let version = try? store.version(), version != known.version else { return }
        guard let newer = try? store.orders(after: known.orders.last?.id ?? 0) else { return }
        known.orders += newer
        known.version = version
    }
}
