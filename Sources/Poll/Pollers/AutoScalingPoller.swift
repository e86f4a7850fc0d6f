package import AWS
package import Model
import Store

/// Asks for all Auto Scaling groups in one batched call.
package struct AutoScalingPoller: SourcePoller {
    package let source = Source.autoScaling
    private let sender: any RequestSender
    private let groups: [(side: ServiceSide, name: String)]

    package init(configuration: Configuration, sender: any RequestSender) {
        self.sender = sender
        groups = configuration.sides.compactMap { side, configured in
            configured.autoScalingGroup.map { (side, Self.name($0)) }
        }
    }

    package func poll(_ context: PollContext, deadline: ContinuousClock.Instant) async -> PollResult {
        var answer = PollResult()
        do throws(AWSError) {
            let found = try await sender.autoScaling.groups(names: groups.map(\.name), deadline: deadline)
            answer.answered = !found.values.isEmpty
            for (side, name) in groups {
                guard let group = found.values.first(where: { $0.name == name }) else { continue }
                answer.parts[side] = .group(Self.part(group))
            }
            for odd in found.odd { answer.add(problem: "Auto Scaling group \(odd.sentence)") }
            for name in found.missing {
                answer.add(
                    problem: "Auto Scaling group \(name) does not exist; check the name, the region and the account")
            }
        } catch {
            answer.add(problem: error.sentence)
        }
        return answer
    }

    /// The name of a group that is configured by name or ARN.
    static func name(_ text: String) -> String { ARN(text)?.name ?? text }

    static func part(_ group: AutoScalingGroup) -> GroupPart {
        GroupPart(
            desired: group.instances(forCapacity: group.desired),
            minimum: group.instances(forCapacity: group.minimum), maximum: group.instances(forCapacity: group.maximum),
            instances: group.instances.map { instance in
                let template = instance.launchTemplate?.version.map { "lt:\($0)" }
                let configuration = instance.launchConfigurationName
                return GroupPart.Instance(
                    id: instance.id, zone: instance.zone, state: instance.lifecycleState,
                    template: template ?? configuration.map { "lc:\($0)" },
                    templateName: instance.launchTemplate?.name ?? configuration)
            })
    }
}
