import MigrationFile
import Model

/// Reads one fault: when it happens, to which service, and exactly one kind.
struct FaultReader {
    let cast: ScenarioCast

    private static let kinds = [
        "latency", "errors", "bad_member", "dies", "cold_cache", "blind", "weights", "scale", "cron", "deploy",
        "traffic",
    ]
    private static let keys = ["at", "lasts", "service", "side"] + kinds
    private static let write = "write e.g. { at: 12m, service: api, side: new, errors: { percent: 3 } }"

    /// The keys that a kind may have and must have.
    private struct Manner {
        var needsService = true
        /// Whether the service must take requests (`true`) or have a queue (`false`); `nil` for any service.
        var takesTraffic: Bool? = true
        var side = Use.may
        var canEnd = true
    }
    private enum Use { case must, may, never }

    private static func manner(of kind: String) -> Manner {
        switch kind {
        case "latency", "errors", "cold_cache": Manner(needsService: false)
        case "bad_member", "dies": Manner(side: .must)
        case "blind": Manner(needsService: false, takesTraffic: nil, side: .never)
        case "weights": Manner(side: .never, canEnd: false)
        case "scale": Manner(takesTraffic: nil)
        case "cron": Manner(takesTraffic: false, side: .never)
        case "deploy": Manner(takesTraffic: nil, side: .must, canEnd: false)
        default: Manner(needsService: false, side: .never)
        }
    }

    func read(_ tree: YAMLTree) -> Fault? {
        guard let mapping = YAMLMapping(tree, keys: Self.keys, write: Self.write) else { return nil }
        let found = Self.kinds.filter { mapping[$0] != nil }
        guard found.count == 1, let kind = found.first, let value = mapping[kind] else {
            tree.note(
                found.isEmpty ? "nothing is said about what happens" : "\(ScenarioCast.list(found)) stand in one entry",
                found.isEmpty ? "write one of \(ScenarioCast.list(Self.kinds))" : "give each an entry of its own")
            return nil
        }
        let manner = Self.manner(of: kind)
        let service = cast.name(mapping, isNeeded: manner.needsService, "write e.g. service: api")
        let side = side(mapping, manner, kind)
        let at = mapping.needed("at", "write e.g. at: 12m").flatMap {
            SpanForm(0...(cast.length - 60), write: "write e.g. at: 12m").read($0)
        }
        let lasts = lasts(mapping, manner, kind)
        check(service, manner, kind, mapping)
        let read = FaultKindReader(service: service.flatMap { cast[$0] }, side: side).read(kind, value)
        guard let at, let read else { return nil }
        if case .scale = read { return Fault(at: at, lasts: lasts, service: service, side: side ?? .old, kind: read) }
        return Fault(at: at, lasts: lasts, service: service, side: side, kind: read)
    }

    private func side(_ mapping: YAMLMapping, _ manner: Manner, _ kind: String) -> Side? {
        let tree = manner.side == .must ? mapping.needed("side", "write side: new or side: old") : mapping["side"]
        guard let tree else { return nil }
        guard manner.side != .never else {
            tree.note("`\(kind)` is of no side", "leave `side` out")
            return nil
        }
        return ChoiceForm.read(tree, among: Side.allCases, what: "a side")
    }

    private func lasts(_ mapping: YAMLMapping, _ manner: Manner, _ kind: String) -> Double? {
        guard let tree = mapping["lasts"] else { return nil }
        guard manner.canEnd else {
            tree.note("`\(kind)` does not end by itself", "leave `lasts` out, and undo it with another entry")
            return nil
        }
        return SpanForm(1...86_400, write: "write e.g. lasts: 10m").read(tree)
    }

    /// Notes a problem if this kind of fault cannot happen to this service.
    private func check(_ name: String?, _ manner: Manner, _ kind: String, _ mapping: YAMLMapping) {
        guard let takesTraffic = manner.takesTraffic, let name, let service = cast[name] else { return }
        if takesTraffic, service.traffic == nil {
            mapping["service"]?.note(
                "`\(kind)` cannot happen to \(name), which takes no traffic", "name another service")
        } else if !takesTraffic, service.queue.map({ $0.cronJobs == 0 }) ?? true {
            mapping["service"]?.note(
                "`\(kind)` cannot happen to \(name), which has no periodic runs", "name a service with `cron_jobs`")
        }
    }
}
