import Model

/// ECS's messages about a service and its stopped tasks, as a poller would report them.
///
/// The wording is that of ECS's service event messages (developer guide), shortened as the poller shortens them.
struct FleetJournal: Sendable {
    /// Seconds for which an event is kept. Pollers have read it long before.
    private static let memory = 3 * 3600.0
    /// Seconds after which ECS repeats that a service is steady.
    private static let reminder = 6 * 3600.0

    private let service: String
    /// `nil` where there is no target group.
    private let targetGroup: String?
    private var chance: Chance
    private var steadyAt: Moment?
    /// Oldest first.
    private(set) var events: [Event] = []

    init(service: String, hasTargetGroup: Bool, seed: UInt64) {
        self.service = service
        chance = Chance(seed: seed, service, Side.new.rawValue, "journal")
        targetGroup = hasTargetGroup ? "(target-group \(SimulatedFleet.groupName(service, .new)))" : nil
    }

    mutating func started(_ tasks: [String], at now: Moment) {
        guard !tasks.isEmpty else { return }
        say("has started \(tasks.count) tasks: \(Self.list(tasks)).", at: now)
    }

    mutating func registered(_ targets: Int, at now: Moment) {
        guard let targetGroup, targets > 0 else { return }
        say("registered \(targets) targets in \(targetGroup)", at: now)
    }

    /// - Parameter targets: How many of the tasks were registered.
    mutating func stopping(_ tasks: [String], targets: Int, at now: Moment) {
        guard !tasks.isEmpty else { return }
        say("has stopped \(tasks.count) running tasks: \(Self.list(tasks)).", at: now)
        deregistered(targets, at: now)
        guard targetGroup != nil, targets > 0 else { return }
        say("has begun draining connections on \(targets) tasks.", at: now)
    }

    mutating func deregistered(_ targets: Int, at now: Moment) {
        guard let targetGroup, targets > 0 else { return }
        say("deregistered \(targets) targets in \(targetGroup)", at: now)
    }

    /// - Parameter reason: Code and description, or one of them.
    mutating func unhealthy(port: Int, reason: String, at now: Moment) {
        guard let targetGroup else { return }
        let description = reason.firstRange(of: ": ").map { reason[$0.upperBound...] } ?? reason[...]
        say("(port \(port)) is unhealthy in \(targetGroup) due to (reason \(description))", at: now)
    }

    mutating func completed(_ deployment: String, at now: Moment) {
        say("(deployment \(deployment)) deployment completed.", at: now)
    }

    /// Reports that the service is steady: once, and again every few hours.
    mutating func steady(_ isSteady: Bool, at now: Moment) {
        guard isSteady else {
            steadyAt = nil
            return
        }
        if let steadyAt, now.seconds(since: steadyAt) < Self.reminder { return }
        steadyAt = now
        say("has reached a steady state.", at: now)
    }

    /// A task has stopped.
    mutating func stopped(_ task: String, version: String, reason: String, isWanted: Bool, at now: Moment) {
        events.append(
            Event(
                at: now, service: service, side: .new, kind: .taskStopped, actor: "ecs", before: version,
                after: LifecycleState.taskStopped.rawValue, reason: reason, evidence: task,
                cause: isWanted ? .wanted : nil))
    }

    /// Drops events that are too old to be read.
    mutating func forget(at now: Moment) {
        guard let first = events.first, now.seconds(since: first.at) > Self.memory else { return }
        events.removeFirst(events.prefix { now.seconds(since: $0.at) > Self.memory }.count)
    }

    private mutating func say(_ message: String, at now: Moment) {
        events.append(
            Event(
                at: now, service: service, side: .new, kind: .ecs, actor: "ecs",
                reason: "(service \(service)) \(message)", evidence: identifier()))
    }

    /// In the form of a UUID.
    private mutating func identifier() -> String {
        var text = ""
        for (index, length) in [8, 4, 4, 4, 12].enumerated() {
            if index > 0 { text += "-" }
            let digits = String(chance.next() >> UInt64(64 - 4 * length), radix: 16)
            text += String(repeating: "0", count: length - digits.count) + digits
        }
        return text
    }

    private static func list(_ tasks: [String]) -> String {
        tasks.map { "(task \($0.prefix(8)))" }.joined(separator: " ")
    }
}
