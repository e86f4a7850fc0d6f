package import AWS
package import Model
import Store

/// Reads the health of all targets. The API takes one target group a call; several calls run at a time.
///
/// ECS may register a service's tasks in a second target group, and shift the requests there. So a side with an ECS service
/// is read over the configured groups and those of its service.
package struct TargetHealthPoller: SourcePoller {
    package let source = Source.targetHealth
    private let sender: any RequestSender
    private let resolution: BalancerResolution
    private let failovers = FailoverMemory()
    /// The target groups of each side that has some, as configured.
    private let sides: [(side: ServiceSide, groups: [String])]

    /// Calls at a time; ELBv2 refills ten a second for the whole account.
    private static let width = 4

    package init(configuration: Configuration, sender: any RequestSender, resolution: BalancerResolution) {
        self.sender = sender
        self.resolution = resolution
        sides = configuration.sides.compactMap { side, configured in
            configured.targetGroups.isEmpty ? nil : (side, configured.targetGroups)
        }
    }

    package func poll(_ context: PollContext, deadline: ContinuousClock.Instant) async -> PollResult {
        let balancers = await resolution.balancers(at: context.now, deadline: deadline)
        var answer = PollResult()
        var arns = balancers.targetGroups
        let sides = sides.map { side, groups in
            let others = Self.others(context.targetGroups[side] ?? [], than: groups, in: arns)
            for arn in others { arns[arn.description] = arn }
            return (side: side, groups: groups + others.map(\.description), others: others.map(\.description))
        }
        let wanted = sides.flatMap(\.groups).withoutRepeats()
        for text in wanted where arns[text] == nil {
            // Add the resolution's problems only here, where they concern this source; some concern others.
            for problem in balancers.problems { answer.add(problem: problem) }
        }
        let asked = await ask(wanted.compactMap { text in arns[text].map { (text, $0) } }, deadline)
        let failovers = await failovers.own(
            asked.compactMap { text, _ in arns[text]?.description }, at: context.now, sender, deadline: deadline)
        var targets: [String: [TargetPart]] = [:]
        for (text, outcome) in asked {
            switch outcome {
            case .success(let found):
                targets[text] = found
                answer.answered = true
            case .failure(let error):
                if error.kind == .notFound { await resolution.forget() }
                answer.add(problem: error.sentence)
            }
        }
        for (side, groups, others) in sides {
            let parts = groups.compactMap { targets[$0] }
            // A part of a side's targets would look like a loss of capacity.
            guard parts.count == groups.count else { continue }
            let own = zip(groups, parts).compactMap { text, targets -> TargetGroupHealth? in
                guard let arn = arns[text], let failover = failovers[arn.description] else { return nil }
                let registered = targets.filter { $0.state != .unused }
                return TargetGroupHealth(
                    name: Self.name(text), registered: registered.count,
                    healthy: registered.count { $0.state == .healthy }, failover: failover)
            }
            answer.parts[side] = .targets(parts.flatMap { $0 }, alternates: others, failover: own)
        }
        return answer
    }

    /// The groups of a service that are none of the configured ones.
    private static func others(
        _ ofService: [String], than configured: [String], in arns: [String: ARN]
    ) -> [ARN] {
        let known = Set(configured.compactMap { arns[$0] })
        return ofService.compactMap { ARN($0) }.filter { !known.contains($0) }
    }

    /// The name of a target group that is configured by name, dimension or ARN.
    static func name(_ text: String) -> String { BalancerReference(text, kind: .targetGroup)?.name ?? text }

    private func ask(
        _ groups: [(text: String, arn: ARN)], _ deadline: ContinuousClock.Instant
    ) async -> [(String, Result<[TargetPart], AWSError>)] {
        let sender = sender
        return await concurrently(groups, limit: Self.width) { text, arn in
            let outcome = await result { () throws(AWSError) in
                try await sender.elasticLoadBalancing.targetHealth(targetGroupARN: arn.description, deadline: deadline)
            }
            let name = arn.resource.split(separator: "/").dropFirst().first.map(String.init) ?? text
            return (text, outcome.map { targets in targets.map { Self.part($0, group: name) } })
        }
    }

    private static func part(_ target: TargetHealth, group: String) -> TargetPart {
        let words = [target.reason, target.description].compactMap(\.self)
        return TargetPart(
            group: group, id: target.id, port: target.port, zone: target.zone, state: target.state,
            reason: words.isEmpty ? nil : words.joined(separator: ": "))
    }
}
