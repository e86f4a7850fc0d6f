import Model

/// The next step of a roll back: all that the old side can take now.
enum RollBackStage: Sendable, Equatable {
    /// To where it is to rest.
    case move(Double)
    /// As far as old can take it; why, in words.
    case stage(Double, String)
    /// Old can take no more than it has; what stands, and why, in words.
    case wait(Double, String)

    /// Points of share that a stage brings back at least.
    private static let least = 5.0

    /// - Parameter board: As it is now; `nil` when it cannot be read. Who cannot see what old can take does not wait.
    init(_ order: Order, of name: String, by board: Board?) {
        let rest = order.rest
        self = .move(rest)
        guard let board, let service = board.services.first(where: { $0.name == name }),
            let standing = service.standingPercent, board.verdict(of: service).state != .blind
        else { return }
        let capacity = RollbackCapacity(of: service, board: board)
        guard capacity.answer == .unsafe, let percent = capacity.percent else { return }
        let stage = max(rest, (100 - percent).rounded(.up))
        guard stage > rest else { return }
        // Less is not worth a change of its own, each of which takes minutes to arrive.
        if standing - stage >= Self.least {
            self = .stage(stage, "in steps, to \(Words.share(stage)) % for now: \(capacity.sentence)")
        } else {
            self = .wait(standing, "waits at \(Words.share(standing)) % on new: \(capacity.sentence)")
        }
    }
}

extension Service {
    /// Percent on new, of the type that has the most, by whichever is newer: what was read of AWS by the polls, or what abreast's last step left.
    var standingPercent: Double? {
        guard let standing, standing.at >= share?.readAt ?? standing.at else { return share?.value.highest }
        return standing.after.compactMap(\.percent).max() ?? standing.percent
    }
}
