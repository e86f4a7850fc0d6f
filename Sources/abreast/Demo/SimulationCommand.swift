import ArgumentParser
import Model
import Simulation
import Store
import Terminal
import View

/// The common parts of demo and drill: a directory, a store, a world and a screen.
struct SimulationCommand {
    let scenario: Scenario
    let configuration: Configuration
    let seed: UInt64
    let options: SimulationOptions
    /// Whether a store of this same simulation may be continued.
    let goesOn: Bool

    /// Runs `body` with the directory and the world. Afterwards removes what is not kept, however `body` ends.
    func inPlace(_ body: (SimulationPlace, SQLiteStore, SimulationRun) throws -> WatchLoop.End?) throws {
        try ShownZone.adopt(scenario.timeZone, file: "scenario \(scenario.name)")
        SignalHold.hold()
        let place =
            try options.keep.map { try SimulationPlace.kept($0, configuration, goesOn: goesOn) }
            ?? SimulationPlace.temporary(configuration)
        let end: WatchLoop.End?
        do {
            defer { place.leave() }
            let store = try place.open()
            guard !store.isReadOnly else { throw Failure(StoreError.readOnly(path: store.path).sentence, status: 3) }
            let moving = try place.open()
            let run = try storing { () throws(StoreError) in
                // A connection of its own: it reads another window than the screen, and so neither is read again for
                // the other.
                try SimulationRun(scenario, configuration: place.configuration, seed: seed, store: moving)
            }
            end = try body(place, store, run)
        }
        if case .signal(let number) = end { Screen.end(by: number) }
    }

    /// A screen on the simulation.
    func session(
        _ place: SimulationPlace, _ store: SQLiteStore, _ run: SimulationRun, _ theme: ThemeChoice
    ) -> WatchSession {
        var session = WatchSession(
            configuration: place.configuration, store: store, theme: theme, time: run.time, canRollBack: true,
            canSteer: configuration.services.contains { $0.isSteered })
        session.snapshotDirectory = options.keep == nil ? "." : place.directory
        session.speed = options.speed == .max ? nil : options.speed.factor
        session.prepare = { () throws(StoreError) in try await run.prepare() }
        return session
    }
}

extension SimulationRun {
    /// Advances the world beside a screen. If the store refuses a write, the footer says so and simulated time stops.
    nonisolated func play(
        at speed: Speed, until end: Moment? = nil, desk: OrderQueue,
        heed: @escaping @Sendable (Moment) throws(StoreError) -> Bool = { _ in true }
    ) async {
        do throws(StoreError) {
            try await run(at: speed, until: end, heed: heed)
            try await finish()
            if !Task.isCancelled { desk.end() }
        } catch {
            desk.tell("the simulation stands still: \(error.sentence)", isFailure: true)
        }
    }
}
