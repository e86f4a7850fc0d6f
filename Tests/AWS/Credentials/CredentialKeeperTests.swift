import Model
import Synchronization
import Testing
import World

@testable import AWS

@Suite struct CredentialKeeperTests {
    /// A source whose answers, pace and clock a test sets.
    private final class Source: Sendable {
        struct State {
            var now = Moment(seconds: 1_800_000_000)
            var fetches = 0
            var running = 0
            var mostRunning = 0
            var lifetime: Double? = 3600
            var delay = Duration.zero
            var failure: AWSError?
            /// The id and the end of the credentials that every fetch brings, when set.
            var kept: (id: String, end: Moment)?
        }
        let state = Mutex(State())

        func fetch() async throws(AWSError) -> CredentialKeeper.Sourced {
            let delay = state.withLock { state in
                state.fetches += 1
                state.running += 1
                state.mostRunning = max(state.mostRunning, state.running)
                return state.delay
            }
            try? await Task.sleep(for: delay)
            let result = state.withLock { state -> Result<CredentialKeeper.Sourced, AWSError> in
                state.running -= 1
                if let failure = state.failure { return .failure(failure) }
                let expiration = state.kept?.end ?? state.lifetime.map { state.now + $0 }
                let keys = Credentials(
                    accessKeyID: state.kept?.id ?? "A\(state.fetches)", secretAccessKey: "s", sessionToken: nil,
                    expiration: expiration)
                return .success((keys, .container))
            }
            return try result.get()
        }

        func set(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
        var fetches: Int { state.withLock { $0.fetches } }

        func keeper() -> CredentialKeeper {
            CredentialKeeper(clock: TestClock { self.state.withLock { $0.now } }) { _ async throws(AWSError) in
                try await self.fetch()
            }
        }
    }

    private let source = Source()
    private static let outage = AWSError(.noCredentials, message: "outage")

    private func id(_ keeper: CredentialKeeper) async throws -> String {
        try await keeper.current(deadline: .now + .seconds(5)).0.accessKeyID
    }

    @Test func `many askers share one fetch`() async throws {
        source.set { $0.delay = .milliseconds(50) }
        let keeper = source.keeper()
        let ids = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { try await self.id(keeper) } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids == ["A1"] && source.fetches == 1)
    }

    @Test func `fresh keys are kept`() async throws {
        let keeper = source.keeper()
        _ = try await id(keeper)
        source.set { $0.now = $0.now + (3600 - 15 * 60 - 1) }
        #expect(try await id(keeper) == "A1")
        #expect(source.fetches == 1)
    }

    @Test func `ahead of need the old serve while new are fetched`() async throws {
        let keeper = source.keeper()
        _ = try await id(keeper)
        source.set {
            $0.now = $0.now + (3600 - 14 * 60)
            $0.delay = .milliseconds(50)
        }
        #expect(try await id(keeper) == "A1")
        while source.fetches < 2 { try await Task.sleep(for: .milliseconds(5)) }
        try await Task.sleep(for: .milliseconds(150))
        #expect(try await id(keeper) == "A2")
        #expect(source.fetches == 2 && source.state.withLock { $0.mostRunning } == 1)
    }

    @Test func `credentials that live 15 minutes are fetched once until half of that is over`() async throws {
        source.set { $0.lifetime = 900 }
        let keeper = source.keeper()
        for _ in 0..<30 {
            #expect(try await id(keeper) == "A1")
            source.set { $0.now = $0.now + 14 }
        }
        #expect(source.fetches == 1)
        source.set { $0.now = $0.now + 60 }
        _ = try await id(keeper)
        while source.fetches < 2 { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// As a `credential_process` does that keeps what it has until it expires.
    @Test func `a source that hands out the same credentials is not asked at each request`() async throws {
        source.set { $0.lifetime = 900 }
        let keeper = source.keeper()
        _ = try await id(keeper)
        let end = source.state.withLock { $0.now + 900 }
        source.set { $0.kept = ("A1", end) }
        source.set { $0.now = $0.now + 700 }
        for _ in 0..<20 { #expect(try await id(keeper) == "A1") }
        #expect(source.fetches == 2)
        source.set { $0.now = $0.now + 31 }
        for _ in 0..<20 { #expect(try await id(keeper) == "A1") }
        #expect(source.fetches == 3)
    }

    @Test func `near the end new ones are waited for`() async throws {
        let keeper = source.keeper()
        _ = try await id(keeper)
        source.set {
            $0.now = $0.now + (3600 - 9 * 60)
            $0.delay = .milliseconds(50)
        }
        #expect(try await id(keeper) == "A2")
    }

    @Test func `during an outage the old serve to their end`() async throws {
        let keeper = source.keeper()
        _ = try await id(keeper)
        source.set {
            $0.now = $0.now + (3600 - 60)
            $0.failure = Self.outage
        }
        #expect(try await id(keeper) == "A1")
        source.set { $0.now = $0.now + (61) }
        let error = await #expect(throws: AWSError.self) { try await id(keeper) }
        #expect(error?.message == "outage")
        source.set { $0.failure = nil }
        #expect(try await id(keeper) == "A4")
    }

    @Test func `failure ahead of need is not repeated at once`() async throws {
        let keeper = source.keeper()
        _ = try await id(keeper)
        source.set {
            $0.now = $0.now + (3600 - 14 * 60)
            $0.failure = Self.outage
        }
        _ = try await id(keeper)
        while source.fetches < 2 { try await Task.sleep(for: .milliseconds(5)) }
        try await Task.sleep(for: .milliseconds(50))
        for _ in 0..<5 { _ = try await id(keeper) }
        #expect(source.fetches == 2)
        source.set { $0.now = $0.now + (31) }
        _ = try await id(keeper)
        while source.fetches < 3 { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test func `waiting ends at the deadline`() async throws {
        source.set { $0.delay = .seconds(5) }
        let keeper = source.keeper()
        let start = ContinuousClock.now
        let error = await #expect(throws: AWSError.self) {
            try await keeper.current(deadline: .now + .milliseconds(100))
        }
        #expect(error?.kind == .noCredentials && ContinuousClock.now - start < .milliseconds(400))
    }

    @Test func `refused keys are renewed once`() async throws {
        source.set { $0.lifetime = nil }
        let keeper = source.keeper()
        let first = try await keeper.current(deadline: .now + .seconds(5)).0
        #expect(await keeper.renew(insteadOf: first, deadline: .now + .seconds(5)))
        #expect(try await id(keeper) == "A2")
        // A second request that was refused with the same keys finds new ones already there.
        #expect(await keeper.renew(insteadOf: first, deadline: .now + .seconds(5)))
        #expect(source.fetches == 2)
    }

    @Test func `renewal that fails is of no use`() async throws {
        let keeper = source.keeper()
        let first = try await keeper.current(deadline: .now + .seconds(5)).0
        source.set { $0.failure = Self.outage }
        #expect(await keeper.renew(insteadOf: first, deadline: .now + .seconds(5)) == false)
    }
}
