import Model
import Store

/// The differences between two inventories of a side as events: one event for all members with the same change.
struct InventoryEvents {
    let side: ServiceSide
    /// `instance`, `task` or `target`.
    let noun: String
    let actor: String
    let moment: Moment

    /// How many ids an event names. The rest is counted.
    private static let named = 3

    init(side: ServiceSide, configuration: SideConfiguration, source: Source, at moment: Moment) {
        self.side = side
        noun = configuration.ecs != nil ? "task" : configuration.autoScalingGroup != nil ? "instance" : "target"
        actor =
            switch source {
            case .autoScaling: "auto scaling"
            case .ec2: "ec2"
            case .ecs: "ecs"
            default: "load balancer"
            }
        self.moment = moment
    }

    /// Members that started or ended, and a changed desired number.
    func fleet(from before: Inventory, to after: Inventory) -> [Event] {
        let old = Set(before.members.map(\.id))
        let new = Set(after.members.map(\.id))
        let counts = (String(old.count), String(new.count))
        var events: [Event] = []
        let came = after.members.filter { !old.contains($0.id) }.map(\.id)
        let went = before.members.filter { !new.contains($0.id) }.map(\.id)
        if !came.isEmpty, came.count == went.count {
            // If the number is unchanged, the event does not show a number before and after.
            events.append(event("replaced", nil, "\(counted(went)) replaced: \(list(went)) by \(list(came))"))
        } else {
            if !came.isEmpty { events.append(event("came", counts, "\(counted(came)) came: \(list(came))")) }
            if !went.isEmpty { events.append(event("went", counts, "\(counted(went)) went: \(list(went))")) }
        }
        if let was = before.counts.desired, let desired = after.counts.desired, was != desired {
            events.append(event("desired", (String(was), String(desired)), "desired \(noun)s \(was) → \(desired)"))
        }
        if let change = deployment(from: before.counts, to: after.counts) { events.append(change) }
        return events
    }

    /// The event of a deployment whose state has changed, or that fails or is rolled back for another reason than before.
    private func deployment(from before: Counts, to after: Counts) -> Event? {
        guard let was = before.deploymentState, let state = after.deploymentState else { return nil }
        let trouble = after.deploymentTrouble
        let isNew = trouble != nil && trouble != before.deploymentTrouble
        guard was != state || isNew else { return nil }
        let words = was == state ? "deployment \(state.rawValue)" : "deployment \(was.rawValue) → \(state.rawValue)"
        var change = event(
            "deployment", (was.rawValue, state.rawValue), words + (trouble.map { ": \($0)" } ?? ""))
        change.kind = .ecs
        return change
    }

    /// From which state to which, in the load balancer's words.
    private struct HealthChange: Hashable {
        var before: String
        var after: String
    }

    /// Changes of health, one line for each way from one state to another.
    func health(from before: Inventory, to after: Inventory, damper: inout FlapDamper) -> [Event] {
        let old = Dictionary(before.members.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var ways: [HealthChange: [Member]] = [:]
        var flapping: [String] = []
        for member in after.members {
            guard let was = old[member.id]?.health, let now = member.health, was != now else { continue }
            switch damper.change(of: "\(side.service) \(side.side.rawValue) \(member.id)", at: moment) {
            case .tell: ways[HealthChange(before: was.rawValue, after: now.rawValue), default: []].append(member)
            case .tellThatItFlaps: flapping.append(member.id)
            case .hush: break
            }
        }
        var events = ways.sorted { ($0.key.before, $0.key.after) < ($1.key.before, $1.key.after) }.map { way, members in
            let reasons = Set(members.compactMap(\.healthReason)).sorted()
            let why = reasons.isEmpty ? "" : ": \(reasons.prefix(2).joined(separator: "; "))"
            let ids = members.map(\.id)
            return event(
                "health \(way.before) \(way.after)", (way.before, way.after),
                "\(counted(ids)) \(way.before) → \(way.after), \(list(ids))\(why)")
        }
        if !flapping.isEmpty {
            events.append(
                event(
                    "flapping", nil, "\(counted(flapping)) keep changing health, not told any more: \(list(flapping))"))
        }
        return events
    }

    /// The event of a changed set of versions.
    func versions(from before: [String], to after: [String]) -> [Event] {
        guard !before.isEmpty, !after.isEmpty, Set(before) != Set(after) else { return [] }
        let texts = (before.joined(separator: ", "), after.joined(separator: ", "))
        var change = event("version", texts, "version \(texts.0) → \(texts.1)")
        change.kind = .version
        return [change]
    }

    private func counted(_ ids: [String]) -> String { NumberWords.count(ids.count, noun) }

    private func list(_ ids: [String]) -> String {
        let more = ids.count - Self.named
        return ids.prefix(Self.named).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }

    private func event(_ topic: String, _ change: (before: String, after: String)?, _ reason: String) -> Event {
        Event(
            at: moment, service: side.service, side: side.side, kind: .inventory, actor: actor, before: change?.before,
            after: change?.after, reason: reason, evidence: "\(side.side.rawValue) \(topic) \(moment.iso8601)")
    }
}
