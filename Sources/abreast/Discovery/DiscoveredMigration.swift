import AWS
import Discover
import Model

/// How the migration of a configuration that was found is called, and so its store.
enum DiscoveredMigration {
    /// As the person says.
    case named(String)
    /// After what was found: a file of its own says the rest.
    case ofFile
    /// After what was found and all that a configuration says of it. No file holds it fast, and a store must not be shared
    /// with anyone who sees the sides differently: whoever rolls back there moves the traffic by what they see.
    case ofContents

    func name(of configuration: Configuration, _ findings: [ServiceFinding]) -> String {
        switch self {
        case .named(let name): return name
        case .ofFile: return MigrationName.fitting(Self.title(findings))
        case .ofContents:
            var configuration = configuration
            configuration.migration = ""
            let places = findings.flatMap { [$0.name, $0.host ?? "", $0.path?.zone.id ?? ""] }
            return MigrationName.told(
                Self.title(findings), apartBy: [ConfigurationText.text(of: configuration, header: [])] + places)
        }
    }

    /// One service's host, or the zone of several.
    private static func title(_ findings: [ServiceFinding]) -> String {
        let zone = findings.count > 1 ? findings.first?.path?.zone.name.description : nil
        return zone ?? findings.first?.host ?? findings.first?.name ?? "migration"
    }
}
