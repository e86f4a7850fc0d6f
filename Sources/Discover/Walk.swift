import AWS
import Model

/// What all parts of a walk share: the senders, the deadline, the person's hints, and the denied calls.
final class Walk {
    /// The region for requests where no DNS name says the region.
    let region: String
    let hints: Hints
    let deadline: ContinuousClock.Instant
    private(set) var gaps: [TopologyGap] = []
    private let senders: @Sendable (String) throws(AWSError) -> any RequestSender

    init(
        region: String, hints: Hints, deadline: ContinuousClock.Instant,
        senders: @escaping @Sendable (String) throws(AWSError) -> any RequestSender
    ) {
        self.region = region
        self.hints = hints
        self.deadline = deadline
        self.senders = senders
    }

    /// The sender for a region; without a region, the sender for the walk's own.
    func sender(in region: String? = nil) throws(AWSError) -> any RequestSender {
        try senders(region ?? self.region)
    }

    /// Returns the response, or `nil` when the caller's policies deny the request. The walk then goes on with less, and
    /// records the denial.
    func ask<Value>(
        _ question: () async throws(AWSError) -> Value
    ) async throws(AWSError) -> Value? {
        do throws(AWSError) {
            return try await question()
        } catch {
            guard error.kind == .accessDenied else { throw error }
            // One entry for each denied action is enough.
            if !gaps.contains(where: { $0.action == error.action }) {
                gaps.append(TopologyGap(action: error.action, isDenied: true, words: error.sentence))
            }
            return nil
        }
    }

    /// Like ``ask(_:)``, but returns `nil` also when the resource does not exist.
    func askFor<Value>(
        _ question: () async throws(AWSError) -> Value
    ) async throws(AWSError) -> Value? {
        try await ask { () throws(AWSError) -> Value? in
            do throws(AWSError) {
                return try await question()
            } catch {
                guard error.kind == .notFound else { throw error }
                return nil
            }
        } ?? nil
    }
}
