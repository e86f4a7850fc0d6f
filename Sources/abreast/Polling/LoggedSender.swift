import AWS
import Poll
import Rollout
import Synchronization

/// Passes requests to AWS on and logs each with what came of it: at `info` the calls that move weights, at `debug` those
/// that only read.
struct LoggedSender: RequestSender {
    let sender: any RequestSender
    let log: PollLog

    func send(
        _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> AWSResponse {
        let call = LoggedCall(request, log)
        call.leave()
        return try await call.answered { () async throws(AWSError) in
            try await sender.send(request, deadline: deadline)
        }
    }

    func prepare(
        _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> any PreparedRequest {
        LoggedRequest(prepared: try await sender.prepare(request, deadline: deadline), request: request, log: log)
    }
}

/// A prepared request whose call is logged when its bytes have left, not before: until then it may be forbidden.
private struct LoggedRequest: PreparedRequest {
    let prepared: any PreparedRequest
    let request: AWSRequest
    let log: PollLog

    func send(
        deadline: ContinuousClock.Instant, lastLook: @escaping LastLook
    ) async throws(AWSError) -> AWSResponse {
        let call = LoggedCall(request, log)
        return try await call.answered { () async throws(AWSError) in
            try await prepared.send(deadline: deadline) { release async throws(NotReleased) in
                try await lastLook(release)
                call.leave()
            }
        }
    }
}

/// One request in the log.
private final class LoggedCall: Sendable {
    private let request: AWSRequest
    private let log: PollLog
    private let began = ContinuousClock.now
    private let hasLeft = Mutex(false)

    init(_ request: AWSRequest, _ log: @escaping PollLog) {
        self.request = request
        self.log = log
    }

    private var movesWeights: Bool { WeightChange.Call(rawValue: request.operation) != nil }
    private var level: PollNote.Level { movesWeights ? .info : .debug }
    private var subject: [PollNote.Field] {
        [PollNote.Field(.action, request.action), PollNote.Field(.resource, request.resource)]
    }

    /// The request is on its way. It is logged once, and again when it is sent again.
    func leave() {
        hasLeft.withLock { $0 = true }
        log(PollNote(level, .call, subject))
    }

    /// Logs what came of it.
    func answered(
        _ body: () async throws(AWSError) -> AWSResponse
    ) async throws(AWSError) -> AWSResponse {
        do throws(AWSError) {
            let response = try await body()
            tell(level, [PollNote.Field(.status, "\(response.status)")], request: response.requestID)
            return response
        } catch {
            // A request that was not released was no call.
            if hasLeft.withLock({ $0 }) {
                let failed = [PollNote.Field(.error, error.sentence)]
                tell(movesWeights ? .warning : .debug, failed, request: error.requestID)
            }
            throw error
        }
    }

    private func tell(_ level: PollNote.Level, _ result: [PollNote.Field], request id: String?) {
        let milliseconds = Int(((ContinuousClock.now - began) / .milliseconds(1)).rounded())
        let time = [PollNote.Field(.milliseconds, "\(milliseconds)")]
        log(PollNote(level, .answer, subject + result + time + (id.map { [PollNote.Field(.request, $0)] } ?? [])))
    }
}
