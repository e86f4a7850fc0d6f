import AWS
import Synchronization

/// Passes questions on and counts them.
final class CountingSender: RequestSender {
    private let sender: any RequestSender
    private let asked = Mutex(0)

    init(_ sender: any RequestSender) {
        self.sender = sender
    }

    var count: Int { asked.withLock { $0 } }

    func send(_ request: AWSRequest, deadline: ContinuousClock.Instant) async throws(AWSError) -> AWSResponse {
        asked.withLock { $0 += 1 }
        return try await sender.send(request, deadline: deadline)
    }
}
