import AWS
import Testing

@testable import abreast

/// A command that waits for AWS says for what, and does not let one question take all the time.
@Suite struct InFlightRequestsTests {
    /// Answers nothing until the deadline that it was given.
    private struct HangingSender: RequestSender {
        func send(
            _ request: AWSRequest, deadline: ContinuousClock.Instant
        ) async throws(AWSError) -> AWSResponse {
            try? await ContinuousClock().sleep(until: deadline)
            throw AWSError(
                .network(.timeout), service: request.service, operation: request.operation, resource: "", message: "")
        }
    }

    @Test func `what is open is named until its own time is up`() async throws {
        let questions = InFlightRequests(patience: 1)
        let sender = questions.timed(HangingSender())
        #expect(questions.words == nil)
        let began = ContinuousClock.now
        let asking = Task { try await STS(sender).getCallerIdentity(deadline: began + .seconds(3600)) }
        while questions.words == nil, ContinuousClock.now < began + .seconds(60) {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(questions.words == "no answer yet from sts:GetCallerIdentity; each question is given up after 1 s")
        await #expect(throws: AWSError.self) { try await asking.value }
        #expect(questions.words == nil)
    }
}
