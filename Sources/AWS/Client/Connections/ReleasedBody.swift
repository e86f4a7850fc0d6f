import Dispatch
import NIOCore
import NIOPosix
import Synchronization

/// The body of a request that leaves only after a last look.
///
/// It is asked for when the connection stands and the head was written, so that nothing is left to wait for. Until the
/// whole body has come, the other side does nothing.
final class ReleasedBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    /// `release` waits no longer for the bytes to leave.
    private static let patience = DispatchTimeInterval.milliseconds(100)

    private let bytes: [UInt8]
    private let look: LastLook
    private let group: MultiThreadedEventLoopGroup
    private let wasReleased = Mutex(false)
    private let hasLeft = DispatchSemaphore(value: 0)

    /// - Parameter group: The connections' group, of one thread.
    init(_ bytes: [UInt8], group: MultiThreadedEventLoopGroup, look: @escaping LastLook) {
        self.bytes = bytes
        self.group = group
        self.look = look
    }

    /// Whether any of the bytes may have left.
    var isReleased: Bool { wasReleased.withLock { $0 } }

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let body: ReleasedBody
        private var isGiven = false

        fileprivate init(body: ReleasedBody) { self.body = body }

        mutating func next() async throws -> ByteBuffer? {
            if isGiven {
                body.given()
                return nil
            }
            isGiven = true
            try await body.released()
            return ByteBuffer(bytes: body.bytes)
        }
    }

    /// Returns when the look has called `release`, which then still waits for the bytes to leave.
    private func released() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            Task {
                do throws(NotReleased) {
                    try await look { [self] in
                        let isFirst = wasReleased.withLock { wasReleased in
                            defer { wasReleased = true }
                            return !wasReleased
                        }
                        guard isFirst else { return }
                        continuation.resume()
                        _ = hasLeft.wait(timeout: .now() + Self.patience)
                    }
                    if !isReleased { continuation.resume(throwing: NotReleased()) }
                } catch {
                    if !isReleased { continuation.resume(throwing: error) }
                }
            }
        }
    }

    /// The bytes are on their way to the thread that writes them. What it does next comes after the writing.
    private func given() { group.next().execute { [hasLeft] in hasLeft.signal() } }
}
