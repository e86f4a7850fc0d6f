import Model
import Store
import Synchronization

/// The services' weights as this process, or the store, last read them: what a roll back goes by when AWS does not
/// answer a listing.
final class LastReadings: Sendable {
    /// Seconds for which a reading may stand in for a new one. Whatever else was changed at the record meanwhile would
    /// be set back.
    static let age = 900.0
    /// Seconds after which an unchanged reading is stored again.
    private static let pace = 300.0

    private struct State {
        var kept: [String: Timed<KeptSplit>] = [:]
        var asked: Set<String> = []
        /// When the store got a text.
        var stored: [String: Moment] = [:]
    }

    private let state = Mutex(State())

    /// - Parameter texts: What the store keeps, by service.
    init(_ texts: [String: Timed<String>] = [:]) {
        let kept = texts.mapValues { Timed(KeptSplit(text: $0.value), readAt: $0.readAt) }
        state.withLock { $0.kept = kept }
    }

    /// Fills in what the store knows of a service, once.
    func fill(_ service: String, from store: StoreThread) async {
        guard state.withLock({ $0.asked.insert(service).inserted }) else { return }
        let found = try? await store.perform { store throws(StoreError) in try store.keptSplit(of: service) }
        guard let found else { return }
        state.withLock { state in
            if state.kept[service] == nil {
                state.kept[service] = Timed(KeptSplit(text: found.value), readAt: found.readAt)
            }
        }
    }

    /// Keeps a reading. Returns its text when the store should have it too.
    func keep(_ split: CurrentSplit, of service: ServiceConfiguration, at now: Moment) -> String? {
        let fresh = KeptSplit(split, of: service)
        return state.withLock { state in
            let before = state.kept[service.name]
            let isNews = before?.value.text != fresh.text
            state.kept[service.name] = Timed(fresh, readAt: now)
            guard isNews || now.seconds(since: state.stored[service.name] ?? now) > Self.pace else { return nil }
            state.stored[service.name] = now
            return fresh.text
        }
    }

    func forget(_ service: String) { state.withLock { $0.kept[service] = nil } }

    /// Of the last reading that is young enough, with its age in seconds.
    func split(of service: ServiceConfiguration, at now: Moment) -> (CurrentSplit, age: Double)? {
        guard let kept = state.withLock({ $0.kept[service.name] }) else { return nil }
        let age = now.seconds(since: kept.readAt)
        guard age <= Self.age else { return nil }
        return kept.value.split(of: service).map { ($0, age) }
    }

    /// The id of the service's hosted zone, by the name in the configuration; empty when it is not known.
    func zones(of service: ServiceConfiguration) -> [String: String] {
        guard case .route53(let zone, _, _, _, _)? = service.split,
            let id = state.withLock({ $0.kept[service.name] })?.value.zone(of: service)
        else { return [:] }
        return [zone: id]
    }
}
