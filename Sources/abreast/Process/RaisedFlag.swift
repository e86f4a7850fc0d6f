import Synchronization

/// Something that is raised once, by any thread, and seen by all.
final class RaisedFlag: Sendable {
    private let value = Atomic(false)

    var isRaised: Bool { value.load(ordering: .acquiring) }

    func raise() { value.store(true, ordering: .releasing) }
}
