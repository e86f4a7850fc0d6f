import Model

/// Reads one service: its split, its two sides, its limits and its queue, and whether they agree.
struct ServiceReader {
    let forms: ResourceValidators
    let entry: YAMLEntry
    /// The plan of the whole migration, and the reader that read it.
    let plan: RolloutPlan?
    let planReader: RolloutReader?

    private static let keys = ["split", "old", "new", "limits", "judge", "queue", "database", "rollout", "sides"]

    /// `nil` when a side is missing or cannot be read. The diagnostics say why.
    func read() -> ServiceConfiguration? {
        let write = "write `old` and `new` with what runs on each side"
        guard !entry.value.isNull else {
            entry.place.note("nothing is said about this service", write)
            return nil
        }
        guard let mapping = YAMLMapping(entry.value, keys: Self.keys, write: write) else { return nil }
        let split = mapping["split"].flatMap { SplitReader(forms: forms, tree: $0).read() }
        let old = side(.old, mapping)
        let new = side(.new, mapping)
        let limits = limits(mapping["limits"])
        let judge = mapping["judge"].map { JudgeReader(tree: $0).read() }
        let queue = queue(mapping["queue"])
        let rollout = rollout(mapping, split?.split)
        let vouched = vouched(mapping)
        guard var old, var new else { return nil }
        compare(old, new)
        let fleets = [old.configuration, new.configuration]
        let database = mapping["database"].flatMap { DatabaseReader(tree: $0).read(for: fleets) }
        if let split {
            switch split.split {
            case .route53:
                needBalancers(old, new)
                needGroups(old, new)
            case .alb: fill(split, &old, &new)
            }
        }
        return ServiceConfiguration(
            name: entry.key, split: split?.split, old: old.configuration, new: new.configuration, limits: limits,
            judge: judge ?? JudgeSettings(), queue: queue, database: database, rollout: rollout,
            vouchedSides: vouched)
    }

    /// Its own section on top of the migration's. A service without a split has no rollout.
    private func rollout(_ mapping: YAMLMapping, _ split: Split?) -> RolloutPlan? {
        guard mapping["split"] != nil else {
            mapping["rollout"]?.note(
                "this service has no `split`, so there are no weights to move", "leave `rollout` out, or add its split")
            return nil
        }
        let reader = mapping["rollout"].map { RolloutReader(above: plan, tree: $0) }
        let rollout = reader.flatMap { $0.read() } ?? plan
        if let rollout { (reader ?? planReader)?.compare(rollout, split) }
        return rollout
    }

    /// Why somebody vouches for the sides. A reason is kept for ever and shown to everyone, as that of an order.
    private func vouched(_ mapping: YAMLMapping) -> String? {
        let write = "write e.g. sides: { vouched: \"old is behind Global Accelerator, looked at by mika\" }"
        guard let tree = mapping["sides"] else { return nil }
        guard mapping["split"] != nil else {
            tree.note(
                "this service has no `split`, so no traffic goes to its sides", "leave `sides` out, or add its split")
            return nil
        }
        guard let sides = YAMLMapping(tree, keys: ["vouched"], write: write) else { return nil }
        return sides.neededText(
            "vouched",
            YAMLValidator(write) { text in
                if text.allSatisfy(\.isWhitespace) { return "a reason without a word" }
                if OrderLimits.takes(reason: text) { return nil }
                return "a reason of more than \(OrderLimits.reason) characters or \(OrderLimits.reasonBytes) bytes"
            })
    }

    private func side(_ side: Side, _ mapping: YAMLMapping) -> SideReader.Draft? {
        let example =
            side == .old ? "old: { auto_scaling_group: api-asg }" : "new: { ecs: { cluster: prod, service: api } }"
        guard let tree = mapping.needed(side.rawValue, "write e.g. \(example)") else { return nil }
        return SideReader(forms: forms, tree: tree, side: side).read()
    }

    private func limits(_ tree: YAMLTree?) -> Limits {
        let write = "write e.g. limits: { error_percent: 1.0, p99_ms: 500 }"
        guard let tree, let mapping = YAMLMapping(tree, keys: ["error_percent", "p99_ms"], write: write) else {
            return Limits()
        }
        var limits = Limits()
        if let value = mapping["error_percent"], let percent = value.number("write e.g. 1.0") {
            if percent > 0, percent <= 100 {
                limits.errorPercent = percent
            } else {
                value.note(
                    "\(NumberWords.percent(percent)) is no limit for a percentage",
                    "write a number above 0, at most 100")
            }
        }
        if let value = mapping["p99_ms"], let milliseconds = value.number("write milliseconds, e.g. 500") {
            if milliseconds > 0 {
                limits.p99 = milliseconds
            } else {
                value.note(
                    "a limit of \(NumberWords.decimal(milliseconds, 0)) ms is always broken",
                    "write a number above 0, e.g. 500")
            }
        }
        return limits
    }

