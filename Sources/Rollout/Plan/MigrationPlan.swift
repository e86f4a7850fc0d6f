package import AWS
package import Model

/// What each step of each service would send, made from what stands in AWS now. It sends nothing.
package struct MigrationPlan: Sendable {
    /// One service's part.
    package enum Part: Sendable {
        case planned(ServicePlan)
        /// It takes no traffic, so there are no weights.
        case unsplit
        /// Its weights cannot be planned; why, in words.
        case failed(String)
    }

    /// In the configuration's order.
    package let parts: [(service: String, part: Part)]

    /// Asks AWS what stands, and plans.
    ///
    /// - Parameters:
    ///   - services: Those to plan for, of the configuration's.
    ///   - target: Percent on new to plan for instead of the configured steps; `nil` for these.
    ///   - sender: One that paces Route 53.
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

    /// Percent on new of the type that has the most, by service, of those that could be read.
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
