import AWS
import Model
import Synchronization
import Testing

@testable import Rollout

/// A roll back when the store takes no order.
@Suite("A roll back without a store", .timeLimit(.minutes(1)))
struct DirectRollBackTests {
    private func run(
        _ aws: ScriptedRoute53, to percent: Double = 0, until end: ContinuousClock.Instant? = nil
    ) async throws -> (isDone: Bool, told: [String]) {
        let configuration = try WireSamples.configuration()
        var times = ControllerTiming()
        times.firstWait = .milliseconds(4)
        times.longestWait = .milliseconds(20)
        let direct = DirectRollBack(configuration: configuration, sender: aws, times: times, clock: MachineClock())
        let told = Mutex<[String]>([])
        let isDone = await direct.run(configuration.services[0], to: percent, until: end) { words in
            told.withLock { $0.append(words) }
        }
        return (isDone, told.withLock { $0 })
    }

    @Test func `reads, sends and reads back`() async throws {
        let aws = ScriptedRoute53()
        let (isDone, told) = try await run(aws)
        #expect(isDone && aws.percents == [0, 0] && aws.sent == 1)
        #expect(told.first == "sending: A 75/25 → 100/0, AAAA 6/2 → 8/0" && told.last == "in force: A 100/0, AAAA 8/0")
        let again = try await run(aws)
        #expect(again.isDone && aws.sent == 1)
    }

    @Test func `never raises a share`() async throws {
        let aws = ScriptedRoute53()
        let (isDone, _) = try await run(aws, to: 60)
        #expect(isDone && aws.sent == 0 && aws.percents == [25, 25])
    }

    @Test(arguments: [ScriptedRoute53.Fault.throttled, .server, .timeoutBefore, .resetAfter])
    func `goes on for as long as it takes`(_ fault: ScriptedRoute53.Fault) async throws {
        let aws = ScriptedRoute53(Array(repeating: fault, count: 12))
        let (isDone, told) = try await run(aws)
        #expect(isDone && aws.percents == [0, 0] && aws.moved == 1)
        #expect(told.contains { $0.hasSuffix("going on") })
    }

    @Test func `ends where AWS refuses for good, and when its time is over`() async throws {
        let denied = try await run(ScriptedRoute53([.denied]))
        #expect(!denied.isDone && denied.told.last?.hasPrefix("STOPPED, nothing was changed") == true)
        let aws = ScriptedRoute53()
        aws.fail(reads: .server)
        let late = try await run(aws, until: .now + .milliseconds(100))
        #expect(!late.isDone && aws.sent == 0)
    }
}
