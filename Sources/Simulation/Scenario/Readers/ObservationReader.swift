import MigrationFile
import Model

/// Reads the expected observations: between which times, of which service, exactly one kind, and what to do.
struct ObservationReader {
    let cast: ScenarioCast

    private static let kinds = [
        "verdict", "event", "lag", "old_running", "versions", "queue_age", "applied", "failing", "requests",
    ]
    private static let keys = ["from", "by", "service", "words", "act", "level"] + kinds + ["subject", "says", "side"]
    private static let write =
        "write e.g. { from: 18m, by: 32m, service: api, verdict: worse, subject: p99, act: pause, words: … }"
    /// The keys besides the kind, and which kind they belong to.
    private static let beside = [
        ("subject", ["verdict"]), ("says", ["event"]), ("side", ["versions", "failing"]),
    ]
    /// With more, a person could not tell them apart in one night. Each costs a check of every board.
    private static let most = 200

    /// Reads all of them. They must be in the order in which they appear.
    func read(_ trees: [YAMLTree]) -> [ExpectedObservation] {
        if let one = trees.dropFirst(Self.most).first {
            one.note("this is one more than the \(Self.most) sights that a scenario may have", "leave some out")
        }
        var sights: [ExpectedObservation] = []
        for tree in trees.prefix(Self.most) {
            guard let sight = read(tree) else { continue }
            if let last = sights.last, sight.from < last.from {
                tree.note("this shows before the entry above it", "put the entries in the order in which they show")
            }
            sights.append(sight)
        }
        return sights
    }

    private func read(_ tree: YAMLTree) -> ExpectedObservation? {
        guard let mapping = YAMLMapping(tree, keys: Self.keys, write: Self.write) else { return nil }
        let service = cast.name(mapping, isNeeded: true, "write e.g. service: api")
        let from = span("from", mapping)
        let by = span("by", mapping)
        if let from, let by, by < from {
            mapping["by"]?.note("this is before `from`", "write a later time")
        }
        let words = mapping.neededText("words", YAMLValidator("write in words what is seen"))
        let acts = "write act: watch, act: pause or act: roll_back"
        let act = mapping.needed("act", acts).flatMap {
            ChoiceForm.read($0, among: ExpectedObservation.Act.allCases, what: "something an operator does")
        }
        let level = mapping["level"].flatMap {
            ChoiceForm.read($0, among: Headline.Level.allCases, what: "a level of the headline")
        }
        let found = Self.kinds.filter { mapping[$0] != nil }
        guard found.count == 1, let kind = found.first, let value = mapping[kind] else {
            tree.note(
                found.isEmpty ? "nothing is said about what is seen" : "\(ScenarioCast.list(found)) stand in one entry",
                found.isEmpty ? "write one of \(ScenarioCast.list(Self.kinds))" : "give each an entry of its own")
            return nil
        }
        for (key, owners) in Self.beside where !owners.contains(kind) {
            let list = owners.map { "`\($0)`" }.joined(separator: " and ")
            mapping[key]?.note("`\(key)` belongs to \(list)", "leave it out")
        }
        let what = what(kind, value, mapping)
        if let service { check(service, kind, value) }
        guard let service, let from, let by, let words, let act, let what else { return nil }
        return ExpectedObservation(
            from: from, by: by, service: service, what: what, words: words, act: act, level: level)
    }

    /// Seconds after the start, within the scenario.
    private func span(_ key: String, _ mapping: YAMLMapping) -> Double? {
        let form = SpanForm(0...cast.length, write: "write a time within the scenario, e.g. \(key): 18m")
        return mapping.needed(key, form.write).flatMap { form.read($0) }
    }

    private func what(_ kind: String, _ value: YAMLTree, _ mapping: YAMLMapping) -> ExpectedObservation.What? {
        switch kind {
        case "verdict":
            let state = ChoiceForm.read(value, among: Verdict.State.allCases, what: "a verdict")
            let subject = mapping.text("subject", YAMLValidator("write e.g. subject: p99"))
            return state.map { .verdict($0, subject: subject) }
        case "event":
            let kind = ChoiceForm.read(value, among: Event.Kind.allCases, what: "a kind of event")
            let says = mapping.neededText(
                "says", YAMLValidator("write a part of the event's reason, e.g. says: exit 137"))
            guard let kind, let says else { return nil }
            return .event(kind, containing: says)
        case "lag":
            return NumberValidator(0.1...100, write: "write points, e.g. lag: 15").read(value).map { .lag(points: $0) }
        case "old_running":
            return NumberValidator.count(0...1000, "write e.g. old_running: 4").read(value)
                .map { .oldRunning(atMost: Int($0)) }
        case "versions":
            let count = NumberValidator.count(2...1000, "write e.g. versions: 2").read(value)
            guard let side = side(mapping), let count else { return nil }
            return .versions(side, atLeast: Int(count))
        case "failing":
            let percent = NumberValidator(0.1...100, write: "write percent of the requests, e.g. failing: 5").read(
                value)
            guard let side = side(mapping), let percent else { return nil }
            return .failing(side, atLeast: percent)
        case "requests":
            return NumberValidator(1...10_000_000, write: "write requests a minute, e.g. requests: 9000").read(value)
                .map { .requests(atLeast: $0) }
        case "queue_age":
            return SpanForm(1...86_400, write: "write e.g. queue_age: 200s").read(value).map { .queueAge(atLeast: $0) }
        default:
            return NumberValidator.percent("write percent on new, e.g. applied: 50").read(value)
                .map { .applied(percent: $0) }
        }
    }

    private func side(_ mapping: YAMLMapping) -> Side? {
        mapping.needed("side", "write side: new or side: old")
            .flatMap { ChoiceForm.read($0, among: Side.allCases, what: "a side") }
    }

    /// Notes a problem if this kind cannot be observed for this service.
    private func check(_ name: String, _ kind: String, _ value: YAMLTree) {
        guard let service = cast[name] else { return }
        if ["lag", "applied"].contains(kind), service.traffic == nil {
            value.note("\(name) takes no traffic and has no weights", "name another service")
        } else if ["failing", "requests"].contains(kind), service.traffic == nil {
            value.note("\(name) takes no traffic", "name another service")
        } else if kind == "queue_age", service.queue == nil {
            value.note("\(name) has no queue", "name another service")
        }
    }
}
