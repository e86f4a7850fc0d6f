import Model

/// Asks AWS: finds credentials, signs, sends over one connection pool, and asks again within the deadline.
package final class AWSClient: Sendable {
    /// The region that is asked.
    package let region: String

    private let settings: AWSSettings
    private let connections: Connections
    private let sender: SigningSender
    private let keeper: CredentialKeeper

    /// Makes a client from settings, environment and shared files without asking anybody; throws a configuration
    /// error for a missing region, an unknown profile, an address or a CA bundle that is none.
    package convenience init(settings: AWSSettings) throws(AWSError) {
        try self.init(settings: settings, retry: Retry(), clock: MachineClock())
    }

    init(settings: AWSSettings, retry: Retry, clock: any WallClock) throws(AWSError) {
        self.settings = settings
        let files = try SharedFiles(settings)
        let profile = try ChosenProfile(settings, files)
        let region = try Region.chosen(settings, profile)
        let endpoints = try Endpoints(settings, files, profile, region: region)
        let connections = try Connections(
            proxies: Proxies(settings), caBundle: settings.variable("AWS_CA_BUNDLE") ?? profile.section["ca_bundle"])
        let sender = SigningSender(
            connections: connections, endpoints: endpoints, userAgent: settings.userAgent, retry: retry, clock: clock)
        let fetcher = CredentialFetcher(settings: settings, connections: connections, sender: sender, clock: clock)
        self.region = region
        self.connections = connections
        self.sender = sender
        keeper = CredentialKeeper(clock: clock, fetch: fetcher.fetch)
    }

    /// Sends a request signed and brings its answer with a status of 2xx; everything else is an ``AWSError``. What
    /// asking again may cure is asked again, at most four times and only while the deadline leaves time.
    package func send(
        _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> AWSResponse {
        try await sender.send(request, signature: .kept(keeper), deadline: deadline)
    }

    /// Fetches the credentials and signs. Sent, the request goes once, and once more where AWS refuses the credentials
    /// and others are to be had.
    package func prepare(
        _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> any PreparedRequest {
        try await sender.prepare(request, keeper: keeper, deadline: deadline)
    }

    /// How many HTTP requests were sent for each IAM action, those sent again among them.
    package func calls() -> [String: Int] { sender.calls() }

    /// Where the credentials come from, in words and without asking anybody; throws what is wrong with the settings, or
    /// where was looked when there is no source at all.
    package func credentialSource() throws(AWSError) -> String { try Self.credentialSource(of: settings) }

    /// The same for a client with these settings, without making one: it needs no region.
    package static func credentialSource(of settings: AWSSettings) throws(AWSError) -> String {
        let source = try CredentialChain(settings).source()
        if case .nowhere(let why) = source { throw AWSError(.noCredentials, message: why) }
        return source.origin.description
    }

    /// The region that a client with these settings would ask, without making one; throws as its initializer does.
    package static func region(of settings: AWSSettings) throws(AWSError) -> String {
        try Region.chosen(settings, ChosenProfile(settings, SharedFiles(settings)))
    }

    /// Closes all connections; the client cannot be used afterwards.
    package func shutdown() async { await connections.shutdown() }
}
