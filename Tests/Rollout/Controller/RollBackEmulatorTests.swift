import AWS
import Fixtures
import Foundation
import Model
import Poll
import Store
import Testing
import World

@testable import Rollout

/// Roll backs of the emulated world: Route 53 on ministack, the load balancer's weights on moto.
@Suite("A roll back of the emulated world", .serialized)
struct RollBackEmulatorTests {
    /// Orders a roll back of everything in a migration, has it carried out, and returns the newest steps and the events.
    private func rollBack(
        _ world: EmulatedWorld, _ path: String, within seconds: Double = 20
    ) async throws -> (steps: [WeightStep], events: [Event]) {
        let configuration = try world.configuration(path)
        let store = try TemporaryStore.open(configuration.migration)
        let client = try world.client(path)
        let sender = PacedSender(client, pacer: RequestPacer(interval: .milliseconds(50)))
        var times = ControllerTiming()
        times.syncPace = .milliseconds(100)
        let controller = RolloutController(
            configuration: configuration, store: store, sender: sender, holder: "me@here:1", times: times,
            clock: MachineClock())
        let token = try #require(try store.claimLease(holder: "me@here:1", at: RollBackNight.now)).token
        _ = try store.post(Order(kind: .rollBack, service: nil, actor: "ken@desk", at: RollBackNight.now))
        let task = Task { await controller.run(token: token) }
        let wanted = configuration.services.count { $0.split != nil }
        let isDone = try await RollBackNight.wait {
            let steps = try store.newestSteps()
            return steps.count == wanted && steps.allSatisfy { $0.state == .done || $0.state == .stopped }
        }
        task.cancel()
        _ = await task.value
        let writes = client.calls().filter { call in
            WeightChange.Call.allCases.contains { call.key.hasSuffix($0.rawValue) }
        }
        #expect(isDone && writes.values.reduce(0, +) == wanted, "\(writes)")
        await client.shutdown()
        return (try store.newestSteps(), try store.events(after: 0, limit: 1000))
    }

    @Test func `of the whole zone only the weights of the services differ, A and AAAA alike`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let before = try world.everything()
        let (steps, events) = try await rollBack(world, world.configPath)
        #expect(steps.map(\.service).sorted() == ["api", "web"])
        #expect(steps.allSatisfy { $0.state == .done && $0.change != nil }, "\(events.map(\.reason))")
        #expect(events.count { $0.reason.hasPrefix("sent, everywhere after ") } == 2)
        let after = try world.everything()
        #expect(EmulatedWorld.weightless(before) == EmulatedWorld.weightless(after))
        let changed = after.subtracting(before)
        #expect(changed.count == 8, "\(changed)")
        #expect(changed.allSatisfy { $0.contains(#""Weight": 0"#) || $0.contains(#""Weight": 100"#) }, "\(changed)")
        #expect(changed.allSatisfy { $0.contains("ecs") == $0.contains(#""Weight": 0"#) }, "\(changed)")
    }

    @Test func `of all listeners and rules only the two weights of the rule differ`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let before = try world.everything()
        let (steps, events) = try await rollBack(world, world.configTwoPath)
        #expect(steps.map(\.state) == [.done], "\(events.map(\.reason))")
        #expect(steps.first?.after == [WeightReading(type: "forward", old: 100, new: 0, ttl: 0)])
        let after = try world.everything()
        #expect(EmulatedWorld.weightless(before) == EmulatedWorld.weightless(after))
        let changed = after.subtracting(before)
        #expect(changed.count == 1 && changed.allSatisfy { $0.contains(#""Weight": 0"#) }, "\(changed)")
    }
}
