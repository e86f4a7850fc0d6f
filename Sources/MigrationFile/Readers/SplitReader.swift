import Model

/// Reads where a service's weights are stored.
struct SplitReader {
    let forms: ResourceValidators
    let tree: YAMLTree

    struct Read {
        var split: Split
        var tree: YAMLTree
    }

    func read() -> Read? {
        let write =
            "write route53: { zone: …, name: …, old: …, new: … } or alb: { listener: …, rule: …, old: …, new: … }"
        guard let mapping = YAMLMapping(tree, keys: ["route53", "alb"], write: write) else { return nil }
        switch (mapping["route53"], mapping["alb"]) {
        case (let route53?, nil): return route53Split(route53).map { Read(split: $0, tree: route53) }
        case (nil, let alb?): return albSplit(alb).map { Read(split: $0, tree: alb) }
        case (nil, nil):
            if tree.entries()?.isEmpty ?? false { tree.note("nothing is said about the split", write) }
            return nil
        case (_?, _?):
            tree.note("a split is by `route53` or by `alb`, not by both", "keep the one that moves the traffic")
            return nil
        }
    }

    private func route53Split(_ tree: YAMLTree) -> Split? {
        let write = "write e.g. route53: { zone: example.com, name: api.example.com, old: ec2, new: ecs }"
        let keys = ["zone", "name", "type", "types", "old", "new"]
        guard let mapping = YAMLMapping(tree, keys: keys, write: write) else { return nil }
        let zone = mapping.neededText("zone", PlainValidators.zone)
        let name = mapping.neededText("name", PlainValidators.domain("the record's name, e.g. name: api.example.com"))
        let old = mapping.neededText("old", PlainValidators.setIdentifier(.old))
        let new = mapping.neededText("new", PlainValidators.setIdentifier(.new))
        let types = types(mapping)
        if let old, old == new {
            mapping["new"]?.note("both sides have the set identifier “\(old)”", "write the identifiers of two records")
        }
        if let zone, let name, !PlainValidators.isZoneID(PlainValidators.zoneID(zone)), !Self.isWithin(name, zone) {
            mapping["name"]?.note("\(name) is not in the zone \(zone)", "write a name that ends in .\(zone)")
        }
        guard let zone, let name, let old, let new else { return nil }
        let id = PlainValidators.zoneID(zone)
        return .route53(zone: PlainValidators.isZoneID(id) ? id : zone, name: name, types: types, old: old, new: new)
    }

    /// `type: A` or `types: [A, AAAA]`; no types means all types that exist.
    private func types(_ mapping: YAMLMapping) -> [String] {
        let write = "write e.g. types: [A, AAAA]"
        let form = YAMLValidator(write) {
            ["A", "AAAA", "CNAME"].contains($0) ? nil : "“\($0)” is not a type that leads to servers: A, AAAA, CNAME"
        }
        if mapping["type"] != nil, let types = mapping["types"] {
            types.note("`type` is there already", "keep one of them")
        }
        if let one = mapping.text("type", form) { return [one] }
        let types = mapping["types"]?.list(write)?.compactMap { form.read($0) } ?? []
        if Set(types).count < types.count { mapping["types"]?.note("a type stands twice", write) }
        return types
    }

    private static func isWithin(_ name: String, _ zone: String) -> Bool {
        func bare(_ text: String) -> String { (text.hasSuffix(".") ? String(text.dropLast()) : text).lowercased() }
        return bare(name) == bare(zone) || bare(name).hasSuffix("." + bare(zone))
    }

    private func albSplit(_ tree: YAMLTree) -> Split? {
        let write =
            "write e.g. alb: { listener: <ARN>, rule: <ARN or priority>, old: <target group>, new: <target group> }"
        guard let mapping = YAMLMapping(tree, keys: ["listener", "rule", "old", "new"], write: write) else {
            return nil
        }
        let listener = mapping.neededText("listener", forms.form(.listener, write: "the listener's ARN"))
        let rule = mapping.text("rule", forms.form(.rule, write: "the rule's ARN, its priority, or default"))
        let old = mapping.neededText("old", forms.form(.targetGroup, write: "the old side's target group"))
        let new = mapping.neededText("new", forms.form(.targetGroup, write: "the new side's target group"))
        if let old, let new, ServiceReader.isSame(old, new) {
            mapping["new"]?.note("both sides have the same target group", "write two target groups")
        }
        if let listener, let rule, let arn = ARN(rule), let parent = ARN(listener),
            arn.resource.split(separator: "/").dropFirst().prefix(4)
                != parent.resource.split(separator: "/").dropFirst().prefix(4)
        {
            mapping["rule"]?.note("this rule is not one of the listener's", "write a rule of the listener above")
        }
        guard let listener, let old, let new else { return nil }
        return .alb(listener: listener, rule: rule == "default" ? nil : rule, old: old, new: new)
    }
}
