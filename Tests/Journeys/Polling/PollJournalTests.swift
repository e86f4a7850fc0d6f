import AWS
import Fixtures
import Model
import Poll
import Rollout
import Simulation
import Store
import Synchronization
import Testing

@testable import abreast

/// What `poll` logs of the timeline and of its calls.
@Suite struct PollJournalTests {
    private final class Lines: Sendable {
        private let notes = Mutex<[PollNote]>([])

        func add(_ note: PollNote) { notes.withLock { $0.append(note) } }
        func of(_ topic: PollNote.Topic) -> [PollNote] { notes.withLock { $0.filter { $0.topic == topic } } }
    }

    private struct FixedClock: WallClock {
        let moment: Moment

        func now() -> Moment { moment }
    }

    @Test func `what is stored after its start is told once, whoever stores it`() async throws {
        let scenario = try #require(try ScenarioLibrary.scenario(named: "calm"))
        let configuration = scenario.configuration(mode: .manual)
        let store = try TemporaryStore.open(configuration.migration)
        let now = scenario.start
        func pause(_ service: String, _ reason: String) throws {
            _ = try store.post(Order(kind: .pause, service: service, actor: "mika@desk", at: now, reason: reason))
        }
        try pause("api", "before")
        let lines = Lines()
        let journal = try PollJournal(configuration, store: store, clock: FixedClock(moment: now), log: lines.add)
        await journal.pass()
        #expect(lines.of(.order).isEmpty)
        // The first headline is told, and not again while it stays.
        #expect(lines.of(.headline).count == 1)
        try pause("web", "p99 up")
        try store.record([
            Event(at: now, service: "api", kind: .verdict, actor: "abreast", before: "pass", after: "worse"),
            Event(at: now, service: "api", kind: .ecs, actor: "ecs", reason: "steady", evidence: "e1"),
        ])
        await journal.pass()
        await journal.pass()
        #expect(lines.of(.order).count == 1 && lines.of(.verdict).count == 1 && lines.of(.headline).count == 1)
        #expect(lines.of(.order).first?.fields.contains(PollNote.Field(.reason, "p99 up")) == true)
        #expect(lines.of(.timeline).map(\.level) == [.debug])
        // A journal by a file that was read anew goes on where the other ended.
        try pause("api", "after")
        let next = try PollJournal(
            configuration, store: store, after: journal.last, clock: FixedClock(moment: now), log: lines.add)
        await next.pass()
        #expect(lines.of(.order).count == 2)
    }

    /// A sender whose requests may be forbidden at the last moment.
    private struct Forbidding: RequestSender {
        struct Prepared: PreparedRequest {
            let request: AWSRequest

            func send(
                deadline: ContinuousClock.Instant, lastLook: @escaping LastLook
            ) async throws(AWSError) -> AWSResponse {
                do throws(NotReleased) {
                    try await lastLook {}
                } catch {
                    throw AWSError(.cancelled, service: request.service, message: "not released")
                }
                return AWSResponse(status: 200, headers: [], body: [], requestID: "r1")
            }
        }

        var error: AWSError?

        func send(
            _ request: AWSRequest, deadline: ContinuousClock.Instant
        ) async throws(AWSError) -> AWSResponse {
            if let error { throw error }
            return AWSResponse(status: 200, headers: [], body: [], requestID: "r2")
        }

        func prepare(
            _ request: AWSRequest, deadline: ContinuousClock.Instant
        ) async throws(AWSError) -> any PreparedRequest {
            Prepared(request: request)
        }
    }

    private func request(_ operation: String) -> AWSRequest {
        AWSRequest(service: .route53, operation: operation, resource: "/hostedzone/Z1")
    }

    @Test func `a call that was not released is no call`() async throws {
        let lines = Lines()
        let sender = LoggedSender(sender: Forbidding(), log: lines.add)
        let change = request(WeightChange.Call.records.rawValue)
        let forbidden = try await sender.prepare(change, deadline: .now + .seconds(1))
        await #expect(throws: AWSError.self) {
            _ = try await forbidden.send(deadline: .now + .seconds(1)) { _ throws(NotReleased) in throw NotReleased() }
        }
        #expect(lines.of(.call).isEmpty && lines.of(.answer).isEmpty)
        let released = try await sender.prepare(change, deadline: .now + .seconds(1))
        _ = try await released.send(deadline: .now + .seconds(1)) { release in release() }
        #expect(lines.of(.call).map(\.level) == [.info] && lines.of(.answer).map(\.level) == [.info])
        #expect(lines.of(.answer).first?.fields.contains(PollNote.Field(.request, "r1")) == true)
    }

    @Test func `calls that only read are told at debug, and a refused change at warning`() async throws {
        let lines = Lines()
        let sender = LoggedSender(sender: Forbidding(), log: lines.add)
        _ = try await sender.send(request("ListResourceRecordSets"), deadline: .now + .seconds(1))
        #expect(lines.of(.call).map(\.level) == [.debug] && lines.of(.answer).map(\.level) == [.debug])
        let denied = AWSError(.accessDenied, service: .route53, message: "denied")
        let refusing = LoggedSender(sender: Forbidding(error: denied), log: lines.add)
        await #expect(throws: AWSError.self) {
            _ = try await refusing.send(request(WeightChange.Call.records.rawValue), deadline: .now + .seconds(1))
        }
        #expect(lines.of(.answer).map(\.level) == [.debug, .warning])
        #expect(lines.of(.answer).last?.fields.contains(PollNote.Field(.error, denied.sentence)) == true)
    }
}
