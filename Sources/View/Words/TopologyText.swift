package import Model

/// The topology's warnings as lines of text, for commands and reports.
package enum TopologyText {
    /// `◆ api new: what it is and why it hurts`, and below it what to do. Then what could not be read, so that missing
    /// warnings are no proof of safety.
    package static func lines(_ reading: TopologyReading, of service: String) -> [String] {
        let name = Sanitizer.text(service)
        let warnings = reading.warnings.flatMap { warning in
            let side = warning.side.map { " \($0.rawValue)" } ?? ""
            return ["◆ \(name)\(side): \(Sanitizer.text(warning.words))", "    → \(Sanitizer.text(warning.remedy))"]
        }
        return warnings + reading.gaps.map { "? \(name): not known, so not warned of: \(Sanitizer.text($0.words))" }
    }
}
