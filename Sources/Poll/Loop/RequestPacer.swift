package import AWS

/// Limits the requests to one service to a given rate, in the order in which they came.
///
/// Route 53 allows five requests a second to the whole account, for all programs together (Route 53 quotas). A
/// deployment that runs beside this program needs most of them, so the pollers send only one a second.
package actor RequestPacer {
    private let interval: Duration
    private var next: ContinuousClock.Instant?

    package init(interval: Duration = .seconds(1)) { self.interval = interval }

    /// Waits for the caller's turn. Throws when it would come after `deadline`, or when the task is cancelled.
    func turn(before deadline: ContinuousClock.Instant) async throws(CancellationError) {
        let now = ContinuousClock.now
        let turn = max(now, next ?? now)
        guard turn < deadline else { throw CancellationError() }
        next = turn + interval
        guard turn > now else { return }
        do {
            try await ContinuousClock().sleep(until: turn)
        } catch {
            throw CancellationError()
        }
    }
}

/// A sender whose requests to one service take their turns.
package struct PacedSender: RequestSender {
    private let sender: any RequestSender
    private let service: AWSService
    private let pacer: RequestPacer

    package init(_ sender: any RequestSender, service: AWSService = .route53, pacer: RequestPacer = RequestPacer()) {
        self.sender = sender
        self.service = service
        self.pacer = pacer
    }

    package func send(
        _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> AWSResponse {
        try await takeTurn(request, before: deadline)
        return try await sender.send(request, deadline: deadline)
    }

    /// The turn comes last: credentials may take seconds.
    package func prepare(
        _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> any PreparedRequest {
        let prepared = try await sender.prepare(request, deadline: deadline)
        try await takeTurn(request, before: deadline)
        return prepared
    }

    private func takeTurn(_ request: AWSRequest, before deadline: ContinuousClock.Instant) async throws(AWSError) {
        guard request.service == service else { return }
        do throws(CancellationError) {
            try await pacer.turn(before: deadline)
        } catch {
            throw AWSError(
                .cancelled, service: request.service, operation: request.operation, resource: request.resource,
                message: "its turn would have come after the deadline")
        }
    }
}
