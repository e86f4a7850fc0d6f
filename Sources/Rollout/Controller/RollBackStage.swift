import Model

/// The next step of a roll back for which steps were asked: everything that the old side was seen to carry.
enum RollBackStage: Sendable, Equatable {
    /// Move to the final share, in percent on new.
    case move(Double)
    /// Move to this share, as much as old can take; why, in words.
    case stage(Double, String)
    /// Old can take no more now; the present share, and why, in words.
    case wait(Double, String)

    /// Points of share that a stage brings back at least.
    private static let least = 5.0

    /// - Parameter board: The present board; `nil` when it cannot be read. If it is unknown what old can take, the roll
    ///   back does not wait.
    init(_ order: Order, of name: String, by board: Board?) {
        let rest = order.rest
        self = .move(rest)
        guard let board, let service = board.services.first(where: { $0.name == name }),
            let standing = service.standingPercent, board.verdict(of: service).state != .blind
        else { return }
        let capacity = RollbackCapacity(of: service, board: board)
        guard capacity.answer == .unsafe, let room = capacity.room else { return }
        let stage = max(rest, 100 - room)
        guard stage > rest else { return }
        // A smaller change is not worth it, as each change takes minutes until it has effect.
        if standing - stage >= Self.least {
            self = .stage(stage, "in steps, to \(NumberWords.share(stage)) % for now: \(capacity.sentence)")
        } else {
            self = .wait(standing, "waits at \(NumberWords.share(standing)) % on new: \(capacity.sentence)")
        }
    }
}

extension Service {
    /// Percent on new of the record type with the largest share, from the newer of two: the last poll, or abreast's
    /// last step.
    var standingPercent: Double? {
        guard let effectiveStep, effectiveStep.at >= share?.readAt ?? effectiveStep.at else {
            return share?.value.highest
        }
        return effectiveStep.after.compactMap(\.percent).max() ?? effectiveStep.percent
    }
}
