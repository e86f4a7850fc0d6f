package import AWS

/// Answers the Route 53 requests of the step executor, in Route 53's wire format, from the present state of the
/// simulated world.
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
