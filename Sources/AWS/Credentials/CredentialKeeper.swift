import Model

/// Holds the present credentials and fetches new ones before they expire, with one fetch at a time.
actor CredentialKeeper {
    /// Credentials with their origin.
    typealias Sourced = (Credentials, CredentialOrigin)
    /// Fetches credentials, or throws why there are none.
    typealias Fetch = @Sendable (_ deadline: ContinuousClock.Instant) async throws(AWSError) -> Sourced

    /// Seconds before the expiry from which new credentials are fetched while the old are still used. For credentials
    /// with a short life, from half of their life on. Some live for 15 minutes only.
    static let advisory = 15.0 * 60
    /// Seconds before the expiry from which a request waits for new credentials. For credentials with a short life, in
    /// the last third of their life.
    static let mandatory = 10.0 * 60
    /// The limit of one fetch, whatever the deadline of the requests that wait for it.
    static let longestFetch = Duration.seconds(60)
    /// Seconds to wait before the next early fetch, after a fetch that failed or returned the same credentials.
    static let pauseAfterFailure = 30.0

    private let fetch: Fetch
    private let clock: any WallClock
    private var held: Sourced?
    /// When the held credentials were fetched.
    private var heldSince: Moment?
    /// When the last fetch failed or returned the same credentials; nil after one that returned new ones.
    private var lastVain: Moment?
    private var hasFailed = false
    private var isFetching = false
    private var waiting: [Int: CheckedContinuation<Result<Sourced, AWSError>, Never>] = [:]
    private var nextTicket = 0

    init(clock: any WallClock, fetch: @escaping Fetch) {
        self.fetch = fetch
        self.clock = clock
    }

    /// The credentials to sign with now. Waits for a fetch only if there are none or they expire soon. Throws if the
    /// fetch fails and the held ones have expired.
    func current(deadline: ContinuousClock.Instant) async throws(AWSError) -> Sourced {
        guard let held else { return try await fetched(by: deadline) }
        guard let expiration = held.0.expiration else { return held }
        let left = expiration.seconds(since: clock.now())
        let life = heldSince.map { max(expiration.seconds(since: $0), 0) } ?? 0
        if left > min(Self.advisory, life / 2) { return held }
        if left > min(Self.mandatory, life / 3) {
            if isPausing == false { beginFetch() }
            return held
        }
        // Some sources return the same credentials until they expire. Do not ask such a source at each request.
        if left > 0, isPausing, !hasFailed { return held }
        do {
            return try await fetched(by: deadline)
        } catch {
            if left > 0 { return held }
            throw error
        }
    }

    /// Fetches new credentials because AWS refused these. Returns false if there are no others; a retry is then
    /// useless.
    func renew(insteadOf refused: Credentials, deadline: ContinuousClock.Instant) async -> Bool {
        await renewed(insteadOf: refused, deadline: deadline) != nil
    }

    /// Fetches the credentials to replace those that AWS refused; returns nil if there are no others.
    func renewed(insteadOf refused: Credentials, deadline: ContinuousClock.Instant) async -> Sourced? {
        if let held, held.0 != refused { return held }
        guard let fresh = try? await fetched(by: deadline), fresh.0 != refused else { return nil }
        return fresh
    }

    private var isPausing: Bool {
        guard let lastVain else { return false }
        return clock.now().seconds(since: lastVain) < Self.pauseAfterFailure
    }

    private func beginFetch() {
        guard !isFetching else { return }
        isFetching = true
        Task {
            let result: Result<Sourced, AWSError>
            do throws(AWSError) {
                result = .success(try await fetch(.now + Self.longestFetch))
            } catch {
                result = .failure(error)
            }
            end(with: result)
        }
    }

    private func end(with result: Result<Sourced, AWSError>) {
        isFetching = false
        if case .success(let fresh) = result {
            let isSame = held?.0 == fresh.0
            held = fresh
            if !isSame { heldSince = clock.now() }
            lastVain = isSame ? clock.now() : nil
            hasFailed = false
        } else {
            lastVain = clock.now()
            hasFailed = true
        }
        let resumed = waiting
        waiting = [:]
        for continuation in resumed.values { continuation.resume(returning: result) }
    }

    private func fetched(by deadline: ContinuousClock.Instant) async throws(AWSError) -> Sourced {
        beginFetch()
        let ticket = nextTicket
        nextTicket += 1
        let timer = Task {
            try? await Task.sleep(until: deadline, clock: .continuous)
            guard !Task.isCancelled else { return }
            giveUp(ticket, AWSError(.noCredentials, message: "the credentials did not come in time"))
        }
        defer { timer.cancel() }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { waiting[ticket] = $0 }
        } onCancel: {
            Task { await giveUp(ticket, AWSError(.cancelled, message: "")) }
        }
        return try result.get()
    }

    private func giveUp(_ ticket: Int, _ error: AWSError) {
        waiting.removeValue(forKey: ticket)?.resume(returning: .failure(error))
    }
}
