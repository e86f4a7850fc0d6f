/// What a configuration moves, by service. A store, its lease and each order carry it, so that no process carries out an
/// order that means something else.
package struct MigrationIdentity: Sendable, Hashable, Codable {
    /// The configuration's file, for words; `nil` for one without a file.
    package var file: String?
    package var services: [String: ServiceTarget]

    package init(file: String? = nil, services: [String: ServiceTarget]) {
        self.file = file
        self.services = services
    }

    /// The account of its services, where one is known.
    package var account: String? { services.values.lazy.compactMap(\.account).min() }

    /// The same with only these services; `nil` means all.
    package func only(_ names: [String]?) -> MigrationIdentity {
        guard let names else { return self }
        return MigrationIdentity(file: file, services: services.filter { names.contains($0.key) })
    }

    /// The first service, by name, that means something else in `other`; `nil` where none does.
    ///
    /// Two identities that share no service are of two migrations, and their first services are named.
    package func conflict(with other: MigrationIdentity) -> Conflict? {
        let (names, others) = (services.keys.sorted(), other.services.keys.sorted())
        for name in names {
            guard let own = services[name], let their = other.services[name], !own.matches(their) else { continue }
            return Conflict(
                file: file, otherFile: other.file, service: name, otherService: name, target: own, other: their)
        }
        guard let name = names.first, let otherName = others.first, Set(names).isDisjoint(with: others),
            let own = services[name], let their = other.services[otherName]
        else { return nil }
        return Conflict(
            file: file, otherFile: other.file, service: name, otherService: otherName, target: own, other: their)
    }

    /// Two services that are not the same, with the files that name them.
    package struct Conflict: Sendable, Hashable {
        package var file: String?
        package var otherFile: String?
        package var service: String
        package var otherService: String
        package var target: ServiceTarget
        package var other: ServiceTarget
    }

    /// The same with what `other` knows besides: services, and accounts. Only for identities without a conflict.
    package func joined(_ other: MigrationIdentity) -> MigrationIdentity {
        var joined = self
        joined.file = file ?? other.file
        for (name, target) in other.services {
            var own = joined.services[name] ?? target
            own.account = own.account ?? target.account
            joined.services[name] = own
        }
        return joined
    }
}

extension Configuration {
    /// What this configuration moves.
    ///
    /// - Parameter account: That of the credentials, if it is known.
    package func identity(account: String? = nil) -> MigrationIdentity {
        let account = account ?? self.account
        let targets = services.map { ($0.name, ServiceTarget($0, region: region, account: account)) }
        return MigrationIdentity(file: file, services: Dictionary(targets) { first, _ in first })
    }

    /// The AWS account's twelve digits, if one of the ARNs contains them.
    package var account: String? { assumeRole.flatMap(ARN.init)?.account.nonEmpty ?? Self.account(of: services) }

    /// The same by the services' ARNs alone.
    package static func account(of services: [ServiceConfiguration]) -> String? {
        var texts: [String?] = []
        for service in services {
            if case .alb(let listener, let rule, let old, let new) = service.split {
                texts += [listener, rule, old, new]
            }
            for side in [service.old, service.new] {
                texts +=
                    [side.loadBalancer, side.autoScalingGroup, side.ecs?.cluster, side.ecs?.service] + side.targetGroups
            }
        }
        return texts.lazy.compactMap { $0.flatMap(ARN.init)?.account.nonEmpty }.first
    }
}

extension String {
    /// `nil` for an empty text.
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
