import Model
import Testing
import World

@testable import AWS

@Suite struct ClockWitnessTests {
    private static let question = AWSRequest.form(
        .sts, "GetCallerIdentity", version: STS.version, resource: "the caller")

    /// What AWS's clock says in each answer.
    private static let date = ("Date", "Mon, 23 Nov 2026 04:53:06 GMT")

    /// Answers with headers, or fails.
    private struct Answering: RequestSender {
        var headers: [(String, String)] = []
        var error: AWSError?

        func send(
            _ request: AWSRequest, deadline: ContinuousClock.Instant
        ) async throws(AWSError) -> AWSResponse {
            if let error { throw error }
            return AWSResponse(status: 200, headers: headers, body: [])
        }
    }

    /// A machine whose clock is ahead of AWS's by so many seconds.
    private func witness(_ sender: Answering, ahead seconds: Double) throws -> ClockWitness {
        let moment = try #require(Moment(httpDate: Self.date.1))
        return ClockWitness(sender, clock: TestClock { moment + seconds })
    }

    @Test(arguments: [0, 0.4, 90, -400])
    func `an answer tells the offset`(_ seconds: Double) async throws {
        let witness = try witness(Answering(headers: [Self.date]), ahead: seconds)
        #expect(witness.offset == nil)
        _ = try await witness.send(Self.question, deadline: soon)
        #expect(try abs(#require(witness.offset) - seconds) < 0.001)
    }

    @Test func `a refusal tells it as well`() async throws {
        var refused = refusal(.clockSkew, code: "SignatureDoesNotMatch", message: "")
        refused.clockOffset = 421
        let witness = try witness(Answering(error: refused), ahead: 0)
        await #expect(throws: AWSError.self) { try await witness.send(Self.question, deadline: soon) }
        #expect(witness.offset == 421)
    }

    @Test func `without a date nothing is told`() async throws {
        let witness = try witness(Answering(headers: [("Date", "yesterday")]), ahead: 3)
        _ = try await witness.send(Self.question, deadline: soon)
        #expect(witness.offset == nil)
    }
}
