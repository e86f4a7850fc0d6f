import Model
import Poll

@testable import Simulation

/// A fleet that is advanced alone, and the conditions of the test.
struct FleetTrial {
    static let start = Moment(milliseconds: 1_790_000_400_000)

    var fleet: SimulatedFleet
    var now = start

    init(
        _ side: Side, members: Int = 8, bounds: ClosedRange<Int> = 2...16, boot: Double? = nil, target: Double? = nil,
        hasTargetGroup: Bool = true, seed: UInt64 = 1
    ) {
        let model = FleetModel(
            members: members, minimum: bounds.lowerBound, maximum: bounds.upperBound,
            boot: boot ?? (side == .old ? 540 : 40), capacity: 1000, targetCPU: target, coldFactor: 1, warmUp: 0,
            version: side == .old ? "lt:41 ami-0c1f9e8d7c6b5a403" : "api:218 @9f2c0e7d0e7d",
            versionDetail: side == .old ? "api-launch" : "api:2026-11-20")
        fleet = SimulatedFleet(
            service: "api", side: side, model: model, hasTargetGroup: hasTargetGroup, start: Self.start, seed: seed)
    }

    /// Advances for so many seconds under a load in requests a minute. Calls `look` after each step.
    mutating func run(_ seconds: Double, load: Double = 0, look: (FleetTrial) -> Void = { _ in }) {
        let end = now + seconds
        while now < end {
            fleet.step(at: now, seconds: 5, load: load)
            now = now + 5
            look(self)
        }
    }

    /// Seconds until the condition holds, or `nil` if it does not within the limit.
    mutating func wait(_ limit: Double, load: Double = 0, until isSo: (FleetTrial) -> Bool) -> Double? {
        let begin = now
        while now.seconds(since: begin) < limit {
            if isSo(self) { return now.seconds(since: begin) }
            run(5, load: load)
        }
        return isSo(self) ? now.seconds(since: begin) : nil
    }

    var group: GroupPart? {
        guard case .group(let part) = fleet.part(.autoScaling, at: now) else { return nil }
        return part
    }

    var machines: [MachinePart] {
        guard case .machines(let part) = fleet.part(.ec2, at: now) else { return [] }
        return part
    }

    var tasks: TasksPart? {
        guard case .tasks(let part) = fleet.part(.ecs, at: now) else { return nil }
        return part
    }

    var targets: [TargetPart] {
        guard case .targets(let part, _, _) = fleet.part(.targetHealth, at: now) else { return [] }
        return part
    }

    /// ECS's messages since the trial began, without the service's name.
    var messages: [String] {
        fleet.events.filter { $0.kind == .ecs && $0.at > Self.start }.map { String($0.reason.dropFirst(14)) }
    }

    var stops: [Event] { fleet.events.filter { $0.kind == .taskStopped } }
}
