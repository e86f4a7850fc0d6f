import AWS
import Model
import Poll

/// Refuses to move traffic by a configuration whose sides are not what stands in AWS.
///
/// A roll back sends everything to what the file calls old. What cannot be seen is no evidence: it refuses nothing.
enum SideGuard {
    /// How old what a poller has read may be, in seconds. A poller reads it every ``TopologyReading/pace`` seconds.
    private static let bound = 2 * TopologyReading.pace

    /// Asks AWS about the configuration's services. `nil` when nothing stands against it.
    static func refusal(
        _ configuration: Configuration, sender: any RequestSender, within limit: Duration
    ) async -> Failure? {
        let reader = TopologyReader(configuration: configuration, sender: sender, sidesOnly: true)
        let layouts = await reader.layouts(deadline: .now + limit)
        return failure(
            layouts.flatMap { layout in layout.sideConflicts.map { (layout.service, $0.words + ".") } }, configuration)
    }

    /// Throws when something stands against these services' sides: by what a poller has read lately, or else by asking
    /// AWS for at most `limit`.
    static func check(
        _ configuration: Configuration, _ services: [String], board: Board?, within limit: Duration
    ) throws {
        let known = (board?.services ?? []).filter { service in
            guard let board, let layout = service.layout, services.contains(service.name) else { return false }
            return board.takenAt.seconds(since: layout.readAt) < bound
        }
        let words = known.flatMap { service in
            (service.layout?.value.warnings ?? []).filter { $0.kind == .swapped }.map { (service.name, $0.words) }
        }
        if let failure = failure(words, configuration) { throw failure }
        var unread = configuration
        unread.services.removeAll { service in
            !services.contains(service.name) || known.contains { $0.name == service.name }
        }
        guard !unread.services.isEmpty else { return }
        try check(unread, within: limit)
    }

    /// The same for all services, by asking AWS.
    static func check(_ configuration: Configuration, within limit: Duration) throws {
        // An order may come from a shell that has no way to AWS, while the poller has one.
        guard let client = try? AWSClient(settings: Polling.settings(configuration)) else { return }
        let failure = try waiting {
            let failure = await refusal(configuration, sender: client, within: limit)
            await client.shutdown()
            return failure
        }
        if let failure { throw failure }
    }

    /// - Parameter conflicts: Whole sentences, each with its service.
    private static func failure(
        _ conflicts: [(service: String, words: String)], _ configuration: Configuration
    ) -> Failure? {
        guard !conflicts.isEmpty else { return nil }
        let file = configuration.file.map { "in \($0)" } ?? "in the configuration"
        var failure = Failure(
            conflicts.map { "\($0.service): \($0.words)" } + [
                "nothing was ordered; write each thing under its own side \(file)."
            ], status: 2)
        failure.next = PrintedCommand(.check(online: true), file: configuration.file).line
        return failure
    }
}
