package import AWS
package import Model

/// The load balancers and target groups of a configuration, as far as they are known by ARN or dimension.
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

/// Finds what the configuration's names stand for, in one batched call for each kind, and remembers it.
///
/// ARNs need no call, and a load balancer's dimension is all that is ever needed of it. What was found is looked up
/// again after half an hour, what does not exist after a minute; what stopped working can be forgotten before.
package actor BalancerResolution {
    private let sender: any RequestSender
    /// By their text in the configuration.
    private let loadBalancers: [String: BalancerReference]
    private let targetGroups: [String: BalancerReference]
    private var known = Balancers()
    private var validUntil: Moment?
    private var inFlight: Task<Void, Never>?

    /// Seconds after which everything is looked up again: when all was found, and when something does not exist. A call
    /// that failed is repeated at the next question.
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

    /// What is known at `now`; asks first where something is unknown or its time is over. Callers at the same time
    /// share one question.
    package func balancers(at now: Moment, deadline: ContinuousClock.Instant) async -> Balancers {
        if let validUntil, now < validUntil { return known }
        let task = inFlight ?? Task { await self.look(at: now, deadline: deadline) }
        inFlight = task
        await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        return known
    }

    /// Looks everything up again at the next question: something that was found is not there any more.
    package func forget() { validUntil = nil }

    private func look(at now: Moment, deadline: ContinuousClock.Instant) async {
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
    }

    private static func missing(_ kind: String, _ name: String) -> String {
        "\(kind) \(name) does not exist; check the name, the region and the account"
    }
}
