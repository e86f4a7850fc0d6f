package import Model

/// One line of the pollers' log: what it is about, its fields in the order of writing, and a sentence.
package struct PollNote: Sendable, Equatable {
    package enum Level: String, Sendable, Comparable {
        case debug, info, warning, error

        package static func < (one: Level, other: Level) -> Bool { one.rank < other.rank }

        private var rank: Int {
            switch self {
            case .debug: 0
            case .info: 1
            case .warning: 2
            case .error: 3
            }
        }
    }

    /// What a line is about.
    package enum Topic: String, Sendable, CaseIterable {
        /// What the process itself does.
        case poller
        case lease, store, source, topology
        /// An operator's order, as it was stored.
        case order
        /// A claim, an answer, a reading or a refusal of a step.
        case step
        /// A request to AWS, and what came of it.
        case call, answer
        case verdict, headline
        /// Anything else that the timeline tells.
        case timeline
    }

    /// A named value. Foreign text is in it unchanged.
    package struct Field: Sendable, Equatable {
        /// The names that programs look for.
        package enum Name: String, Sendable, CaseIterable {
            case service, side, kind, order, actor, before, after, state, since, reason, evidence
            case source, action, resource, status, milliseconds, request, error
        }

        package var name: Name
        package var value: String

        package init(_ name: Name, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package var level: Level
    package var topic: Topic
    package var fields: [Field]
    /// A sentence; empty where the fields say it all.
    package var text: String

    package init(_ level: Level, _ topic: Topic, _ fields: [Field] = [], _ text: String = "") {
        self.level = level
        self.topic = topic
        self.fields = fields
        self.text = text
    }

    /// About a source.
    package init(_ level: Level, source: Source, _ text: String) {
        self.init(level, .source, [Field(.source, source.rawValue)], text)
    }
}

/// Takes the log's lines; called from any task.
package typealias PollLog = @Sendable (PollNote) -> Void
