import AWS
import Model

/// Finds the ids of hosted zones and remembers them; a zone never changes its id.
actor HostedZones {
    private let sender: any RequestSender
    private var ids: [String: String] = [:]

    init(sender: any RequestSender) { self.sender = sender }

    /// The id of a zone that is configured by name or id. Throws when there is none, or several of that name.
    func id(of zone: String, deadline: ContinuousClock.Instant) async throws(AWSError) -> String {
        if let id = Self.asID(zone) { return id }
        if let id = ids[zone] { return id }
        switch try await sender.route53.hostedZone(named: zone, deadline: deadline) {
        case .found(let match):
            ids[zone] = match.id
            return match.id
        case .none:
            throw AWSError(
                .notFound, service: .route53, operation: "ListHostedZonesByName", resource: "zone \(zone)",
                message: "no hosted zone has that name")
        case .ambiguous(let zones):
            let ids = zones.map(\.id).joined(separator: ", ")
            throw AWSError(
                .validation, service: .route53, operation: "ListHostedZonesByName", resource: "zone \(zone)",
                message: "several hosted zones have that name, write the id of one: \(ids)")
        }
    }

    /// Forgets a zone whose id did not work, so that it is looked up again.
    func forget(_ zone: String) { ids[zone] = nil }

    /// The text as a zone's id, which starts with `Z` and has no dot; `nil` when it is a name.
    static func asID(_ text: String) -> String? {
        let last = text.split(separator: "/").last.map(String.init) ?? text
        guard last.hasPrefix("Z"), last.utf8.count > 6 else { return nil }
        return last.unicodeScalars.allSatisfy { ("A"..."Z").contains($0) || ("0"..."9").contains($0) } ? last : nil
    }
}
