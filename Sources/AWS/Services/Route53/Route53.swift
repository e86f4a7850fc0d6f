package import Model

/// Questions to Route 53: which zone, which records with which weights, and whether a change has reached all servers.
///
/// All calls of an account together may be 5 a second (Route 53 quotas): whoever asks must space them out.
package struct Route53: Sendable {
    /// A change as Route 53 follows it.
    package struct Change: Sendable, Equatable {
        /// Whether all name servers have it.
        package enum Status: String, Sendable { case pending = "PENDING", inSync = "INSYNC" }

        /// The id by which it is asked for.
        package let id: String
        /// How far it is.
        package let status: Status
        /// When it was sent.
        package let submittedAt: Moment
    }

    let sender: any RequestSender
    /// Record sets a page; 300 is the most that the API gives.
    var pageSize = 300

    private static let version = "/2013-04-01"

    /// The zone of exactly that name, public before private, or that there is none or more than one.
    package func hostedZone(
        named name: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> HostedZoneMatch {
        HostedZoneMatch(among: try await hostedZones(named: name, deadline: deadline))
    }

    /// All zones of exactly that name, public and private ones.
    package func hostedZones(
        named name: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [HostedZone] {
        let wanted = RecordName(name)
        var zones: [HostedZone] = []
        var query = [("dnsname", wanted.escaped)]
        var asked: Set<String> = []
        while true {
            let request = AWSRequest.get(
                .route53, "ListHostedZonesByName", path: "\(Self.version)/hostedzonesbyname", query: query,
                resource: "zone \(wanted)")
            let page = try await sender.xml(
                HostedZonesPage.self, root: "ListHostedZonesByNameResponse", request, deadline: deadline)
            zones += page.zones.filter { $0.name == wanted }
            // The list begins at the name and is sorted: where another name comes next, no more of this one follow.
            guard page.isTruncated, let next = page.nextID, page.nextName.map(RecordName.init) == wanted else {
                return zones
            }
            guard asked.insert(next).inserted else {
                throw AWSError.malformed(request, "its next page begins where an earlier one did")
            }
            query = [("dnsname", wanted.escaped), ("hostedzoneid", Self.bareID(next))]
        }
    }

    /// The zone of that id. Throws when there is none (`NoSuchHostedZone`).
    package func hostedZone(id: String, deadline: ContinuousClock.Instant) async throws(AWSError) -> HostedZone {
        let request = AWSRequest.get(
            .route53, "GetHostedZone", path: "\(Self.version)/hostedzone/\(Self.pathID(id))",
            resource: "zone \(Self.bareID(id))")
        return try await sender.xml(
            HostedZoneAnswer.self, root: "GetHostedZoneResponse", request, deadline: deadline
        ).listed.zone
    }

    /// How far a change has come. Throws when Route 53 does not know it (`NoSuchChange`).
    package func change(_ id: String, deadline: ContinuousClock.Instant) async throws(AWSError) -> Change {
        let request = AWSRequest.get(
            .route53, "GetChange", path: "\(Self.version)/change/\(Self.pathID(id))",
            resource: "change \(Self.bareID(id))")
        let answer = try await sender.xml(ChangeAnswer.self, root: "GetChangeResponse", request, deadline: deadline)
        guard let status = Change.Status(rawValue: answer.info.status) else {
            throw AWSError.malformed(request, "ChangeInfo.Status is neither PENDING nor INSYNC")
        }
        return Change(id: Self.bareID(answer.info.id), status: status, submittedAt: answer.info.submittedAt)
    }

    /// The id without `/hostedzone/` or `/change/` before it, with which some answers write it.
    static func bareID(_ id: String) -> String {
        id.split(separator: "/").last.map(String.init) ?? id
    }

    static func pathID(_ id: String) -> String {
        Form.escape(bareID(id))
    }
}

extension RequestSender {
    /// Questions to Route 53.
    package var route53: Route53 { Route53(sender: self) }
}

private struct HostedZonesPage: Decodable {
    @Answered<Wire.NeededList<ListedZone>> var listed: [ListedZone]
    @Answered<Wire.Switch> var isTruncated: Bool
    @Answered<Wire.Text> var nextName: String?
    @Answered<Wire.Text> var nextID: String?

    var zones: [HostedZone] { listed.map(\.zone) }

    enum CodingKeys: String, CodingKey {
        case listed = "HostedZones"
        case isTruncated = "IsTruncated"
        case nextName = "NextDNSName"
        case nextID = "NextHostedZoneId"
    }
}

private struct HostedZoneAnswer: Decodable {
    let listed: ListedZone

    enum CodingKeys: String, CodingKey {
        case listed = "HostedZone"
    }
}

private struct ChangeAnswer: Decodable {
    struct Info: Decodable {
        let id: String
        let status: String
        @Answered<Wire.NeededTime> var submittedAt: Moment

        enum CodingKeys: String, CodingKey {
            case id = "Id"
            case status = "Status"
            case submittedAt = "SubmittedAt"
        }
    }

    let info: Info

    enum CodingKeys: String, CodingKey {
        case info = "ChangeInfo"
    }
}
