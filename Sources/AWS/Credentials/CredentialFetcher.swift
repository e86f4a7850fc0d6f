import Model

/// Fetches credentials from the source that the chain selects.
struct CredentialFetcher: Sendable {
    let settings: AWSSettings
    let connections: Connections
    let sender: SigningSender
    let clock: any WallClock

    /// Selects the source again and fetches from it. Throws a configuration error, or why there are no credentials.
    func fetch(deadline: ContinuousClock.Instant) async throws(AWSError) -> CredentialKeeper.Sourced {
        let source = try CredentialChain(settings).source()
        return (try await credentials(of: source, deadline: deadline), source.origin)
    }

    private func credentials(
        of source: CredentialSource, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Credentials {
        switch source {
        case .environment(let credentials), .keys(let credentials, _, _):
            return credentials
        case .process(let command, let profile):
            return try await CredentialProcess(command: command, profile: profile, environment: settings.environment)
                .credentials(deadline: deadline)
        case .container:
            return try await ContainerCredentials(settings: settings, connections: connections)
                .credentials(deadline: deadline)
        case .instance:
            return try await Imds(settings: settings, connections: connections, clock: clock)
                .credentials(deadline: deadline)
        case .webIdentity(let file, let role, _):
            return try await AssumeRole(role: role, sender: sender, clock: clock)
                .credentials(tokenFile: file, origin: source.origin, deadline: deadline)
        case .role(let role, let from, _):
            let first = try await credentials(of: from, deadline: deadline)
            return try await AssumeRole(role: role, sender: sender, clock: clock)
                .credentials(with: first, origin: from.origin, deadline: deadline)
        case .nowhere(let why):
            throw AWSError(.noCredentials, message: why)
        }
    }
}
