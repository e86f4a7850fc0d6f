import Model
import Store
import Synchronization

/// Writes snapshots in the background, one at a time, and shows their paths.
final class SnapshotTask: Sendable {
    private let configuration: Configuration
    private let store: any StateStore
    private let time: any Timekeeper
    private let directory: String
    private let desk: OrderQueue
    private let work = Mutex(Work())

    private struct Work {
        /// The one that was begun last.
        var last: Task<Void, Never>?
        /// How many are not written yet.
        var count = 0
    }

    init(
        configuration: Configuration, store: any StateStore, time: any Timekeeper, directory: String, desk: OrderQueue
    ) {
        self.configuration = configuration
        self.store = store
        self.time = time
        self.directory = directory
        self.desk = desk
    }

    /// Starts to write the store's present content. The reason may be empty: then somebody has pressed a key, which may be
    /// held down, and while another one is being written nothing is begun. One with a reason waits for its turn.
    func start(minutes: Int, reason: String = "") {
        let isTaken = work.withLock { work in
            guard work.count == 0 || !reason.isEmpty else { return false }
            let before = work.last
            work.count += 1
            work.last = Task.detached { [self] in
                await before?.value
                take(minutes, reason)
                self.work.withLock { $0.count -= 1 }
            }
            return true
        }
        if !isTaken { desk.tell("a snapshot is being written; one at a time", isFailure: true) }
    }

    private func take(_ minutes: Int, _ reason: String) {
        do {
            let files = try SnapshotTaking.take(
                configuration, store: store, at: time.now(), minutes: minutes, reason: reason, directory: directory)
            desk.tell("snapshot: \(files.markdown)", isFailure: false)
        } catch {
            desk.tell("NO SNAPSHOT: \((error as? Failure)?.line ?? "\(error)")", isFailure: true)
        }
    }

    /// Returns when the last snapshot is written.
    func finish() async { await work.withLock { $0.last }?.value }
}
