import Model

/// Whether the picture is alive, for the header.
enum Liveness: Equatable {
    /// No source has answered yet.
    case waiting
    case live
    /// The source that is furthest past its bound, and how many others are past theirs.
    case stale(Source, age: Double, others: Int)
    /// Since when the lease's holder has been silent; `nil` when no process ever polled.
    case nobodyPolls(since: Moment?)
    /// For how many seconds the picture has been frozen.
    case frozen(Double)

    init(_ scene: Scene) {
        if let held = scene.state.held {
            self = .frozen(max(0, scene.now.seconds(since: held.at)))
        } else {
            self.init(of: scene.live)
        }
    }

    /// The liveness of a board at `takenAt`.
    init(of board: Board) {
        guard let lease = board.lease else {
            self = .nobodyPolls(since: nil)
            return
        }
        guard lease.isLive(at: board.takenAt) else {
            self = .nobodyPolls(since: lease.heartbeat)
            return
        }
        let answered = board.readings.filter { $0.lastSuccess != nil }
        guard !answered.isEmpty else {
            self = .waiting
            return
        }
        let late = answered.compactMap { reading -> (Source, Double)? in
            let age = board.age(of: reading) ?? 0
            return age > reading.source.bound ? (reading.source, age) : nil
        }
        if let (source, age) = late.max(by: { $0.1 < $1.1 }) {
            self = .stale(source, age: age, others: late.count - 1)
        } else {
            self = .live
        }
    }

    var sign: Sign {
        switch self {
        case .waiting: Sign("?", "WAITING", .blind)
        case .live: Sign("●", "LIVE", .pass)
        case .stale(let source, let age, let others):
            Sign("?", "STALE \(NumberFormat.age(age)) \(source.title)\(others > 0 ? " +\(others)" : "")", .blind)
        case .nobodyPolls: Sign("?", "NOBODY POLLS", .blind)
        case .frozen(let seconds): Sign("■", "FROZEN \(NumberFormat.span(seconds))", .frozen)
        }
    }
}

extension Reading {
    /// Seconds since the source last answered; `nil` when it never did.
    func age(at now: Moment) -> Double? { lastSuccess.map { max(0, now.seconds(since: $0)) } }

}

extension Board {
    /// Seconds since what a source last told; `nil` when it never told anything. What CloudWatch tells is as old as its
    /// newest minute: an answer without a new one tells nothing. Every screen line has this age.
    func age(of reading: Reading) -> Double? {
        guard let answered = reading.age(at: takenAt) else { return nil }
        guard reading.source == .cloudWatch, let minute = newestMinuteWithRequests else { return answered }
        return max(0, takenAt.seconds(since: minute.end))
    }

    /// Whether a source has a problem: it fails, or what it told is too old.
    func isTroubled(_ reading: Reading) -> Bool {
        reading.error != nil || (age(of: reading) ?? 0) > reading.source.bound
    }
}
