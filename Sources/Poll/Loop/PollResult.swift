package import Model

/// The result of one poll of one source in the model's terms, and what could not be read.
package struct PollResult: Sendable {
    package var samples: [Sample]
    /// The newest minute for which CloudWatch has requests.
    package var newestMinute: Minute?
    /// The source's part of the inventory, for the sides that were read completely.
    package var parts: [ServiceSide: InventoryPart]
    package var shares: [String: ShareReading]
    package var queues: [String: QueueReading]
    /// Events that the source itself keeps: messages of ECS services, stopped tasks.
    package var events: [Event]
    /// The failed requests. Each sentence names the call, the resource and the remedy.
    package var problems: [String]
    /// Whether any request succeeded; `false` makes the poll a failed one.
    package var answered: Bool
    /// Nothing could be requested yet, because another source must report first. Poll again soon, and write nothing.
    package var isWaiting: Bool

    package init(
        samples: [Sample] = [], newestMinute: Minute? = nil, parts: [ServiceSide: InventoryPart] = [:],
        shares: [String: ShareReading] = [:], queues: [String: QueueReading] = [:], events: [Event] = [],
        problems: [String] = [], answered: Bool = false, isWaiting: Bool = false
    ) {
        self.samples = samples
        self.newestMinute = newestMinute
        self.parts = parts
        self.shares = shares
        self.queues = queues
        self.events = events
        self.problems = problems
        self.answered = answered
        self.isWaiting = isWaiting
    }

    /// A result for a poll that could request nothing yet.
    package static let waiting = PollResult(isWaiting: true)

    /// A failed result with this reason.
    package static func failed(_ problem: String) -> PollResult { PollResult(problems: [problem]) }

    /// Adds a problem unless it is there already.
    package mutating func add(problem: String) {
        if !problems.contains(problem) { problems.append(problem) }
    }

    /// The problems as one text for a reading: the first two, and how many more there are; `nil` when there is none.
    package var error: String? {
        guard !problems.isEmpty else { return nil }
        let more = problems.count - 2
        return problems.prefix(2).joined(separator: "; ")
            + (more > 0 ? "; and \(NumberWords.count(more, "more problem"))" : "")
    }
}
