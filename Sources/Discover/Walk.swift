import AWS
import Model

/// What all steps of a walk share: whom to ask, until when, what the person said, and what was denied.
final class Walk {
    /// Where is asked what no DNS name places elsewhere.
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

    /// Whom to ask in a region; in the walk's own when none is named.
    func sender(in region: String? = nil) throws(AWSError) -> any RequestSender {
        try senders(region ?? self.region)
    }

    /// The answer, or `nil` when the caller's policies do not allow the question: the walk goes on with less, and says so.
    func ask<Value>(
        _ question: () async throws(AWSError) -> Value
    ) async throws(AWSError) -> Value? {
        do throws(AWSError) {
            return try await question()
        } catch {
            guard error.kind == .accessDenied else { throw error }
            // One denial of an action tells all there is to tell.
            if !gaps.contains(where: { $0.action == error.action }) {
                gaps.append(TopologyGap(action: error.action, isDenied: true, words: error.sentence))
            }
            return nil
        }
    }

    /// The same where the thing itself may not exist: `nil` then too.
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
