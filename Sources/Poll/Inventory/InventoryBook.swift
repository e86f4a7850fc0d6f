import Model
import Store

/// The inventories of all sides, built from the parts that the sources report.
struct InventoryBook {
    private struct Entry {
        var merge: InventoryMerge
        var inventory: Inventory?
        /// Sources that have reported their part, in this process or an earlier one. Only changes after that are
        /// events.
        var reported: Set<Source>
        /// The versions in the last report of EC2 or ECS.
        var versions: [String]
    }

    private var entries: [ServiceSide: Entry] = [:]
    private var damper = FlapDamper()

    /// - Parameter board: The store's content. Only differences from it are events.
    init(configuration: Configuration, board: Board?) {
        for (side, configured) in configuration.sides {
            let stored = board?.services.first { $0.name == side.service }?[side.side]
            entries[side] = Entry(
                merge: InventoryMerge(configuration: configured), inventory: stored?.inventory,
                reported: Set(stored?.confirmed.keys.map(\.self) ?? []), versions: stored?.inventory?.versions ?? [])
        }
    }

    /// The instances in Auto Scaling's last report, by side.
    var instances: [ServiceSide: [String]] {
        entries.compactMapValues { entry in
            guard entry.merge.configuration.autoScalingGroup != nil else { return nil }
            if let group = entry.merge.group { return group.instances.map(\.id) }
            return entry.reported.contains(.autoScaling) ? entry.inventory?.members.map(\.id) : nil
        }
    }

    /// The ARNs of the target groups in which ECS registers each side's tasks, beside the configured ones. A side whose
    /// service was not read yet is absent.
    var targetGroups: [ServiceSide: [String]] {
        entries.compactMapValues { entry in
            guard entry.merge.configuration.ecs != nil, let tasks = entry.merge.tasks else { return nil }
            return tasks.targetGroups ?? []
        }
    }

    /// Takes one source's report. Returns the present inventories, and the events since the last report.
    mutating func take(
        _ parts: [ServiceSide: InventoryPart], from source: Source, at moment: Moment
    ) -> (updates: [InventoryUpdate], events: [Event]) {
        var updates: [InventoryUpdate] = []
        var events: [Event] = []
        for (side, part) in parts.sorted(by: { Self.order($0.key) < Self.order($1.key) }) {
            guard var entry = entries[side] else { continue }
            entry.merge.take(part)
            let before = entry.inventory
            let after = entry.merge.inventory(over: before, at: moment)
            if let before, entry.reported.contains(source) {
                let teller = InventoryEvents(
                    side: side, configuration: entry.merge.configuration, source: source, at: moment)
                events += tell(teller, source, before, after, entry)
            }
            if source == .ec2 || source == .ecs { entry.versions = after.versions }
            entry.inventory = after
            entry.reported.insert(source)
            entries[side] = entry
            updates.append(InventoryUpdate(of: side, inventory: after))
        }
        return (updates, events)
    }

    private mutating func tell(
        _ teller: InventoryEvents, _ source: Source, _ before: Inventory, _ after: Inventory, _ entry: Entry
    ) -> [Event] {
        switch source {
        case .targetHealth:
            let isFleet = entry.merge.configuration.ecs == nil && entry.merge.configuration.autoScalingGroup == nil
            return (isFleet ? teller.fleet(from: before, to: after) : [])
                + teller.health(from: before, to: after, damper: &damper)
        case .autoScaling: return teller.fleet(from: before, to: after)
        case .ec2: return teller.versions(from: entry.versions, to: after.versions)
        case .ecs:
            return teller.fleet(from: before, to: after) + teller.versions(from: entry.versions, to: after.versions)
        default: return []
        }
    }

    private static func order(_ side: ServiceSide) -> String { "\(side.service) \(side.side == .old ? 0 : 1)" }
}
