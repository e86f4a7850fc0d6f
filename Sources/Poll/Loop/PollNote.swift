package import Model

/// One line of the pollers' log.
package struct PollNote: Sendable, Equatable {
    package enum Level: Sendable { case debug, info, warning, error }

    package var level: Level
    package var source: Source?
    package var text: String

    package init(_ level: Level, source: Source? = nil, _ text: String) {
        self.level = level
        self.source = source
        self.text = text
    }
}

/// Takes the log's lines; called from any task.
package typealias PollLog = @Sendable (PollNote) -> Void
