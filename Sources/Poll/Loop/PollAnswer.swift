package import Model

/// What one poll of one source told, in the words of the model, and what it could not tell.
package struct PollAnswer: Sendable {
    package var samples: [Sample]
    /// The newest minute for which CloudWatch has requests.
    package var newestMinute: Minute?
    /// The source's part of the inventory, for the sides of which it told everything.
    package var parts: [ServiceSide: InventoryPart]
    package var shares: [String: ShareReading]
    package var queues: [String: QueueReading]
    /// Events that the source itself keeps: messages of ECS services, tasks that stopped.
    package var events: [Event]
    /// What went unanswered, each a sentence that names the call, the resource and the remedy.
    package var problems: [String]
    /// Whether anything was answered at all; `false` makes the poll a failed one.
    package var answered: Bool
    /// Nothing could be asked yet, because another source has to speak first: ask again soon, write nothing.
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

    /// Nothing could be asked yet.
    package static let waiting = PollAnswer(isWaiting: true)

    /// Nothing was answered, for this one reason.
    package static func failed(_ problem: String) -> PollAnswer { PollAnswer(problems: [problem]) }

    /// Adds a problem unless it has been said already.
    package mutating func add(problem: String) {
        if !problems.contains(problem) { problems.append(problem) }
    }

    /// The problems as one text for a reading: the first two, and how many more there are; `nil` when there is none.
    package var error: String? {
        guard !problems.isEmpty else { return nil }
        let more = problems.count - 2
        return problems.prefix(2).joined(separator: "; ")
            + (more > 0 ? "; and \(Words.count(more, "more problem"))" : "")
    }
}
