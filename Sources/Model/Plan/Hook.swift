/// A command of the operators' own that is told of events.
package struct Hook: Sendable, Equatable {
    package var on: Set<HookEvent>
    /// The program's absolute path, and its arguments; no shell takes it apart.
    package var run: [String]
    /// Seconds that it may take.
    package var timeout: Double

    package static let usualTimeout = 10.0

    package init(on: Set<HookEvent>, run: [String], timeout: Double = usualTimeout) {
        self.on = on
        self.run = run
        self.timeout = timeout
    }

    /// Whether it is to be told of this event.
    package func concerns(_ event: Event) -> Bool { !on.isDisjoint(with: HookEvent.names(of: event)) }
}
