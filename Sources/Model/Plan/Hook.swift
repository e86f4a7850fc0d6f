/// An operator's command that runs on events.
package struct Hook: Sendable, Equatable {
    package var on: Set<HookEvent>
    /// The program's absolute path and its arguments. They are not passed through a shell.
    package var run: [String]
    /// The maximum of its run time, in seconds.
    package var timeout: Double

    package static let usualTimeout = 10.0

    package init(on: Set<HookEvent>, run: [String], timeout: Double = usualTimeout) {
        self.on = on
        self.run = run
        self.timeout = timeout
    }

    /// Whether it runs on this event.
    package func concerns(_ event: Event) -> Bool { !on.isDisjoint(with: HookEvent.names(of: event)) }
}
