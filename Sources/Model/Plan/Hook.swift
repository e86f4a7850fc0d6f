/// An operator's command that runs on events.
package struct Hook: Sendable, Equatable {
    package var on: Set<HookEvent>
    /// The program's absolute path and its arguments. They are not passed through a shell.
    package var run: [String]
    /// The maximum of its run time, in seconds.
    package var timeout: Double
    /// AWS's variables (`AWS_…`) that it inherits; it inherits no others of them.
    package var variables: Set<String>

    package static let usualTimeout = 10.0

    package init(on: Set<HookEvent>, run: [String], timeout: Double = usualTimeout, variables: Set<String> = []) {
        self.on = on
        self.run = run
        self.timeout = timeout
        self.variables = variables
    }

    /// What it inherits of these variables. Keys, tokens and endpoints are for abreast, not for a pager.
    package func inherited(of environment: [String: String]) -> [String: String] {
        environment.filter { !$0.key.hasPrefix("AWS_") || variables.contains($0.key) }
    }

    /// Whether it runs on this event.
    package func concerns(_ event: Event) -> Bool { !on.isDisjoint(with: HookEvent.names(of: event)) }
}
