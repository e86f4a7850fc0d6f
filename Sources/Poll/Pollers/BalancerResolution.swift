package import AWS
package import Model

/// The load balancers and target groups of a configuration that are known by ARN or dimension.
package struct Balancers: Sendable, Equatable {
    /// Text of the configuration → `app/name/hex`.
    package var loadBalancers: [String: String] = [:]
    /// Text of the configuration → ARN of the target group.
    package var targetGroups: [String: ARN] = [:]
    /// What could not be found, in sentences.
    package var problems: [String] = []

    package init() {}

    /// The `TargetGroup` dimension of a target group that is configured as `text`.
    func targetGroupDimension(_ text: String) -> String? {
        targetGroups[text]?.targetGroupDimension ?? BalancerReference(text, kind: .targetGroup)?.dimension
    }
}

/// Finds the resources behind the configuration's names, in one batched call for each kind, and remembers them.
///
/// An ARN needs no call, and of a load balancer only the dimension is needed. Found resources are read again after half
/// an hour, missing ones after a minute. What stopped working can be forgotten earlier.
package actor BalancerResolution {
    private let sender: any RequestSender
    /// By their text in the configuration.
    private let loadBalancers: [String: BalancerReference]
    private let targetGroups: [String: BalancerReference]
    private var known = Balancers()
    private var validUntil: Moment?
    private var inFlight: Task<Void, Never>?

    /// Seconds after which everything is read again: when all was found, and when something does not exist. A failed
    /// call is repeated at the next use.
    private static let lifetime = (found: 1800.0, missing: 60.0)

    package init(configuration: Configuration, sender: any RequestSender) {
        self.sender = sender
        let sides = configuration.services.flatMap { [$0.old, $0.new] }
        loadBalancers = Self.references(sides.compactMap(\.loadBalancer), .loadBalancer)
        targetGroups = Self.references(sides.flatMap(\.targetGroups), .targetGroup)
        for (text, reference) in loadBalancers { known.loadBalancers[text] = reference.dimension }
        for (text, reference) in targetGroups { known.targetGroups[text] = reference.arn }
    }

    private static func references(_ texts: [String], _ kind: BalancerReference.Kind) -> [String: BalancerReference] {
        Dictionary(
            texts.compactMap { text in BalancerReference(text, kind: kind).map { (text, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// What is known at `now`. Sends requests first if something is unknown or expired. Callers at the same time share
    /// one request.
    package func balancers(at now: Moment, deadline: ContinuousClock.Instant) async -> Balancers {
        if let validUntil, now < validUntil { return known }
        let task = inFlight ?? Task { await self.lookUp(at: now, deadline: deadline) }
        inFlight = task
        await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        return known
    }

    /// Reads everything again at the next use, because something that was found no longer exists.
    package func forget() { validUntil = nil }

    private func lookUp(at now: Moment, deadline: ContinuousClock.Instant) async {
        var problems: [String] = []
        var hasFailed = false
        do throws(AWSError) {
            try await lookUpLoadBalancers(deadline, &problems)
        } catch {
            problems.append(error.sentence)
            hasFailed = true
        }
        do throws(AWSError) {
            try await lookUpTargetGroups(deadline, &problems)
        } catch {
            problems.append(error.sentence)
            hasFailed = true
        }
        known.problems = problems
        let lifetime = problems.isEmpty ? Self.lifetime.found : Self.lifetime.missing
        validUntil = hasFailed ? nil : now + lifetime
        inFlight = nil
    }

    private func lookUpLoadBalancers(
        _ deadline: ContinuousClock.Instant, _ problems: inout [String]
    ) async throws(AWSError) {
        let wanted = loadBalancers.filter { $0.value.dimension == nil }
        guard !wanted.isEmpty else { return }
        let names = wanted.values.map(\.name).sorted()
        let found = try await sender.elasticLoadBalancing.loadBalancers(names: names, deadline: deadline)
        for (text, reference) in wanted {
            let balancer = found.values.first { $0.name == reference.name }
            known.loadBalancers[text] = balancer.flatMap { ARN($0.arn)?.loadBalancerDimension }
        }
        problems += found.missing.map { Self.missing("load balancer", $0) }
        problems += found.odd.map { "load balancer \($0.sentence)" }
    }

    private func lookUpTargetGroups(
        _ deadline: ContinuousClock.Instant, _ problems: inout [String]
    ) async throws(AWSError) {
        let wanted = targetGroups.filter { $0.value.arn == nil }
        guard !wanted.isEmpty else { return }
        let names = wanted.values.map(\.name).sorted()
        let found = try await sender.elasticLoadBalancing.targetGroups(names: names, deadline: deadline)
        for (text, reference) in wanted {
            let arn = found.values.first { $0.name == reference.name }.flatMap { ARN($0.arn) }
            let isSame = reference.dimension == nil || reference.dimension == arn?.targetGroupDimension
            known.targetGroups[text] = isSame ? arn : nil
            if let arn, !isSame {
                problems.append("target group \(text) does not exist; of that name there is \(arn.resource)")
            }
        }
        problems += found.missing.map { Self.missing("target group", $0) }
        problems += found.odd.map { "target group \($0.sentence)" }
    }

    private static func missing(_ kind: String, _ name: String) -> String {
        "\(kind) \(name) does not exist; check the name, the region and the account"
    }
}
