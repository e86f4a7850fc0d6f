import Model

/// Reads and writes the configuration in a snapshot.
extension SnapshotFormat {
    static func configuration(_ configuration: Configuration) -> JSONValue {
        .fields([
            "migration": .text(configuration.migration), "region": .text(configuration.region),
            "profile": .optional(configuration.profile), "assumeRole": .optional(configuration.assumeRole),
            "endpoint": .optional(configuration.endpoint),
            "endpoints": .object(
                configuration.endpoints.sorted { $0.key < $1.key }.map {
                    JSONField(name: $0.key, value: .text($0.value))
                }),
            "store": .optional(configuration.store), "retentionDays": .optional(configuration.retentionDays),
            "timeZone": .optional(configuration.timeZone), "simulated": .optional(configuration.simulated),
            "services": .list(configuration.services.map(service)),
            "groups": .list(configuration.groups.map(group)),
        ])
    }

    static func service(_ service: ServiceConfiguration) -> JSONValue {
        .fields([
            "name": .text(service.name), "split": split(service.split), "old": side(service.old),
            "new": side(service.new),
            "limits": .fields([
                "errorPercent": .number(service.limits.errorPercent), "p99": .optional(service.limits.p99),
            ]),
            "queue": .optional(service.queue), "database": service.database.map(database) ?? .null,
            "rollout": service.rollout.map(plan) ?? .null,
        ])
    }

    private static func database(_ limit: DatabaseLimit) -> JSONValue {
        .fields([
            "connections": .optional(limit.connections), "perInstance": .optional(limit.perInstance),
            "perTask": .optional(limit.perTask),
        ])
    }

    private static func split(_ split: Split?) -> JSONValue {
        switch split {
        case .route53(let zone, let name, let types, let old, let new):
            .fields([
                "by": .text("route53"), "zone": .text(zone), "name": .text(name),
                "types": .list(types.map(JSONValue.text)), "old": .text(old), "new": .text(new),
            ])
        case .alb(let listener, let rule, let old, let new):
            .fields([
                "by": .text("alb"), "listener": .text(listener), "rule": .optional(rule), "old": .text(old),
                "new": .text(new),
            ])
        case nil: .null
        }
    }

    private static func side(_ side: SideConfiguration) -> JSONValue {
        .fields([
            "loadBalancer": .optional(side.loadBalancer),
            "targetGroups": .list(side.targetGroups.map(JSONValue.text)),
            "autoScalingGroup": .optional(side.autoScalingGroup),
            "ecs": side.ecs.map { .fields(["cluster": .text($0.cluster), "service": .text($0.service)]) } ?? .null,
        ])
    }
}

extension SnapshotPlace {
    func configuration() throws(SnapshotError) -> Configuration {
        var endpoints: [String: String] = [:]
        for (name, place) in try self["endpoints"].fields() { endpoints[name] = try place.text() }
        var services: [ServiceConfiguration] = []
        for place in try self["services"].elements() { services.append(try place.serviceConfiguration()) }
        var groups: [ServiceGroup] = []
        for place in try self[later: "groups"]?.elements() ?? [] { groups.append(try place.group()) }
        return Configuration(
            migration: try self["migration"].text(), region: try self["region"].text(),
            profile: try self["profile"].optionalText(), assumeRole: try self["assumeRole"].optionalText(),
            endpoint: try self["endpoint"].optionalText(), endpoints: endpoints,
            store: try self["store"].optionalText(), retentionDays: try self["retentionDays"].whole(),
            timeZone: try self["timeZone"].optionalText(), simulated: try self[later: "simulated"]?.optionalText(),
            services: services, groups: groups)
    }

    func serviceConfiguration() throws(SnapshotError) -> ServiceConfiguration {
        let limits = try self["limits"]
        return ServiceConfiguration(
            name: try self["name"].text(), split: try self["split"].split(), old: try self["old"].sideConfiguration(),
            new: try self["new"].sideConfiguration(),
            limits: Limits(errorPercent: try limits["errorPercent"].number(), p99: try limits["p99"].optionalNumber()),
            queue: try self["queue"].optionalText(), database: try self[later: "database"]?.database(),
            rollout: try self[later: "rollout"]?.plan())
    }

    private func database() throws(SnapshotError) -> DatabaseLimit? {
        guard !isNull else { return nil }
        return DatabaseLimit(
            connections: try self["connections"].whole(), perInstance: try self["perInstance"].whole(),
            perTask: try self["perTask"].whole())
    }

    private func split() throws(SnapshotError) -> Split? {
        guard !isNull else { return nil }
        let (old, new) = (try self["old"].text(), try self["new"].text())
        switch try self["by"].text() {
        case "route53":
            return .route53(
                zone: try self["zone"].text(), name: try self["name"].text(), types: try self["types"].texts(),
                old: old,
                new: new)
        case "alb":
            return .alb(
                listener: try self["listener"].text(), rule: try self["rule"].optionalText(), old: old, new: new)
        case let other: throw error("a split by “\(other)” is not known")
        }
    }

    private func sideConfiguration() throws(SnapshotError) -> SideConfiguration {
        let ecs = try self["ecs"]
        return SideConfiguration(
            loadBalancer: try self["loadBalancer"].optionalText(), targetGroups: try self["targetGroups"].texts(),
            autoScalingGroup: try self["autoScalingGroup"].optionalText(),
            ecs: ecs.isNull
                ? nil : ECSConfiguration(cluster: try ecs["cluster"].text(), service: try ecs["service"].text()))
    }
}
