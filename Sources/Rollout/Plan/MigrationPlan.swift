package import AWS
package import Model

/// What each step of each service would send, computed from the present state in AWS. It sends nothing.
package struct MigrationPlan: Sendable {
    /// One service's part.
    package enum Part: Sendable {
        case planned(ServicePlan)
        /// It has no traffic, so it has no weights.
        case unsplit
        /// Its weights cannot be planned; why, in words.
        case failed(String)
    }

    /// In the configuration's order.
    package let parts: [(service: String, part: Part)]

    /// Reads the present state from AWS, and plans.
    ///
    /// - Parameters:
    ///   - services: The configuration's services to plan for.
    ///   - target: Percent on new to plan for instead of the configured steps; `nil` for the configured steps.
    ///   - sender: A sender that paces Route 53.
    package static func read(
        _ configuration: Configuration, services: [ServiceConfiguration], to target: Double?,
        sender: any RequestSender, deadline: ContinuousClock.Instant
    ) async -> MigrationPlan {
        let standing = await CurrentReader(sender: sender, deadline: deadline).standing(of: services)
        return MigrationPlan(
            parts: services.map { service in
                switch standing[service.name] {
                case nil: (service.name, .unsplit)
                case .failure(let fault): (service.name, .failed(fault.words))
                case .success(let standing):
                    (
                        service.name,
                        .planned(ServicePlan(service, of: configuration, standing: standing, to: target))
                    )
                }
            })
    }

    /// Percent on new of the record type with the largest share, by service, for those that could be read.
    package var highest: [String: Double] {
        var highest: [String: Double] = [:]
        for (service, part) in parts {
            if case .planned(let plan) = part { highest[service] = plan.standing.highest }
        }
        return highest
    }

    /// Whether every service that has weights could be planned.
    package var isWhole: Bool {
        parts.allSatisfy { if case .failed = $0.part { false } else { true } }
    }
}
