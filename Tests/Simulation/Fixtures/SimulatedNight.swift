import FoundationEssentials
import Model
import Poll
import Store
import Testing

@testable import Simulation

/// A simulated world with the real pollers' schedule and a real store on disk, without a screen.
final class SimulatedNight {
    let scenario: Scenario
    let configuration: Configuration
    let world: World
    let store: SQLiteStore
    private let stepper: PollStepper
    private let directory: URL

    /// Begins with its history, as a demo does.
    init(_ scenario: Scenario, seed: UInt64 = 7) async throws {
        self.scenario = scenario
        configuration = scenario.configuration
        directory = FileManager.default.temporaryDirectory.appending(path: "abreast-night-\(UUID().uuidString)")
        store = try SQLiteStore(
            path: directory.appending(path: "night.sqlite").path(percentEncoded: false),
            migration: configuration.migration)
        let store = store
        world = World(scenario, seed: seed) { service, moment in
            // If the store cannot be read, the rollout is held: the orders are unknown.
            guard let orders = try? store.orders(after: 0) else { return DeployJob.Standing(isPaused: true) }
            return DeployJob.Standing(of: service, by: orders.filter { $0.at <= moment })
        }
        stepper = try PollStepper(
            configuration: configuration, pollers: world.pollers, store: store, holder: "simulation", seed: seed,
            at: scenario.start - 3600)
        try await stepper.recall(from: scenario.start - 3600, to: scenario.start)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// The moment so many minutes after the demo's start.
    func moment(_ minutes: Double) -> Moment { scenario.start + minutes * 60 }

    func advance(to minutes: Double) async throws { try await stepper.advance(to: moment(minutes)) }

    /// The board so many minutes after the start. The night must have reached that minute.
    func board(at minutes: Double, window: Int = 80) throws -> Board {
        try store.board(of: configuration, minutes: window, at: moment(minutes))
    }

    func order(_ kind: Order.Kind, _ service: String?, at minutes: Double) throws {
        _ = try store.post(Order(kind: kind, service: service, actor: "mika@test", at: moment(minutes)))
    }

    /// Continues and passes the boards up to `minutes`, one a minute by default. Stops when `look` returns true.
    func watch(until minutes: Double, every step: Double = 1, look: (Double, Board) throws -> Bool) async throws {
        var minute = 0.0
        while minute <= minutes {
            try await advance(to: minute)
            if try look(minute, board(at: minute)) { return }
            minute += step
        }
    }
}

extension ScenarioLibrary {
    /// A built-in scenario. A test with another name fails.
    static func needed(_ name: String) throws -> Scenario {
        try #require(try scenario(named: name), "no scenario is called \(name)")
    }
}

extension Board {
    func service(_ name: String) throws -> Service { try #require(services.first { $0.name == name }) }
}
