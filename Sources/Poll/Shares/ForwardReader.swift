import AWS
import Model

/// Reads the split of a service from the actions of a listener or of one of its rules.
struct ForwardReader {
    /// Target groups as configured.
    let old: String
    let new: String

    func reading(of actions: [ListenerAction]) -> ShareReading {
        guard let forward = actions.first(where: { $0.kind == .forward }) else {
            let types = actions.map(\.kind.rawValue).joined(separator: ", ")
            return ShareReading(
                weights: [],
                remarks: ["the action forwards to no target group\(types.isEmpty ? "" : " but is \(types)")"])
        }
        var remarks: [String] = []
        let oldWeight = weight(of: old, in: forward)
        let newWeight = weight(of: new, in: forward)
        for (weight, group) in [(oldWeight, old), (newWeight, new)] where weight == nil {
            let there = forward.targets.map { ARN($0.targetGroupARN)?.resource ?? $0.targetGroupARN }
            remarks.append(
                "the forward action does not name the target group \(group)\(PresentNames.words(there))")
        }
        for target in forward.targets where target.weight > 0 && !isNamed(target) {
            let name = ARN(target.targetGroupARN)?.resource ?? target.targetGroupARN
            remarks.append("a third target group, \(name), has weight \(target.weight)")
        }
        if oldWeight == 0, newWeight == 0 { remarks.append("both weights are 0") }
        if let seconds = forward.stickiness {
            remarks.append(
                "clients stay for \(NumberWords.duration(Double(seconds))) with the group that answered them first")
        }
        return ShareReading(
            weights: [WeightReading(type: WeightReading.forward, old: oldWeight, new: newWeight, ttl: 0)],
            remarks: remarks)
    }

    private func weight(of group: String, in action: ListenerAction) -> Int? {
        action.targets.first { Self.means(group, $0.targetGroupARN) }?.weight
    }

    private func isNamed(_ target: ListenerAction.WeightedTarget) -> Bool {
        Self.means(old, target.targetGroupARN) || Self.means(new, target.targetGroupARN)
    }

    /// Whether the configuration's text means the target group with that ARN.
    static func means(_ text: String, _ arn: String) -> Bool {
        guard let reference = BalancerReference(text, kind: .targetGroup), let found = ARN(arn) else {
            return text == arn
        }
        if let own = reference.arn { return own == found }
        if let dimension = reference.dimension { return dimension == found.targetGroupDimension }
        return reference.name == BalancerReference(arn, kind: .targetGroup)?.name
    }
}