    /// The queue's name or URL. An ARN is reduced to its name, as region and account are the migration's.
    private func queue(_ tree: YAMLTree?) -> String? {
        let write = "e.g. queue: { sqs: jobs }"
        guard let tree, let mapping = YAMLMapping(tree, keys: ["sqs"], write: "write \(write)") else { return nil }
        let text = mapping.neededText("sqs", forms.form(.queue, write: write))
        return text.map { ARN($0)?.name ?? $0 }
    }

    // MARK: What the parts must say of each other

    /// The two sides must differ in everything but the load balancer.
    private func compare(_ old: SideReader.Draft, _ new: SideReader.Draft) {
        for group in new.configuration.targetGroups
        where old.configuration.targetGroups.contains(where: { Self.isSame($0, group) }) {
            new.tree.note(
                "the target group \(ResourceValidators.masked(group)) is on both sides",
                "name each side's own target groups"
            )
        }
        if let group = old.configuration.autoScalingGroup, let other = new.configuration.autoScalingGroup,
            Self.isSame(group, other)
        {
            new.tree.note("the Auto Scaling group is the same on both sides", "name each side's own")
        }
        if let one = old.configuration.ecs, let other = new.configuration.ecs, Self.isSame(one.cluster, other.cluster),
            Self.isSame(one.service, other.service)
        {
            new.tree.note("the ECS service is the same on both sides", "name each side's own")
        }
    }

    /// Requests are counted at load balancers: each side of a service with weighted records needs one.
    private func needBalancers(_ old: SideReader.Draft, _ new: SideReader.Draft) {
        for draft in [old, new] where draft.configuration.loadBalancer == nil && !draft.hasFaultyBalancer {
            draft.tree.note(
                "`load_balancer` is missing: without it no request of this side can be counted",
                "write e.g. load_balancer: app/api-\(draft.side.rawValue)/50dc6c495c0c9188")
        }
    }

    /// If one load balancer serves both sides, only target groups distinguish their requests.
    private func needGroups(_ old: SideReader.Draft, _ new: SideReader.Draft) {
        guard let one = old.configuration.loadBalancer, let other = new.configuration.loadBalancer,
            Self.isSame(one, other)
        else { return }
        for draft in [old, new] where draft.configuration.targetGroups.isEmpty {
            draft.tree.note(
                "one load balancer serves both sides, and only target groups tell them apart",
                "write e.g. target_groups: [targetgroup/api-\(draft.side.rawValue)/73e2d6bc24d8a067]")
        }
    }

    /// A forward action determines the sides' load balancer and target groups. What the sides say must agree with it.
    private func fill(_ read: SplitReader.Read, _ old: inout SideReader.Draft, _ new: inout SideReader.Draft) {
        guard case .alb(let listener, _, let oldGroup, let newGroup) = read.split else { return }
        let parts = ARN(listener)?.resource.split(separator: "/") ?? []
        let balancer = parts.count >= 4 ? parts[1...3].joined(separator: "/") : nil
        fill(&old, balancer: balancer, group: oldGroup)
        fill(&new, balancer: balancer, group: newGroup)
    }

    private func fill(_ draft: inout SideReader.Draft, balancer: String?, group: String) {
        if let balancer, let named = draft.configuration.loadBalancer, !Self.isSame(named, balancer) {
            draft.tree.note(
                "its load balancer is not the one of the split's listener, \(balancer)", "leave `load_balancer` out")
        } else if let balancer, draft.configuration.loadBalancer == nil {
            draft.configuration.loadBalancer = balancer
        }
        if draft.configuration.targetGroups.isEmpty {
            draft.configuration.targetGroups = [group]
        } else if !draft.configuration.targetGroups.contains(where: { Self.isSame($0, group) }) {
            draft.tree.note(
                "the split's target group \(ResourceValidators.masked(group)) is not among this side's target groups",
                "add it to `target_groups`, or leave them out")
        }
    }

    /// Whether two texts name the same resource, as far as this is known without a request to AWS.
    static func isSame(_ a: String, _ b: String) -> Bool {
        if a == b { return true }
        let (tailA, tailB) = (tail(a), tail(b))
        // A plain name has no id, so a name and an ARN are compared by name.
        return tailA.contains("/") && tailB.contains("/") ? tailA == tailB : name(tailA) == name(tailB)
    }

    /// The suffix of the ARN, `app/name/hex` or `targetgroup/name/hex`; for other texts the name.
    private static func tail(_ text: String) -> String {
        guard let arn = ARN(text) else {
            return text.hasPrefix("loadbalancer/") ? String(text.dropFirst("loadbalancer/".count)) : text
        }
        switch arn.kind {
        case .loadBalancer: return String(arn.resource.dropFirst("loadbalancer/".count))
        case .targetGroup: return arn.resource
        default: return arn.name
        }
    }

    private static func name(_ tail: String) -> String {
        let parts = tail.split(separator: "/")
        return parts.count == 3 ? String(parts[1]) : tail
    }
}
