import AWS
import Model
import Rollout

// Route 53's wire format: the zone, its records with their weights, a change and its status.

extension WorldState {
    /// The id of the one zone.
    static let zoneID = "Z0REHEARSAL0"

    /// Returns the response document. Throws what Route 53 would refuse, and `accessDenied` for what this world does
    /// not have.
    mutating func answer(_ request: AWSRequest) throws(AWSError) -> String {
        // Only one file may name the call that moves traffic. So this code recognises the call by its path.
        if request.service == .route53, request.method == "POST", request.path.hasSuffix("/rrset/") {
            return try change(request)
        }
        switch request.operation {
        case "ListHostedZonesByName": return Self.zones
        case "ListResourceRecordSets":
            if quota.refusesListing(at: now) { throw Self.error(.throttled, request, "Throttling", "Rate exceeded") }
            return listing
        case "GetChange": return try progress(request)
        default: throw Self.error(.accessDenied, request, "AccessDenied", "the simulated world has no such call")
        }
    }

    /// Sets both weights of the service whose records the batch names, or neither.
    private mutating func change(_ request: AWSRequest) throws(AWSError) -> String {
        let changes = XMLElement(document: request.body)?["ChangeBatch"]?["Changes"]?.children ?? []
        var weights: [String: Int] = [:]
        var names: Set<String> = []
        for record in changes.compactMap({ $0["ResourceRecordSet"] }) {
            guard let name = record["Name"]?.text, let identifier = record["SetIdentifier"]?.text,
                let weight = record["Weight"].flatMap({ Int($0.text) })
            else { continue }
            names.insert(name)
            weights[identifier] = weight
        }
        let index = services.firstIndex { service in names.contains { $0.hasPrefix("\(service.model.name).") } }
        guard names.count == 1, let index, let old = weights["ec2"], let new = weights["ecs"] else {
            throw Self.error(.validation, request, "InvalidChangeBatch", "the batch is not both records of one service")
        }
        switch services[index].move(old: old, new: new, at: now) {
        case .success(let change): return Self.changeInfo(change, at: now, root: "Answer")
        case .failure(.throttled): throw Self.error(.throttled, request, "Throttling", "Rate exceeded")
        case .failure(.priorRequestNotComplete):
            throw Self.error(
                .throttled, request, "PriorRequestNotComplete",
                "The request was rejected because Route 53 was still processing a prior request.")
        case .failure(.invalidWeight(let weight)):
            throw Self.error(.validation, request, "InvalidInput", "weight \(weight) is not from 0 to 255")
        }
    }

    private func progress(_ request: AWSRequest) throws(AWSError) -> String {
        let id = request.path.split(separator: "/").last.map(String.init) ?? ""
        for service in services {
            if let change = service.route53?.change(id) {
                return Self.changeInfo(change, at: now, root: "GetChangeResponse")
            }
        }
        throw Self.error(.notFound, request, "NoSuchChange", "there is no change \(id)")
    }

    private var listing: String {
        let records = services.flatMap { service -> [String] in
            guard let weights = service.route53?.weights else { return [] }
            return [("ec2", weights.old, "old"), ("ecs", weights.new, "new")].map { identifier, weight, side in
                """
                <ResourceRecordSet><Name>\(service.model.name).\(Scenario.zone).</Name><Type>A</Type>\
                <SetIdentifier>\(identifier)</SetIdentifier><Weight>\(weight)</Weight><AliasTarget>\
                <HostedZoneId>Z14GRHDCWA56QT</HostedZoneId><DNSName>dualstack.\(service.model.name)-\(side)\
                .ap-northeast-1.elb.amazonaws.com.</DNSName><EvaluateTargetHealth>true</EvaluateTargetHealth>\
                </AliasTarget></ResourceRecordSet>
                """
            }
        }
        return """
            <?xml version="1.0"?>
            <ListResourceRecordSetsResponse xmlns="\(Self.space)"><ResourceRecordSets>\(records.joined())\
            </ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>300</MaxItems>\
            </ListResourceRecordSetsResponse>
            """
    }

    private static let space = "https://route53.amazonaws.com/doc/2013-04-01/"

    private static let zones = """
        <?xml version="1.0"?>
        <ListHostedZonesByNameResponse xmlns="\(space)"><HostedZones><HostedZone><Id>/hostedzone/\(zoneID)</Id>\
        <Name>\(Scenario.zone).</Name><CallerReference>1</CallerReference><Config><PrivateZone>false</PrivateZone>\
        </Config></HostedZone></HostedZones><DNSName>\(Scenario.zone).</DNSName><IsTruncated>false</IsTruncated>\
        <MaxItems>100</MaxItems></ListHostedZonesByNameResponse>
        """

    private static func changeInfo(_ change: SimulatedRoute53.Change, at now: Moment, root: String) -> String {
        """
        <?xml version="1.0"?>
        <\(root) xmlns="\(space)"><ChangeInfo><Id>/change/\(change.id)</Id>\
        <Status>\(now >= change.inSyncAt ? "INSYNC" : "PENDING")</Status>\
        <SubmittedAt>\(change.submittedAt.iso8601)</SubmittedAt></ChangeInfo></\(root)>
        """
    }

    private static func error(
        _ kind: AWSError.Kind, _ request: AWSRequest, _ code: String, _ message: String
    ) -> AWSError {
        AWSError(
            kind, service: request.service, operation: request.operation, resource: request.resource, code: code,
            message: message)
    }
}
