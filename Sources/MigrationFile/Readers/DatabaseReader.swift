import Model

/// Reads a service's `database`: how many connections it accepts, and how many each instance and each task may open.
struct DatabaseReader {
    let tree: YAMLTree

    private static let write = "write e.g. database: { connections: 500, per_instance: 20, per_task: 10 }"

    /// `nil`, with a problem noted, when a number is missing that one of the fleets needs.
    func read(for fleets: [SideConfiguration]) -> DatabaseLimit? {
        let keys = ["connections", "per_instance", "per_task"]
        guard let mapping = YAMLMapping(tree, keys: keys, write: Self.write) else { return nil }
        let hasInstances = fleets.contains { $0.autoScalingGroup != nil }
        let hasTasks = fleets.contains { $0.ecs != nil }
        let connections = number("connections", mapping, isNeeded: true)
        let perInstance = number("per_instance", mapping, isNeeded: hasInstances)
        let perTask = number("per_task", mapping, isNeeded: hasTasks)
        guard let connections, perInstance != nil || !hasInstances, perTask != nil || !hasTasks else { return nil }
        return DatabaseLimit(connections: connections, perInstance: perInstance ?? 0, perTask: perTask ?? 0)
    }

    /// A whole number from 1 to a million.
    private func number(_ key: String, _ mapping: YAMLMapping, isNeeded: Bool) -> Int? {
        guard let value = isNeeded ? mapping.needed(key, Self.write) : mapping[key],
            let number = value.number(Self.write)
        else { return nil }
        guard (1...1_000_000).contains(number), let whole = Int(exactly: number) else {
            value.note("\(NumberWords.percent(number)) is no number of connections", Self.write)
            return nil
        }
        return whole
    }
}
