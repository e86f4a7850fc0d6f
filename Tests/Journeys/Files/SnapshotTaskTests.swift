import Dispatch
import Fixtures
import Foundation
import Model
import Simulation
import Store
import Terminal
import Testing

@testable import abreast

/// The key for a snapshot, held down.
@Suite struct SnapshotTaskTests {
    /// A store that is read only when it may.
    private struct GatedStore: ForwardingStore {
        let inner: SQLiteStore
        let gate = DispatchSemaphore(value: 0)

        func board(of configuration: Configuration, minutes: Int, at now: Moment) throws(StoreError) -> Board {
            gate.wait()
            gate.signal()
            return try inner.board(of: configuration, minutes: minutes, at: now)
        }
    }

    @Test func `one is written at a time, and those of a roll back in their turn`() async throws {
        let scenario = try #require(try ScenarioLibrary.scenario(named: "calm"))
        let configuration = scenario.configuration(mode: .manual)
        let inner = try TemporaryStore.open(configuration.migration)
        try await SimulationRun(scenario, configuration: configuration, seed: 1, store: inner).prepare()
        let store = GatedStore(inner: inner)
        let folder = NSTemporaryDirectory() + "abreast-snapshots-\(UUID().uuidString)"
        let time = configuration.timekeeper(store.inner)
        let desk = OrderQueue(store: store, time: time, wakeUp: try WakeUp())
        let task = SnapshotTask(configuration: configuration, store: store, time: time, directory: folder, desk: desk)
        for _ in 0..<100 { task.start(minutes: 60) }
        task.start(minutes: 60, reason: "rolled back")
        let said = desk.take().compactMap { outcome in
            if case .message(let text, let isFailure) = outcome, isFailure { text } else { nil }
        }
        #expect(said.count == 99 && said.allSatisfy { $0.contains("one at a time") }, "\(said.prefix(3))")
        store.gate.signal()
        await task.finish()
        #expect(desk.take().count == 2)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(files.count { $0.hasSuffix(".md") } == 2, "\(files)")
    }
}
