import Model

/// Reads `hooks:`, the commands that run on events.
struct HookReader {
    let tree: YAMLTree

    private static let example = "- { on: [paused, rolledBack], run: [/usr/local/bin/page], timeout: 10s }"

    func read() -> [Hook] {
        guard let elements = tree.list("write a list, e.g. hooks: with a line \(Self.example)") else { return [] }
        return elements.compactMap(hook)
    }

    private func hook(_ tree: YAMLTree) -> Hook? {
        let write = "write e.g. \(Self.example)"
        guard let mapping = YAMLMapping(tree, keys: ["on", "run", "timeout", "environment"], write: write) else {
            return nil
        }
        let on = mapping.needed("on", "write e.g. on: [paused, rolledBack]").map(events)
        let run = mapping.needed("run", "write e.g. run: [/usr/local/bin/page, sre]").map(command)
        let timeout = mapping["timeout"].flatMap { self.timeout($0) }
        let variables = mapping["environment"].map(variables)
        guard let on, let run else { return nil }
        return Hook(
            on: Set(on), run: run, timeout: timeout ?? Hook.usualTimeout, variables: Set(variables ?? []))
    }

    private func events(_ tree: YAMLTree) -> [HookEvent] {
        let known = HookEvent.allCases.map(\.rawValue)
        let write = "known here: \(known.joined(separator: ", "))"
        guard let elements = tree.list(write) else { return [] }
        if elements.isEmpty { tree.note("no event is named", write) }
        return elements.compactMap { element in
            guard let name = element.text(write) else { return nil }
            if let event = HookEvent(rawValue: name) { return event }
            let meant = Suggestion.nearest(to: name, among: known)
            element.note("“\(name)” is no event", meant.map { "did you mean `\($0)`?" } ?? write)
            return nil
        }
    }

    /// The command must be an absolute path. A relative path would be another program in each working directory, and a
    /// bare name in each `$PATH`.
    private func command(_ tree: YAMLTree) -> [String] {
        let write = "write the program's absolute path and its arguments, e.g. run: [/usr/local/bin/page, sre]"
        guard let elements = tree.list(write) else { return [] }
        guard let first = elements.first else {
            tree.note("no program is named", write)
            return []
        }
        let words = elements.compactMap { $0.text(write) }
        if let program = words.first, words.count == elements.count, !program.hasPrefix("/") {
            first.note("“\(program)” is not an absolute path", write)
        }
        if words.contains(where: { $0.unicodeScalars.contains("\0") }) {
            tree.note("an argument holds a NUL character", write)
        }
        return words
    }

    /// Names of AWS's variables. All others are inherited anyway.
    private func variables(_ tree: YAMLTree) -> [String] {
        let write = "write the names of AWS's variables that it needs, e.g. environment: [AWS_PROFILE, AWS_REGION]"
        guard let elements = tree.list(write) else { return [] }
        return elements.compactMap { element in
            guard let name = element.text(write) else { return nil }
            if name.hasPrefix("AWS_"), !name.contains("=") { return name }
            element.note("“\(name)” is none of AWS's variables; all others are inherited anyway", write)
            return nil
        }
    }

    private func timeout(_ tree: YAMLTree) -> Double? {
        guard let seconds = RolloutReader.duration(tree, "timeout: 10s", least: 1) else { return nil }
        guard seconds <= 300 else {
            tree.note("a hook that takes longer than 5 min holds up the others", "write e.g. timeout: 10s")
            return nil
        }
        return seconds
    }
}
