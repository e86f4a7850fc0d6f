// What an order moves, in words. Of an account only its last four digits are said.

extension ServiceTarget {
    /// `record api.example.com`, `listener app/shared/50dc6c495c0c9188/0467ef3c8400ae65 rule 10`; `nil` without weights.
    package var placeWords: String? {
        switch place {
        case .record(_, let name, let types):
            "record \(name)" + (types.isEmpty ? "" : " \(types.joined(separator: " "))")
        case .forward(let listener, let rule):
            "listener \(Self.tail(listener))" + (rule.map { " rule \(Self.tail($0))" } ?? "")
        case .unsplit: nil
        }
    }

    /// `account …1111`; `nil` while it is not known.
    package var accountWords: String? { account.map { "account …\($0.suffix(4))" } }

    /// `record api.example.com, account …1111`: what is moved, for prompts, events and results; `nil` without weights.
    package var words: String? {
        guard let placeWords else { return nil }
        return [placeWords, accountWords].compactMap(\.self).joined(separator: ", ")
    }

    /// What distinguishes it from another target that does not match, for a sentence that names both.
    package func words(apartFrom other: ServiceTarget) -> String {
        var parts = [placeWords ?? "no weights"]
        let differences = differences(from: other)
        if differences.contains(.place), placeWords == other.placeWords, case .record(let zone, _, _) = place {
            parts.append("zone \(zone)")
        }
        if differences.contains(.region) { parts.append(region) }
        if let accountWords { parts.append(accountWords) }
        if !differences.contains(.place) {
            for case .branch(let side) in differences { parts.append("\(side.rawValue) \(self[side].words)") }
        }
        return parts.joined(separator: ", ")
    }

    /// Of an ARN what follows the kind of thing; it holds no account.
    private static func tail(_ text: String) -> String {
        guard let arn = ARN(text) else { return text }
        return arn.resource.split(separator: "/").dropFirst().joined(separator: "/")
    }
}

extension ServiceTarget.Branch {
    /// `“ec2” api-old, Auto Scaling group api-asg`.
    fileprivate var words: String {
        let identifier = identifier.map { "“\($0)”" }
        let ecs = ecs.map { "ECS service \($0)" }
        let group = autoScalingGroup.map { "Auto Scaling group \($0)" }
        let parts = [identifier, loadBalancer, group, ecs].compactMap(\.self)
        return parts.isEmpty ? "nothing" : parts.joined(separator: " ")
    }
}

extension MigrationIdentity.Conflict {
    /// `prod.yaml moves api by record a.example.com, account …1111; stg.yaml moves …`: whose is named first.
    package var words: String {
        let first = "\(file ?? "it") means \(service) by \(target.words(apartFrom: other))"
        return
            "\(first); \(otherFile ?? "this configuration") means \(otherService) by \(other.words(apartFrom: target))"
    }
}

extension Board {
    /// What an order on a service moves: by the service's configuration, with the account that the poller knows or an ARN
    /// names.
    package func target(of service: Service) -> ServiceTarget {
        let account = lease?.identity?.account
        return ServiceTarget(
            service.configuration, region: region,
            account: account ?? Configuration.account(of: services.map(\.configuration)))
    }

    /// `record api.example.com, account …1111` for one service; each with its name for several. `nil` without weights.
    package func targetWords(of names: [String]) -> String? {
        let found = services.filter { names.contains($0.name) }
        let targets = found.compactMap { service -> (name: String, target: ServiceTarget)? in
            let target = target(of: service)
            return target.placeWords == nil ? nil : (service.name, target)
        }
        guard let first = targets.first else { return nil }
        guard targets.count > 1 else { return first.target.words }
        let places = targets.map { "\($0.name): \($0.target.placeWords ?? "")" }
        return (places + [first.target.accountWords].compactMap(\.self)).joined(separator: ", ")
    }
}
