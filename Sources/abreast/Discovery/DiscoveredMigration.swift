import AWS
import Discover
import Model

/// The name of a discovered migration, and so of its store.
enum DiscoveredMigration {
    /// The name that the person gave.
    case named(String)
    /// Named after the hosts. A file contains the rest.
    case ofFile
    /// Named after the hosts and the whole configuration. No file fixes the configuration, and two people with
    /// different sides must not share a store: a roll back moves the traffic by the sides in its process.
    case ofContents

    func name(of configuration: Configuration, _ findings: [ServiceFinding]) -> String {
        switch self {
        case .named(let name): return name
        case .ofFile: return MigrationName.fitting(Self.title(findings))
        case .ofContents:
            var configuration = configuration
            configuration.migration = ""
            let places = findings.flatMap { [$0.name, $0.host ?? "", $0.path?.zone.id ?? ""] }
            return MigrationName.withDigest(
                Self.title(findings), of: [ConfigurationText.text(of: configuration, header: [])] + places)
        }
    }

    /// What the hosts have in common: the environment, where their names tell it.
    private static func title(_ findings: [ServiceFinding]) -> String {
        let hosts = findings.compactMap(\.host)
        let zone = findings.lazy.compactMap { $0.path?.zone.name.description }.first
        return MigrationName.common(hosts, zone: zone) ?? findings.first?.name ?? "migration"
    }
}
