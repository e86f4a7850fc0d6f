import Glibc
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
        // A reader that closes the pipe is not an error: the write reports it.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Returns `false` when the reader has closed the pipe.
    func print(_ events: [Event]) -> Bool {
        var bytes: [UInt8] = []
        for event in events { bytes += (isJSON ? event.json.line : text(event)).utf8 + [UInt8(ascii: "\n")] }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Whether a reader is still there. A pipe reports this without a write.
    static var isRead: Bool {
        var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
        return poll(&output, 1, 0) <= 0 || output.revents & Int16(POLLERR | POLLNVAL) == 0
    }

    /// `11-23 14:03:22  api  paused  running → paused  by mika@desk “p99 up”  (order 1)`.
    private func text(_ event: Event) -> String {
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
            event.reason.isEmpty ? "" : "“\(event.reason)”", event.evidence.isEmpty ? "" : "(\(event.evidence))",
        ]
        let rest = parts.filter { !$0.isEmpty }.map(Sanitizer.text).joined(separator: "  ")
        return "\(clock.day(event.at)) \(clock.time(event.at))  \(service)\(padding)  \(rest)"
    }
}
