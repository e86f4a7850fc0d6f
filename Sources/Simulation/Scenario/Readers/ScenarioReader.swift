import MigrationFile
package import Model

extension Scenario {
    /// Reads a scenario in YAML. `file` is the name that messages show.
    ///
    /// A scenario may be `based_on` a built-in one and contain only the differences. The error has all problems, each
    /// with the file, the line and what to write instead.
    package static func read(text: String, file: String) throws(ConfigurationError) -> Scenario {
        let layers = ScenarioLayers(text: text, file: file)
        let scenario = ScenarioReader(layers: layers).read()
        guard layers.error.problems.isEmpty, let scenario else { throw layers.error }
        return scenario
    }
}

/// Reads the top level of a scenario, and passes each part to its own reader.
struct ScenarioReader {
    let layers: ScenarioLayers

    static let keys = [
        "scenario", "about", "based_on", "start", "time_zone", "lasts", "services", "happens", "sees",
    ]

    /// The longest scenario, in seconds: one day.
    private static let longest = 86_400.0
    /// The largest number of services and of faults that a computer still simulates faster than real time.
    private static let mostServices = 200
    private static let mostFaults = 200

    /// `nil` when a required part is missing. The diagnostics say which.
    func read() -> Scenario? {
        guard let top = layers.top, let own = layers.own else { return nil }
        let name = own.neededText("scenario", ScenarioValidators.name)
        let about = own.neededText("about", YAMLValidator("write what happens, in a sentence or two"))
        let start = start(top)
        let timeZone = top.text("time_zone", PlainValidators.timeZone) ?? "UTC"
        let length = length(top)
        let (names, services) = services(top)
        let cast = ScenarioCast(names: names, services: services, length: length ?? Self.longest)
        let faults = own["happens"]?.list("write e.g. happens: [{ at: 12m, service: api, side: new, … }]") ?? []
        let sights = own["sees"]?.list("write e.g. sees: [{ from: 18m, by: 32m, service: api, … }]") ?? []
        if let one = faults.dropFirst(Self.mostFaults).first {
            one.note(
                "this is one more than the \(Self.mostFaults) things that may happen in a scenario", "leave some out")
        }
        let happens = faults.prefix(Self.mostFaults).compactMap { FaultReader(cast: cast).read($0) }
        let sees = ObservationReader(cast: cast).read(sights)
        guard let name, let about, let start, let length else { return nil }
        return Scenario(
            name: name, about: about, start: start.moment, minutes: Int(length / 60), timeZone: timeZone,
            utcOffset: start.utcOffset, services: services, faults: happens, sights: sees)
    }

    /// The moment, and its offset from UTC in seconds.
    private func start(_ top: LayeredMapping) -> (moment: Moment, utcOffset: Double)? {
        let write = "write a moment with its offset, e.g. start: 2026-03-14T19:40:00+09:00"
        guard let tree = top.needed("start", write), let text = tree.text(write) else { return nil }
        guard let start = Moment(iso8601: text) else {
            tree.note("“\(text)” is not a moment in ISO 8601 with its offset", write)
            return nil
        }
        guard Self.era.contains(start) else {
            tree.note("“\(text)” is not in the years 1970 to 5999", write)
            return nil
        }
        guard start.milliseconds % 60_000 == 0 else {
            tree.note("“\(text)” is not the beginning of a minute", write)
            return nil
        }
        return (start, Self.utcOffset(of: text))
    }

    /// The years in which clocks and time zones are reliable, and far from the last ``Moment``, at which a world would
    /// stop.
    private static let era = Moment(seconds: 0)..<Moment(seconds: 127_174_492_800)

    /// The offset at the end of a moment in ISO 8601, in seconds: the local time it shows minus the time in UTC.
    private static func utcOffset(of text: String) -> Double {
        let clock = text.prefix { $0 != "+" && $0 != "." && $0 != "Z" && $0 != "z" }.prefix(19)
        guard let shown = Moment(iso8601: "\(clock)Z"), let meant = Moment(iso8601: text) else { return 0 }
        return shown.seconds(since: meant)
    }

    /// Seconds, of whole minutes.
    private func length(_ top: LayeredMapping) -> Double? {
        let form = SpanForm(300...Self.longest, write: "write e.g. lasts: 60m")
        guard let tree = top.needed("lasts", form.write), let length = form.read(tree) else { return nil }
        guard length.truncatingRemainder(dividingBy: 60) == 0 else {
            tree.note("a scenario lasts whole minutes", form.write)
            return nil
        }
        return length
    }

    /// All names in the file, and the services that could be read, in the order of the scenario that names them first.
    private func services(_ top: LayeredMapping) -> ([String], [SimulatedService]) {
        let write = "write at least one service: services: { api: { traffic: …, plan: …, old: …, new: … } }"
        guard top.needed("services", write) != nil else { return ([], []) }
        let named = top.entries("services", write)
        if named.isEmpty { top["services"]?.note("no service is named", write) }
        guard named.count <= Self.mostServices else {
            named[Self.mostServices].entries[0].place.note(
                "this is one more than the \(Self.mostServices) services that a scenario may have", "leave some out")
            return (named.map(\.name), [])
        }
        var services: [SimulatedService] = []
        for (name, entries) in named {
            if let fault = ScenarioValidators.faultOfServiceName(name) {
                entries[0].place.note(fault, "write e.g. services: { api: … }")
            }
            if let service = SimulatedServiceReader(name: name, entries: entries).read() { services.append(service) }
        }
        return (named.map(\.name), services)
    }
}

/// The services that faults and observations may name.
struct ScenarioCast {
    /// Every service in the file, also those with problems.
    let names: [String]
    let services: [SimulatedService]
    /// Seconds that the scenario lasts.
    let length: Double

    /// The name of a service of this scenario.
    func name(_ mapping: YAMLMapping, isNeeded: Bool, _ write: String) -> String? {
        guard let tree = isNeeded ? mapping.needed("service", write) : mapping["service"], let name = tree.text(write)
        else { return nil }
        guard names.contains(name) else {
            let meant = Suggestion.nearest(to: name, among: names).map { "did you mean `\($0)`?" }
            tree.note("“\(name)” is not a service of this scenario", meant ?? "its services: \(Self.list(names))")
            return nil
        }
        return name
    }

    /// A service that could be read.
    subscript(name: String) -> SimulatedService? { services.first { $0.name == name } }

    static func list(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: ", ") }
}
