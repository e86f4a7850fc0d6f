package import AWS
package import Model

/// Reads the topology in AWS behind the services of a configuration: about twenty calls for a service with two load
/// balancers. It only reads.
///
/// A call that is denied or fails makes the result less complete. It is in the topology's gaps.
package struct TopologyReader: Sendable {
    private let configuration: Configuration
    private let sender: any RequestSender
    private let sidesOnly: Bool

    /// Services at a time.
    private static let width = 2

    /// - Parameter sidesOnly: Whether only that is read which tells the sides apart: names, load balancers, target groups
    ///   and fleets, without their settings and health. It takes some eight calls for a service.
    package init(
        configuration: Configuration, sender: any RequestSender, pacer: RequestPacer = RequestPacer(),
        sidesOnly: Bool = false
    ) {
        self.configuration = configuration
        self.sidesOnly = sidesOnly
        self.sender = PacedSender(sender, pacer: pacer)
    }

    /// One topology for each service, in the configuration's order.
    package func layouts(deadline: ContinuousClock.Instant) async -> [Topology] {
        let (region, sender, sidesOnly) = (configuration.region, sender, sidesOnly)
        return await concurrently(configuration.services, limit: Self.width) { service in
            let survey = TopologySurvey(
                service: service, region: region, sender: sender, deadline: deadline, sidesOnly: sidesOnly)
            return await survey.read()
        }
    }
}

/// Reads one service's topology, from the name to the fleets.
final class TopologySurvey {
    let service: ServiceConfiguration
    let region: String
    let sender: any RequestSender
    let deadline: ContinuousClock.Instant
    /// Whether settings and health are left out.
    let sidesOnly: Bool
    var layout: Topology

    init(
        service: ServiceConfiguration, region: String, sender: any RequestSender, deadline: ContinuousClock.Instant,
        sidesOnly: Bool = false
    ) {
        self.sidesOnly = sidesOnly
        self.service = service
        self.region = region
        self.sender = sender
        self.deadline = deadline
        layout = Topology(service: service.name, database: service.database, vouched: service.vouchedSides)
        if case .alb = service.split { layout.splitsByForward = true }
    }

    func read() async -> Topology {
        await readRecords()
        await readBalancers()
        await readTargetGroups()
        if !sidesOnly { await readForward() }
        await readFleets()
        return layout
    }

    /// The sides with their configurations.
    var sides: [(side: Side, configured: SideConfiguration)] { [(.old, service.old), (.new, service.new)] }

    /// The response; `nil` after a failed request, which is then a gap.
    func ask<Value>(_ question: () async throws(AWSError) -> Value) async -> Value? {
        do throws(AWSError) {
            return try await question()
        } catch {
            // One gap for each denied action is enough.
            let isDenied = error.kind == .accessDenied
            let isKnown = layout.gaps.contains { $0.action == error.action && (isDenied || $0.words == error.sentence) }
            if !isKnown {
                layout.gaps.append(TopologyGap(action: error.action, isDenied: isDenied, words: error.sentence))
            }
            return nil
        }
    }

    // MARK: Records

    private func readRecords() async {
        guard case .route53(let zone, let name, _, let old, let new) = service.split else { return }
        layout.name = name
        let sender = sender
        let id = await ask { () throws(AWSError) in
            try await HostedZones(sender: sender).id(of: zone, deadline: deadline)
        }
        guard let id else { return }
        layout.zoneID = id
        layout.zone = HostedZones.asID(zone) == nil ? zone : nil
        let found = await ask { () throws(AWSError) in
            try await sender.route53.recordSets(zone: id, name: name, deadline: deadline)
        }
        // Clients that ask for HTTPS or SVCB may take the addresses in them, whatever the weights of A and AAAA.
        let types = ["A", "AAAA", "CNAME", "HTTPS", "SVCB"]
        let records = (found ?? []).filter { $0.name == RecordName(name) && types.contains($0.type) }.map { record in
            let side: Side? = record.setIdentifier == old ? .old : record.setIdentifier == new ? .new : nil
            return TopologyRecord(record, side: side)
        }
        // Another record type may have other set identifiers. Its records belong to the side of their load balancer.
        layout.records = records.map { record in
            guard record.side == nil, record.weight != nil, let target = record.target else { return record }
            var record = record
            record.side = records.first { $0.side != nil && $0.target == target }?.side
            return record
        }
    }
}

extension TopologyRecord {
    /// A record set of Route 53.
    init(_ record: RecordSet, side: Side?) {
        self.init(
            type: record.type, setIdentifier: record.setIdentifier, weight: record.weight, ttl: record.ttl,
            isAlias: record.aliasTarget != nil,
            target: record.aliasTarget?.dnsName ?? (record.type == "CNAME" ? record.values.first : nil),
            evaluatesTargetHealth: record.aliasTarget?.evaluateTargetHealth ?? false,
            healthCheck: record.healthCheckID, side: side)
        policy = record.policy
    }
}
