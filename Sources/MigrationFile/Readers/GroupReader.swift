import Model

/// Reads `groups:`, the services that move together.
struct GroupReader {
    let tree: YAMLTree
    let services: [ServiceConfiguration]

    func read() -> [ServiceGroup] {
        guard let entries = tree.entries("write e.g. groups: { front: [api, web] }") else { return [] }
        var groups: [ServiceGroup] = []
        for entry in entries {
            checkName(entry)
            let group = ServiceGroup(name: entry.key, services: members(entry, besides: groups))
            compare(group, entry)
            groups.append(group)
        }
        return groups
    }

    /// A command takes a service's or a group's name, so no name may be both.
    private func checkName(_ entry: YAMLEntry) {
        let write = "write e.g. groups: { front: [api, web] }"
        if let fault = PlainValidators.faultOfServiceName(entry.key) { entry.place.note(fault, write) }
        if services.contains(where: { $0.name == entry.key }) {
            entry.place.note("“\(entry.key)” is a service's name already", "give the group another name")
        }
    }

    private func members(_ entry: YAMLEntry, besides groups: [ServiceGroup]) -> [String] {
        let write = "write the names of services, e.g. [api, web]"
        guard let elements = entry.value.list(write) else { return [] }
        if elements.isEmpty { entry.value.note("no service is named", write) }
        var members: [String] = []
        for element in elements {
            guard let name = element.text(write) else { continue }
            if let fault = fault(of: name, members, groups) {
                element.note(fault.what, fault.write)
            } else {
                members.append(name)
            }
        }
        return members
    }

    private func fault(
        of name: String, _ members: [String], _ groups: [ServiceGroup]
    ) -> (what: String, write: String)? {
        // Services that could not be read are said to be wrong where they stand.
        guard !services.isEmpty else { return nil }
        guard let service = services.first(where: { $0.name == name }) else {
            let meant = Suggestion.nearest(to: name, among: services.map(\.name))
            let known = services.map(\.name).joined(separator: ", ")
            return ("there is no service “\(name)”", meant.map { "did you mean `\($0)`?" } ?? "known here: \(known)")
        }
        if service.split == nil { return ("“\(name)” has no split, so there is nothing to move", "leave it out") }
        if members.contains(name) { return ("“\(name)” stands twice in its group", "keep one of them") }
        if let other = groups.moving(name) {
            return ("“\(name)” is in the group “\(other.name)” already", "a service moves with one group")
        }
        return nil
    }

    /// Services that move together take the same steps. Their bakes may differ; the longest applies.
    private func compare(_ group: ServiceGroup, _ entry: YAMLEntry) {
        let plans = group.services.compactMap { name in services.first { $0.name == name }?.rollout }
        guard let first = plans.first else { return }
        if plans.contains(where: { $0.steps != first.steps }) || plans.count != group.services.count {
            entry.place.note("its services move together, but their steps differ", "give all of them the same `steps`")
        } else if plans.contains(where: { $0.mode != first.mode }) {
            entry.place.note("its services move together, but their modes differ", "give all of them the same `mode`")
        }
    }
}
