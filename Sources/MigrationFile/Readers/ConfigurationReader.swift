package import Model

extension Configuration {
    /// Reads a configuration in YAML or JSON. `file` is the name that messages show.
    ///
    /// The error has all problems: syntax, unknown keys, wrong types, missing parts, contradictions.
    package static func read(text: String, file: String) throws(ConfigurationError) -> Configuration {
        let notes = Diagnostics(file: file)
        let bare = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        guard let root = YAMLTree.root(of: bare, notes: notes) else { throw notes.error }
        var reader = ConfigurationReader(notes: notes)
        let configuration = reader.read(root)
        guard notes.isEmpty, let configuration else { throw notes.error }
        return configuration
    }

    /// The same from a file's bytes, which must be UTF-8.
    package static func read(bytes: [UInt8], file: String) throws(ConfigurationError) -> Configuration {
        if let text = String(validating: bytes, as: UTF8.self) { return try read(text: text, file: file) }
        let notes = Diagnostics(file: file)
        let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        let line = isWide ? 1 : bytes[..<firstBadByte(bytes)].reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
        notes.add(line, 1, "", isWide ? "the file is UTF-16" : "a byte that is not UTF-8", "save the file as UTF-8")
        throw notes.error
    }

    private static func firstBadByte(_ bytes: [UInt8]) -> Int {
        var decoder = UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var good = 0
        while case .valid(let scalar) = decoder.parseScalar(from: &iterator) { good += scalar.count }
        return good
    }
}

/// Reads the top level, and passes each service to its own reader.
struct ConfigurationReader {
    let notes: Diagnostics
    private let account = AccountWatch()

    static let keys =
        [
            "migration", "region", "profile", "assume_role", "endpoint", "endpoints", "store", "retention", "time_zone",
            "simulated", "rollout", "services", "groups", "hooks",
        ] + ScreenReader.keys
    /// The AWS services that can have an address of their own.
    static let endpointKeys = EndpointKey.allCases.map(\.rawValue)

    init(notes: Diagnostics) { self.notes = notes }

    /// `nil` when a required part is missing. The diagnostics say which.
    mutating func read(_ root: YAMLTree) -> Configuration? {
        let example = "a configuration begins with e.g. migration: reservations"
        guard !root.isNull else {
            root.note("the file is empty", example)
            return nil
        }
        guard let top = YAMLMapping(root, keys: Self.keys, write: example, hasExtensions: true) else { return nil }
        let migration = top.neededText("migration", PlainValidators.migration)
        let region = top.neededText("region", PlainValidators.region)
        let endpoint = top.text("endpoint", EndpointValidator.form)
        let endpoints = endpoints(top["endpoints"])
        account.isOff = endpoint != nil || !endpoints.isEmpty
        let forms = ResourceValidators(region: region, account: account)
        let role = top.text(
            "assume_role", forms.form(.role, write: "the role's ARN, arn:aws:iam::<account>:role/<name>"))
        let profile = top.text("profile", YAMLValidator("write a profile's name, e.g. profile: sre"))
        let store = top.text("store", PlainValidators.store)
        let retention = retention(top["retention"])
        let timeZone = top.text("time_zone", PlainValidators.timeZone)
        let simulated = top.text(
            "simulated", YAMLValidator("write what was simulated, e.g. simulated: slow-poison, seed 7"))
        let services = services(top, forms)
        let groups = top["groups"].map { GroupReader(tree: $0, services: services).read() } ?? []
        let hooks = top["hooks"].map { HookReader(tree: $0).read() } ?? []
        let screen = ScreenReader(top: top).read()
        guard let migration, let region else { return nil }
        var configuration = Configuration(
            migration: migration, region: region, profile: profile, assumeRole: role, endpoint: endpoint,
            endpoints: endpoints, store: store, retentionDays: retention ?? 14, timeZone: timeZone,
            simulated: simulated, services: services, groups: groups, hooks: hooks)
        configuration.screen = screen
        return configuration
    }

    private func endpoints(_ tree: YAMLTree?) -> [String: String] {
        let write = "write e.g. endpoints: { ecs: http://127.0.0.1:4566 }"
        guard let tree, let mapping = YAMLMapping(tree, keys: Self.endpointKeys, write: write) else { return [:] }
        var endpoints: [String: String] = [:]
        for key in Self.endpointKeys { endpoints[key] = mapping.text(key, EndpointValidator.form) }
        return endpoints
    }

    /// In days, from `14d`, `2w` or a number of days without a unit.
    private func retention(_ tree: YAMLTree?) -> Int? {
        let write = "write days or weeks, e.g. retention: 14d"
        guard let tree, let text = tree.text(write) else { return nil }
        let unit = text.last == "w" ? 7 : 1
        let digits = text.last == "w" || text.last == "d" ? text.dropLast() : text[...]
        guard !digits.isEmpty, digits.utf8.count <= 4, digits.allSatisfy(\.isASCIIDigit), let count = Int(digits) else {
            tree.note("“\(text)” is not a number of days", write)
            return nil
        }
        guard (1...3650).contains(count * unit) else {
            tree.note("“\(text)” is not between 1 day and 10 years", write)
            return nil
        }
        return count * unit
    }

    private func services(_ top: YAMLMapping, _ forms: ResourceValidators) -> [ServiceConfiguration] {
        let write = "write at least one service: services: { api: { old: …, new: … } }"
        guard let tree = top.needed("services", write), let entries = tree.entries(write) else { return [] }
        if entries.isEmpty { tree.note("no service is named", write) }
        let rollout = top["rollout"].map { RolloutReader(above: nil, tree: $0) }
        let plan = rollout?.read()
        var services: [ServiceConfiguration] = []
        var records: [String: String] = [:]
        for entry in entries {
            if let fault = PlainValidators.faultOfServiceName(entry.key) {
                entry.place.note(fault, "write e.g. services: { api: … }")
            }
            let reader = ServiceReader(forms: forms, entry: entry, plan: plan, planReader: rollout)
            guard let service = reader.read() else { continue }
            if case .route53(_, let name, _, _, _) = service.split {
                let record = name.lowercased()
                if let other = records[record] {
                    entry.place.note(
                        "its record \(name) is also the split of `\(other)`", "give each service its own record")
                }
                records[record] = service.name
            }
            services.append(service)
        }
        return services
    }
}
