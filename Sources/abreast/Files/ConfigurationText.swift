import Model
import View

/// Writes a configuration as a file that other commands can read.
enum ConfigurationText {
    /// - Parameters:
    ///   - header: Lines of a comment at the top.
    ///   - comments: Lines of a comment above a service, by its name.
    ///   - ending: Lines of a comment at the end.
    static func text(
        of configuration: Configuration, header: [String], comments: [String: [String]] = [:], ending: [String] = []
    ) -> String {
        var lines = header.map(comment)
        func add(_ key: String, _ value: String?) {
            if let value { lines.append("\(key): \(quoted(value))") }
        }
        add("simulated", configuration.simulated)
        add("migration", configuration.migration)
        add("region", configuration.region)
        add("profile", configuration.profile)
        add("store", configuration.store)
        lines.append("retention: \(configuration.retentionDays)d")
        add("time_zone", configuration.timeZone)
        lines += ["", "services:"]
        for service in configuration.services {
            lines += self.lines(of: service, comments: comments[service.name] ?? [])
        }
        if !ending.isEmpty { lines += [""] + ending.map(comment) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// One service with lines of a comment above it, for two spaces before its name.
    static func lines(of service: ServiceConfiguration, comments: [String]) -> [String] {
        comments.map { "  \(comment($0))" } + lines(of: service)
    }

    /// Foreign text must not end its line, and with it the comment.
    private static func comment(_ text: String) -> String { "# \(Sanitizer.text(text))" }

    private static func lines(of service: ServiceConfiguration) -> [String] {
        var lines = ["  \(quoted(service.name)):"]
        if let split = service.split { lines.append("    split: \(text(of: split))") }
        for side in Side.allCases {
            lines.append("    \(side.rawValue): \(text(of: side == .old ? service.old : service.new))")
        }
        var limits = [("error_percent", number(service.limits.errorPercent))]
        if let p99 = service.limits.p99 { limits.append(("p99_ms", number(p99))) }
        lines.append("    limits: \(mapping(limits))")
        if let queue = service.queue { lines.append("    queue: \(mapping([("sqs", quoted(queue))]))") }
        if let rollout = service.rollout { lines.append("    rollout: \(text(of: rollout))") }
        return lines
    }

    private static func text(of split: Split) -> String {
        switch split {
        case .route53(let zone, let name, let types, let old, let new):
            var fields = [("zone", quoted(zone)), ("name", quoted(name))]
            if !types.isEmpty { fields.append(("types", list(types))) }
            return mapping([("route53", mapping(fields + [("old", quoted(old)), ("new", quoted(new))]))])
        case .alb(let listener, let rule, let old, let new):
            var fields = [("listener", quoted(listener))]
            if let rule { fields.append(("rule", quoted(rule))) }
            return mapping([("alb", mapping(fields + [("old", quoted(old)), ("new", quoted(new))]))])
        }
    }

    private static func text(of side: SideConfiguration) -> String {
        var fields: [(String, String)] = []
        if let balancer = side.loadBalancer { fields.append(("load_balancer", quoted(balancer))) }
        if !side.targetGroups.isEmpty { fields.append(("target_groups", list(side.targetGroups))) }
        if let group = side.autoScalingGroup { fields.append(("auto_scaling_group", quoted(group))) }
        if let ecs = side.ecs {
            fields.append(("ecs", mapping([("cluster", quoted(ecs.cluster)), ("service", quoted(ecs.service))])))
        }
        return mapping(fields)
    }

    private static func text(of rollout: RolloutPlan) -> String {
        var fields = [("mode", quoted(rollout.mode.rawValue))]
        if !rollout.steps.isEmpty { fields.append(("steps", "[\(rollout.steps.map(number).joined(separator: ", "))]")) }
        // One bake may apply to all steps. An empty list is not written.
        let bakes = rollout.bakes.map(seconds)
        if let only = bakes.first, bakes.count == 1 { fields.append(("bake", only)) }
        if bakes.count > 1 { fields.append(("bake", "[\(bakes.joined(separator: ", "))]")) }
        if let deadMan = rollout.deadMan { fields.append(("dead_man", seconds(deadMan))) }
        if let lookAgain = rollout.lookAgain { fields.append(("look_again", seconds(lookAgain))) }
        if let from = rollout.noReturnFrom { fields.append(("no_return_from", number(from))) }
        return mapping(fields)
    }

    /// A duration in the reader's format.
    private static func seconds(_ span: Double) -> String { "\(number(span.rounded()))s" }

    private static func mapping(_ fields: [(String, String)]) -> String {
        "{ \(fields.map { "\($0.0): \($0.1)" }.joined(separator: ", ")) }"
    }

    private static func list(_ texts: [String]) -> String { "[\(texts.map(quoted).joined(separator: ", "))]" }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }

    /// Quoted as in JSON, which YAML reads; without quotes where nothing can be misread.
    private static func quoted(_ text: String) -> String {
        let isPlain =
            text.unicodeScalars.first.map { $0.isASCII && $0.properties.isAlphabetic } ?? false
            && text.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_./".unicodeScalars.contains($0))
            }
        let isWord = !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(text.lowercased())
        return isPlain && isWord ? text : JSONValue.text(text).written.trimmingSuffix("\n")
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: Character) -> String {
        last == suffix ? String(dropLast()) : self
    }
}
