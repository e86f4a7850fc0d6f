import Testing

@testable import AWS

@Suite struct RetryTests {
    private let retry = Retry()

    private func error(_ kind: AWSError.Kind, tookEffect: Bool = false, after: Duration? = nil) -> AWSError {
        var error = AWSError(kind, service: .ecs, operation: "ListTasks", message: "")
        error.mayHaveTakenEffect = tookEffect
        error.retryAfter = after
        return error
    }

    @Test func `bound doubles and ends at twenty seconds`() {
        let waits = (1...4).map {
            retry.delay(after: error(.server), attempt: $0, isIdempotent: true, random: 0.5)
        }
        #expect(waits == [.milliseconds(25), .milliseconds(50), .milliseconds(100), .milliseconds(200)])
        var patient = retry
        patient.maximumAttempts = 100
        #expect(patient.delay(after: error(.server), attempt: 99, isIdempotent: true, random: 0.5) == .seconds(10))
    }

    @Test func `throttling waits longer`() {
        #expect(
            retry.delay(after: error(.throttled), attempt: 1, isIdempotent: true, random: 0.5) == .milliseconds(500))
        #expect(retry.delay(after: error(.throttled), attempt: 3, isIdempotent: true, random: 0.5) == .seconds(2))
    }

    @Test func `five attempts are all`() {
        #expect(retry.delay(after: error(.server), attempt: 5, isIdempotent: true, random: 0.5) == nil)
    }

    @Test func `jitter is full`() throws {
        let waits = try (0..<200).map { _ in
            try #require(retry.delay(after: error(.throttled), attempt: 1, isIdempotent: true))
        }
        let shortest = try #require(waits.min())
        let longest = try #require(waits.max())
        #expect(shortest < .milliseconds(200) && longest > .milliseconds(800) && longest < .seconds(1))
    }

    @Test func `servers wish is heard within limits`() {
        let wish = { (after: Duration) in
            retry.delay(after: error(.throttled, after: after), attempt: 1, isIdempotent: true, random: 0.5)
        }
        #expect(wish(.milliseconds(1500)) == .milliseconds(1500))
        #expect(wish(.milliseconds(100)) == .milliseconds(500))
        #expect(wish(.seconds(3600)) == .milliseconds(5500))
    }

    @Test(arguments: [
        AWSError.Kind.accessDenied, .expired, .invalidCredentials, .clockSkew, .notFound, .validation, .rejected,
        .malformed, .noCredentials, .configuration, .cancelled, .network(.tls), .network(.proxy),
    ])
    func `final errors are not asked again`(kind: AWSError.Kind) {
        #expect(retry.delay(after: error(kind), attempt: 1, isIdempotent: true, random: 0.5) == nil)
    }

    @Test func `change is not sent twice`() {
        let reset = AWSError.Kind.network(.reset)
        #expect(retry.delay(after: error(reset, tookEffect: true), attempt: 1, isIdempotent: false) == nil)
        #expect(retry.delay(after: error(.server, tookEffect: true), attempt: 1, isIdempotent: false) == nil)
        #expect(retry.delay(after: error(.network(.refused)), attempt: 1, isIdempotent: false) != nil)
        #expect(retry.delay(after: error(.throttled), attempt: 1, isIdempotent: false) != nil)
        #expect(retry.delay(after: error(reset, tookEffect: true), attempt: 1, isIdempotent: true) != nil)
    }
}
