import Model

/// Reads one side of a service.
struct SideReader {
    let forms: ResourceValidators
    let tree: YAMLTree
    let side: Side

    /// The readable parts of a side, and its position in the file for later problems.
    struct Draft {
        var configuration: SideConfiguration
        var tree: YAMLTree
        var side: Side
        /// A load balancer was given but is not valid. Its absence is then not a second problem.
        var hasFaultyBalancer: Bool
    }

    private static let keys = ["load_balancer", "target_groups", "auto_scaling_group", "ecs"]

    func read() -> Draft? {
        let fleet =
            side == .old
            ? "write e.g. auto_scaling_group: api-asg (or ecs: { cluster: …, service: … })"
            : "write e.g. ecs: { cluster: prod, service: api } (or auto_scaling_group: …)"
        guard let mapping = YAMLMapping(tree, keys: Self.keys, write: fleet) else { return nil }
        let balancer = mapping.text(
            "load_balancer",
            forms.form(.loadBalancer, write: "e.g. load_balancer: app/api-\(side.rawValue)/50dc6c495c0c9188"))
        let groups = targetGroups(mapping["target_groups"])
        let group = mapping.text(
            "auto_scaling_group", forms.form(.autoScalingGroup, write: "e.g. auto_scaling_group: api-asg"))
        let ecs = mapping["ecs"].flatMap { self.ecs($0) }
        switch (mapping["auto_scaling_group"], mapping["ecs"]) {
        case (nil, nil):
            tree.note("nothing is said about what runs on the \(side.rawValue) side", fleet)
        case (_?, _?):
            tree.note(
                "a side runs on an Auto Scaling group or on ECS, not on both", "keep the one that takes the traffic")
        default: break
        }
        let configuration = SideConfiguration(
            loadBalancer: balancer, targetGroups: groups, autoScalingGroup: group, ecs: ecs)
        return Draft(
            configuration: configuration, tree: tree, side: side,
            hasFaultyBalancer: mapping["load_balancer"] != nil && balancer == nil)
    }

    private func targetGroups(_ tree: YAMLTree?) -> [String] {
        let write = "e.g. target_groups: [targetgroup/api-\(side.rawValue)/73e2d6bc24d8a067]"
        guard let tree, let elements = tree.list("write \(write)") else { return [] }
        if elements.isEmpty { tree.note("an empty list", "write \(write), or leave it out") }
        let form = forms.form(.targetGroup, write: write)
        var groups: [String] = []
        for element in elements {
            guard let group = form.read(element) else { continue }
            if groups.contains(where: { ServiceReader.isSame($0, group) }) {
                element.note("this target group stands twice", "keep one of them")
            }
            groups.append(group)
        }
        return groups
    }

    private func ecs(_ tree: YAMLTree) -> ECSConfiguration? {
        let write = "e.g. ecs: { cluster: prod, service: api }"
        guard let mapping = YAMLMapping(tree, keys: ["cluster", "service"], write: "write \(write)") else { return nil }
        let cluster = mapping.neededText("cluster", forms.form(.cluster, write: write))
        let service = mapping.neededText("service", forms.form(.ecsService, write: write))
        guard let cluster, let service else { return nil }
        // Long service ARNs name their cluster: arn:…:service/cluster/name.
        if let parts = ARN(service)?.resource.split(separator: "/"), parts.count == 3 {
            let own = ARN(cluster)?.name ?? cluster
            if parts[1] != own {
                mapping["service"]?.note(
                    "this ECS service is in the cluster \(parts[1]), not in \(own)", "write \(write)")
            }
        }
        return ECSConfiguration(cluster: cluster, service: service)
    }
}
