package import AWS
package import Model

/// Reads the present state in AWS for the services of a migration: their complete weights, and the health that affects
/// them.
///
/// It takes one listing for each zone and one call for each forward. For records whose health matters, it takes one
/// call for the load balancers, and calls for their target groups. It writes nothing.
package struct CurrentReader: Sendable {
    private let sender: any RequestSender
    private let deadline: ContinuousClock.Instant
    private let readsHealth: Bool
    /// Ids of hosted zones by the name in the configuration.
    private let zones: [String: String]

    /// - Parameters:
    ///   - sender: A sender that paces Route 53, which allows five requests a second to the whole account.
    ///   - readsHealth: Whether load balancers are read too. Without it, the health is unknown.
    ///   - zones: Known ids of hosted zones, by the name in the configuration. The others are asked for.
    package init(
        sender: any RequestSender, deadline: ContinuousClock.Instant, readsHealth: Bool = true,
        zones: [String: String] = [:]
    ) {
        self.sender = sender
        self.deadline = deadline
        self.readsHealth = readsHealth
        self.zones = zones
    }

    /// The present split of each service that has one, by name.
    package func standing(
        of services: [ServiceConfiguration]
    ) async -> [String: Result<CurrentSplit, StandingFault>] {
        var found: [String: Result<CurrentSplit, StandingFault>] = [:]
        let listings = await listings(services)
        for service in services {
            switch service.split {
            case .route53(let zone, let name, let types, let old, let new):
                guard let listing = listings[zone] else { continue }
                found[service.name] = listing.flatMap { listing in
                    Result { () throws(StandingFault) in
                        try listing.refuseOdd(name)
                        return .records(
                            try CurrentRecords(
                                zone: listing.id, name: name,
                                records: listing.records.filter { $0.name == RecordName(name) }, types: types, old: old,
                                new: new))
                    }
                }
            case .alb(let listener, let rule, let old, let new):
                found[service.name] = await forward(listener, rule, old, new)
            case nil: continue
            }
        }
        guard readsHealth else { return found }
        await BalancerHealthReader(sender: sender, deadline: deadline).fill(&found, services)
        return found
    }

    // MARK: Records

    private struct Listing {
        var id: String
        var records: [CurrentRecord]
        /// As read; those that cannot be read are apart.
        var sets: Elements<RecordSet>

        /// Throws when a record of that name cannot be read. Others cost nothing.
        func refuseOdd(_ name: String) throws(StandingFault) {
            do throws(AWSError) {
                try sets.refuseOdd(name, zone: id)
            } catch {
                throw StandingFault(error)
            }
        }
    }

    /// By zone as configured.
    private func listings(_ services: [ServiceConfiguration]) async -> [String: Result<Listing, StandingFault>] {
        var names: [String: [String]] = [:]
        for service in services {
            if case .route53(let zone, let name, _, _, _) = service.split { names[zone, default: []].append(name) }
        }
        var listings: [String: Result<Listing, StandingFault>] = [:]
        for zone in names.keys.sorted() {
            do throws(AWSError) {
                listings[zone] = .success(try await listing(zone, names[zone] ?? []))
            } catch {
                listings[zone] = .failure(StandingFault(error))
            }
        }
        return listings
    }

    private func listing(_ zone: String, _ names: [String]) async throws(AWSError) -> Listing {
        let id = try await id(of: zone)
        let keeper = ResponseRecorder(sender)
        let sets = try await keeper.route53.recordSetsApart(zone: id, names: names, deadline: deadline)
        var records: [CurrentRecord] = []
        for piece in keeper.roots.flatMap({ $0["ResourceRecordSets"]?.children ?? [] }) {
            guard let record = CurrentRecord(piece) else { continue }
            // The first record of a page may repeat the last one of the page before.
            records.removeAll { $0.isSameRecord(as: record) }
            records.append(record)
        }
        return Listing(id: id, records: records, sets: sets)
    }

    private func id(of zone: String) async throws(AWSError) -> String {
        if Self.isID(zone) { return zone }
        if let known = zones[zone] { return known }
        let match = try await sender.route53.hostedZone(named: zone, deadline: deadline)
        func failure(_ kind: AWSError.Kind, _ message: String) -> AWSError {
            AWSError(
                kind, service: .route53, operation: "ListHostedZonesByName", resource: "zone \(zone)", message: message)
        }
        switch match {
        case .found(let zone): return zone.id
        case .none: throw failure(.notFound, "no hosted zone has that name")
        case .ambiguous(let zones):
            let ids = zones.map(\.id).joined(separator: ", ")
            throw failure(.validation, "several hosted zones have that name, write the id of one: \(ids)")
        }
    }

    /// The configuration's reader has removed everything before the id.
    private static func isID(_ zone: String) -> Bool {
        zone.first == "Z" && (8...32).contains(zone.utf8.count)
            && zone.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    }

    // MARK: Forwards

    private func forward(
        _ listener: String, _ rule: String?, _ old: String, _ new: String
    ) async -> Result<CurrentSplit, StandingFault> {
        do throws(AWSError) {
            let keeper = ResponseRecorder(sender)
            guard let (owner, actions) = try await actions(listener, rule, keeper) else {
                let priorities = Self.members(keeper, "DescribeRules", "Rules").compactMap { $0["Priority"]?.text }
                // By an ARN no other rule was read.
                let there = rule.flatMap(Int.init) == nil ? "" : PresentNames.words(priorities)
                let what =
                    rule.map { "listener \(listener) has no rule \($0)\(there)" } ?? "there is no listener \(listener)"
                return .failure(StandingFault("\(what); check the configuration"))
            }
            return Result { () throws(StandingFault) in
                .forward(
                    try CurrentForward(
                        owner: owner, actions: actions, isOld: { Self.means(old, $0) },
                        isNew: { Self.means(new, $0) }))
            }
        } catch {
            return .failure(StandingFault(error))
        }
    }

    private func actions(
        _ listener: String, _ rule: String?, _ keeper: ResponseRecorder
    ) async throws(AWSError) -> (CurrentForward.ActionOwner, XMLElement)? {
        let balancing = keeper.elasticLoadBalancing
        guard let rule else {
            _ = try await balancing.listeners(arns: [listener], deadline: deadline)
            let found = Self.members(keeper, "DescribeListeners", "Listeners").first {
                $0["ListenerArn"]?.text == listener
            }
            return found?["DefaultActions"].map { (.listener(listener), $0) }
        }
        let isNumber = Int(rule) != nil
        if isNumber {
            _ = try await balancing.rules(listenerARN: listener, deadline: deadline)
        } else {
            _ = try await balancing.rules(arns: [rule], deadline: deadline)
        }
        let found = Self.members(keeper, "DescribeRules", "Rules").first {
            $0[isNumber ? "Priority" : "RuleArn"]?.text == rule
        }
        guard let found, let arn = found["RuleArn"]?.text, let actions = found["Actions"] else { return nil }
        // AWS changes no default rule by the call for rules: its actions are the listener's, and change with it.
        let isDefault = found["IsDefault"]?.text == "true" || found["Priority"]?.text == "default"
        return (isDefault ? .listener(listener) : .rule(arn), actions)
    }

    private static func members(_ keeper: ResponseRecorder, _ operation: String, _ list: String) -> [XMLElement] {
        keeper.roots.flatMap { $0["\(operation)Result"]?[list]?.children ?? [] }
    }

    /// Whether the configuration's text means the target group with that ARN.
    static func means(_ text: String, _ arn: String) -> Bool {
        guard let reference = BalancerReference(text, kind: .targetGroup), let found = ARN(arn) else {
            return text == arn
        }
        if let own = reference.arn { return own == found }
        if let dimension = reference.dimension { return dimension == found.targetGroupDimension }
        return reference.name == BalancerReference(arn, kind: .targetGroup)?.name
    }
}
