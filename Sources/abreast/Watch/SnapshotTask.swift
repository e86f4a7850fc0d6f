import Model
import Store
import Synchronization

/// Writes snapshots in the background, and shows their paths.
final class SnapshotTask: Sendable {
    private let configuration: Configuration
    private let store: any StateStore
    private let time: any Timekeeper
    private let directory: String
    private let desk: OrderQueue
    private let running = Mutex<[Task<Void, Never>]>([])

    init(
        configuration: Configuration, store: any StateStore, time: any Timekeeper, directory: String, desk: OrderQueue
    ) {
        self.configuration = configuration
        self.store = store
        self.time = time
        self.directory = directory
        self.desk = desk
    }

    /// Starts to write the store's present content. The reason may be empty.
    func start(minutes: Int, reason: String = "") {
        let task = Task.detached { [self] in
            do {
                let files = try SnapshotTaking.take(
                    configuration, store: store, at: time.now(), minutes: minutes, reason: reason, directory: directory)
                desk.tell("snapshot: \(files.markdown)", isFailure: false)
            } catch {
                desk.tell("NO SNAPSHOT: \((error as? Failure)?.line ?? "\(error)")", isFailure: true)
            }
        }
        running.withLock { $0.append(task) }
    }

    /// Returns when the last snapshot is written.
    func finish() async {
        for task in running.withLock({ $0 }) { await task.value }
    }
}
