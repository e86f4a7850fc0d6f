package import AWS
package import Model
import Store

/// Asks EC2 what the instances run that Auto Scaling names; all in one batched call.
package struct EC2Poller: SourcePoller {
    package let source = Source.ec2
    private let sender: any RequestSender
    private let sides: [ServiceSide]

    package init(configuration: Configuration, sender: any RequestSender) {
        self.sender = sender
        sides = configuration.sides.compactMap { side, configured in configured.autoScalingGroup.map { _ in side } }
    }

    package func poll(_ context: PollContext, deadline: ContinuousClock.Instant) async -> PollResult {
        let known = sides.filter { context.instances[$0] != nil }
        guard !known.isEmpty else { return .waiting }
        var answer = PollResult()
        do throws(AWSError) {
            let ids = known.flatMap { context.instances[$0] ?? [] }
            let found =
                ids.isEmpty
                ? BatchResult(values: [], missing: []) : try await sender.ec2.instances(ids: ids, deadline: deadline)
            for odd in found.odd { answer.add(problem: "instance \(odd.sentence)") }
            let byID = Dictionary(found.values.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            for side in known {
                // An instance that EC2 no longer knows was terminated long ago. Auto Scaling will drop it too.
                let machines = (context.instances[side] ?? []).compactMap { byID[$0] }
                answer.parts[side] = .machines(machines.map(Self.part))
            }
            answer.answered = true
        } catch {
            answer.add(problem: error.sentence)
        }
        return answer
    }

    static func part(_ instance: EC2Instance) -> MachinePart {
        MachinePart(
            id: instance.id, image: instance.imageID, templateVersion: instance.tags["aws:ec2launchtemplate:version"],
            address: instance.privateIP, launchedAt: instance.launchTime)
    }
}
