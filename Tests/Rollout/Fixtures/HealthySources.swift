import AWS
import Model
import Poll

/// What CloudWatch, ECS, Auto Scaling and target health would tell of services that fare equally well on both sides, at
/// any moment: a rollout's tests are about weights.
struct HealthySource: SourcePoller {
    let source: Source
    let configuration: Configuration

    static func all(_ configuration: Configuration) -> [HealthySource] {
        [.cloudWatch, .ecs, .autoScaling, .targetHealth].map { HealthySource(source: $0, configuration: configuration) }
    }

    /// Requests a minute, so few on new that old could take them too.
    private static func requests(_ side: Side) -> Double { side == .old ? 6000 : 600 }
    private static let targets = 8

    func poll(_ context: PollContext, deadline: ContinuousClock.Instant) async -> PollResult {
        var answer = PollResult(answered: true)
        if source == .cloudWatch {
            answer.newestMinute = context.now.minute.advanced(by: -1)
            answer.samples = samples(at: context.now, isFirst: context.metricsReadAt == nil)
        }
        for service in configuration.services {
            for side in Side.allCases {
                guard let part = part(service, side) else { continue }
                answer.parts[ServiceSide(service: service.name, side: side)] = part
            }
        }
        return answer
    }

    private func samples(at now: Moment, isFirst: Bool) -> [Sample] {
        let values: [(Metric, Double)] = [
            (.target5xx, 0), (.balancer5xx, 0), (.p50, 40), (.p95, 150), (.p99, 250),
            (.healthyHosts, Double(Self.targets)),
        ]
        var samples: [Sample] = []
        for back in 1...(isFirst ? 40 : 15) {
            let minute = now.minute.advanced(by: -back)
            for service in configuration.services {
                for side in Side.allCases {
                    for (metric, value) in values + [(.requests, Self.requests(side))] {
                        let key = SeriesKey(service: service.name, side: side, metric: metric)
                        samples.append(
                            Sample(series: key, minute: minute, value: value, presence: value == 0 ? .zero : .ok))
                    }
                }
            }
        }
        return samples
    }

    private func part(_ service: ServiceConfiguration, _ side: Side) -> InventoryPart? {
        let ids = (0..<Self.targets).map { "\(service.name)-\(side.rawValue)-\($0)" }
        switch (source, side) {
        case (.ecs, .new):
            let tasks = ids.map { TasksPart.Task(id: $0, state: "RUNNING", version: "api:1") }
            return .tasks(
                TasksPart(
                    desired: ids.count, running: ids.count, pending: 0, deploymentState: "COMPLETED", tasks: tasks))
        case (.autoScaling, .old):
            let instances = ids.map { GroupPart.Instance(id: $0, state: "InService", template: "lt:1") }
            return .group(GroupPart(desired: ids.count, minimum: 2, maximum: 20, instances: instances))
        case (.targetHealth, _): return .targets(ids.map { TargetPart(group: service.name, id: $0, state: "healthy") })
        default: return nil
        }
    }
}
