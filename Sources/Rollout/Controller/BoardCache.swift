import Model
import Store
import Synchronization

/// The present board. It is read again only when something was stored since.
final class BoardCache: Sendable {
    private struct Kept {
        var version: Int64
        var board: Board
    }

    /// The number of minutes on it: those that a verdict's "since when" needs.
    private static let minutes = Rule.window

    private let context: ControllerContext
    private let kept = Mutex<Kept?>(nil)

    init(_ context: ControllerContext) { self.context = context }

    /// `nil` when the store cannot be read.
    func board() async -> Board? {
        let (kept, configuration, now) = (kept.withLock { $0 }, context.configuration, context.clock.now())
        let found = try? await context.boards.perform { store throws(StoreError) -> Kept in
            // Read first: what is stored while the board is read then changes the version.
            let version = try store.version()
            if var kept, kept.version == version, now >= kept.board.takenAt {
                kept.board.takenAt = now
                return kept
            }
            return Kept(version: version, board: try store.board(of: configuration, minutes: Self.minutes, at: now))
        }
        if let found { self.kept.withLock { $0 = found } }
        return found?.board
    }

    /// The same; also `nil` when it takes longer than `patience`.
    func board(within patience: Duration) async -> Board? {
        await withCheckedContinuation { continuation in
            let answer = FirstAnswer(continuation)
            Task { answer.give(await self.board()) }
            Task {
                try? await Task.sleep(for: patience)
                answer.give(nil)
            }
        }
    }
}

/// Resumes with the first result.
private final class FirstAnswer: Sendable {
    private let continuation: Mutex<CheckedContinuation<Board?, Never>?>

    init(_ continuation: CheckedContinuation<Board?, Never>) { self.continuation = Mutex(continuation) }

    func give(_ board: Board?) {
        let waiting = continuation.withLock { continuation in
            defer { continuation = nil }
            return continuation
        }
        waiting?.resume(returning: board)
    }
}
