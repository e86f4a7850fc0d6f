import Glibc
import Model
import Report
import Store
import View

/// A simulation without a screen: it runs at the requested speed and then prints the status.
struct Headless {
    let place: SimulationPlace
    let store: SQLiteStore
    let run: SimulationRun

    /// Runs for so many minutes. Returns the signal if one ended it before.
    func play(_ speed: Speed, minutes: Int) throws -> WatchLoop.End? {
        let (run, store, configuration) = (run, store, place.configuration)
        let began = ContinuousClock.now
        let work = Task.detached { () -> Result<Board, StoreError> in
            do throws(StoreError) {
                try await run.prepare()
                try await run.run(at: speed, until: run.time.now() + Double(minutes) * 60)
                let board = try store.board(
                    of: configuration, minutes: Rule.window, at: run.time.now())
                try await run.finish()
                return .success(board)
            } catch {
                return .failure(error)
            }
        }
        // The signals stay blocked until the directory is removed: a second signal must not end the program before.
        if let signal = Self.signal(endingBefore: work) { return .signal(signal) }
        let outcome = try waiting { await work.value }
        let board = try storing { () throws(StoreError) in try outcome.get() }
        print(StatusText(board: board, isASCII: !Variables.isUTF8).text, terminator: "")
        let wall = (ContinuousClock.now - began) / .seconds(1)
        say("\(NumberWords.duration(Double(minutes) * 60)) simulated in \(NumberWords.decimal(wall, 1)) s")
        return nil
    }

    /// Waits for the work, and for the blocked signals.
    private static func signal(endingBefore work: Task<Result<Board, StoreError>, Never>) -> Int32? {
        let isDone = RaisedFlag()
        Task.detached {
            _ = await work.value
            isDone.raise()
        }
        while !isDone.isRaised {
            guard let signal = SignalHold.wait(milliseconds: 50) else { continue }
            work.cancel()
            var patience = 200
            while !isDone.isRaised, patience > 0 {
                usleep(10_000)
                patience -= 1
            }
            return signal
        }
        return nil
    }
}
