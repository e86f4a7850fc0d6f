import Model
import Store

/// What orders move, in words that a person compares with what is meant.
struct OrderTargets {
    private let identity: MigrationIdentity

    /// By the configuration, with the accounts that the store knows.
    init(_ configuration: Configuration, _ store: any StateStore) throws {
        let own = configuration.identity()
        let known = try storing { () throws(StoreError) in try store.identity() }
        identity = own.joined(known?.only(Array(own.services.keys)) ?? own)
    }

    /// By the configuration alone.
    init(_ configuration: Configuration) { identity = configuration.identity() }

    /// As a stored order keeps it.
    init(_ order: Order) { identity = order.identity ?? MigrationIdentity(services: [:]) }

    /// `record api.example.com, account …1111`; `nil` for a service without weights.
    func words(_ service: String) -> String? { identity.services[service]?.words }

    /// The same at the end of a sentence; for all of them without a service's name. Empty where there are no weights.
    func remark(_ service: String?) -> String {
        let services = service.map { [$0] } ?? identity.services.keys.sorted()
        let words = services.compactMap(words)
        return words.isEmpty ? "" : " [\(words.joined(separator: "; "))]"
    }
}
