import Model
import View

/// Writes events as lines on stdout.
struct EventLines {
    let isJSON: Bool
    /// Width of the longest service name in columns.
    private let width: Int

    init(isJSON: Bool, services: [String]) {
        self.isJSON = isJSON
        width = services.map { Sanitizer.text($0).count }.max() ?? 0
        PipeOutput.prepare()
    }

    /// Returns `false` when the reader has closed the pipe. Throws when it cannot be written.
    func print(_ events: [Event]) throws -> Bool {
        try PipeOutput.write(events.map { (isJSON ? $0.json.line : text($0)) + "\n" }.joined())
    }

    /// `11-23 14:03:22  api  paused  running → paused  by mika@desk “p99 up”  (order 1)`.
    func text(_ event: Event, hasEvidence: Bool = true) -> String {
        let clock = LocalClock.local
        let service = Sanitizer.text(event.service ?? "")
        let padding = String(repeating: " ", count: max(0, width - service.count))
        let side = event.side.map { "\($0.rawValue) " } ?? ""
        let change =
            switch (event.before, event.after) {
            case (let before?, let after?): before == after ? "still \(after)" : "\(before) → \(after)"
            case (let before?, nil): "\(before) → gone"
            case (nil, let after?): "→ \(after)"
            case (nil, nil): ""
            }
        let parts = [
            "\(side)\(event.kind.rawValue)", change, "by \(event.actor)",
            event.reason.isEmpty ? "" : "“\(event.reason)”",
            event.evidence.isEmpty || !hasEvidence ? "" : "(\(event.evidence))",
        ]
        let rest = parts.filter { !$0.isEmpty }.map(Sanitizer.text).joined(separator: "  ")
        return "\(clock.day(event.at)) \(clock.time(event.at))  \(service)\(padding)  \(rest)"
    }
}
