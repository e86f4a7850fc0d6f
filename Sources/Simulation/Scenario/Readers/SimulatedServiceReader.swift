import MigrationFile
import Model

/// Reads one service of a scenario from its layers.
struct SimulatedServiceReader {
    let name: String
    /// The nearest first; never empty.
    let entries: [YAMLEntry]

    private static let keys = ["traffic", "plan", "old", "new", "queue", "limits"]

    /// `nil` when a part is missing or cannot be read. The diagnostics say why.
    func read() -> SimulatedService? {
        let write = "write `old` and `new`, and either `traffic` with `plan` or `queue`"
        if let empty = entries.first(where: { $0.value.isNull }) {
            empty.place.note("nothing is said about this service", write)
            return nil
        }
        guard let mapping = LayeredMapping(entries.map(\.value), keys: Self.keys, write: write) else { return nil }
        let traffic = TrafficReader.read(mapping)
        let plan = PlanReader.read(mapping)
        let queue = queue(mapping)
        let old = FleetReader(side: .old).read(mapping)
        let new = FleetReader(side: .new).read(mapping)
        let limits = limits(mapping)
        switch (TrafficReader.isThere(mapping), mapping["queue"].map { $0.word != "none" } ?? false) {
        case (true, true): mapping.note("a service has `traffic` or a `queue`, not both", "keep one of them")
        case (false, false): mapping.note("nothing comes in: neither `traffic` nor `queue` is there", write)
        case (false, true):
            if plan != nil {
                mapping["plan"]?.note("a service without `traffic` has no weights to move", "leave `plan` out")
            }
        case (true, false):
            if plan == nil, mapping["plan"] == nil || mapping["plan"]?.word == "none" {
                mapping.note("`plan` is missing", PlanReader.write)
            }
        }
        guard let old, let new else { return nil }
        return SimulatedService(
            name: name, traffic: traffic, plan: plan, old: old, new: new, queue: queue, limits: limits)
    }

    private func queue(_ mapping: LayeredMapping) -> QueueModel? {
        let write = "write e.g. queue: { name: jobs, jobs: 300, cron_jobs: 1500, cron_every: 15m }"
        guard
            let queue = mapping.mapping("queue", keys: ["name", "jobs", "cron_jobs", "cron_every"], write: write)
        else { return nil }
        let name = queue.neededText(
            "name",
            YAMLValidator(write) { text in
                let isGood =
                    text.utf8.count <= 80
                    && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || "-_".contains($0) }
                return isGood ? nil : "“\(text)” is not a queue's name"
            })
        let jobs = queue.number("jobs", NumberValidator(0...1_000_000, write: "write jobs a minute, e.g. jobs: 300"))
        let cron = queue.number(
            "cron_jobs", .count(0...1_000_000, "write jobs of one periodic run, e.g. cron_jobs: 1500"), else: 0)
        let every = queue.span(
            "cron_every", SpanForm(60...86_400, write: "write e.g. cron_every: 15m"), else: 900)
        guard let name, let jobs else { return nil }
        return QueueModel(name: name, jobs: jobs, cronJobs: cron, cronEvery: every)
    }

    private func limits(_ mapping: LayeredMapping) -> Limits {
        let write = "write e.g. limits: { error_percent: 1.0, p99_ms: 600 }"
        guard let limits = mapping.mapping("limits", keys: ["error_percent", "p99_ms"], write: write) else {
            return Limits()
        }
        let percent = limits.number(
            "error_percent", NumberValidator(0.01...100, write: "write e.g. error_percent: 1.0"), else: 1)
        let p99 = limits["p99_ms"].flatMap { NumberValidator(1...600_000, write: "write e.g. p99_ms: 600").read($0) }
        return Limits(errorPercent: percent, p99: p99)
    }
}
