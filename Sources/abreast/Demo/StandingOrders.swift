import Model
import Simulation
import Store
import Synchronization

/// The operators' orders for a service, as a simulated deploy job obeys them.
///
/// A real job calls `abreast gate`; the simulated one reads the same store.
final class StandingOrders: Sendable {
    private struct Known {
        var version: Int64?
        var orders: [Order] = []
    }

    private let store: any StateStore
    private let known = Mutex(Known())

    init(_ store: any StateStore) { self.store = store }

    /// The hold by the orders given up to `moment`.
    func standing(of service: String, at moment: Moment) -> DeployJob.Standing {
        let orders = known.withLock { known in
            refresh(&known)
            return known.orders
        }
        return DeployJob.Standing(of: service, by: orders.filter { $0.at <= moment })
    }

    /// If the store cannot be read now, it is read again at the next step. Earlier orders still hold.
    private func refresh(_ known: inout Known) {
        guard let version = try? store.version(), version != known.version else { return }
        guard let newer = try? store.orders(after: known.orders.last?.id ?? 0) else { return }
        known.orders += newer
        known.version = version
    }
}
