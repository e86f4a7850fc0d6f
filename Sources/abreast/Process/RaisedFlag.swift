import Synchronization

/// A flag that any thread may raise once and all can read.
final class RaisedFlag: Sendable {
    private let value = Atomic(false)

    var isRaised: Bool { value.load(ordering: .acquiring) }

    func raise() { value.store(true, ordering: .releasing) }
}
