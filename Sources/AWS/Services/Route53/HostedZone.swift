/// A Route 53 hosted zone.
package struct HostedZone: Sendable, Equatable {
    /// Without the `/hostedzone/` before it.
    package let id: String
    /// The zone's apex.
    package let name: RecordName
    /// Whether only the networks it is bound to see it.
    package let isPrivate: Bool
    /// How many record sets it holds, where the answer tells.
    package let recordCount: Int?

    /// Makes a zone; the id may have `/hostedzone/` before it.
    package init(id: String, name: String, isPrivate: Bool = false, recordCount: Int? = nil) {
        self.id = Route53.bareID(id)
        self.name = RecordName(name)
        self.isPrivate = isPrivate
        self.recordCount = recordCount
    }
}

/// Which zone a name means. Several zones may have one name, and only one of them is the one to read.
package enum HostedZoneMatch: Sendable, Equatable {
    /// The only public zone of the name, or the only private one where none is public.
    case found(HostedZone)
    /// No zone has that name.
    case none
    /// Several zones are equally meant: the configuration must name the id.
    case ambiguous([HostedZone])

    init(among zones: [HostedZone]) {
        let publicZones = zones.filter { !$0.isPrivate }
        let candidates = publicZones.isEmpty ? zones : publicZones
        switch candidates.count {
        case 0: self = .none
        case 1: self = .found(candidates[0])
        default: self = .ambiguous(candidates)
        }
    }
}

/// A zone as the answers write it.
struct ListedZone: Decodable, Sendable {
    private struct Config: Decodable {
        @Answered<Wire.Switch> var isPrivate: Bool

        enum CodingKeys: String, CodingKey {
            case isPrivate = "PrivateZone"
        }
    }

    private let id: String
    private let name: String
    @Answered<Wire.Part<Config>> private var config: Config?
    @Answered<Wire.Number> private var recordCount: Int?

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case name = "Name"
        case config = "Config"
        case recordCount = "ResourceRecordSetCount"
    }

    var zone: HostedZone {
        HostedZone(id: id, name: name, isPrivate: config?.isPrivate ?? false, recordCount: recordCount)
    }
}
