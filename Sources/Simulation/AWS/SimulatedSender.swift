package import AWS

/// Answers what the hand that moves weights asks of Route 53, over its own wire, from the simulated world as it is then.
package struct SimulatedSender: RequestSender {
    private let world: World

    package init(_ world: World) { self.world = world }

    package func send(
        _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> AWSResponse {
        let body = try world.answer(request)
        return AWSResponse(status: 200, headers: [], body: Array(body.utf8), requestID: "simulated")
    }
}
