extension Verdict {
    /// The subject of a verdict.
    package enum Matter: Sendable, Hashable {
        /// The side with the trouble. New is not to blame for trouble on old or on both sides.
        package enum Where: Sendable { case new, old, both }

        /// 5xx.
        case errors(Where)
        /// A percentile of the response time.
        case latency(Percentile, Where)
        /// Targets that are unhealthy or missing.
        case targets
        /// Tasks that do not run, or not all of them.
        case tasks
        /// No task is wanted yet.
        case noTasks
        /// The ECS deployment.
        case deployment
        /// A side without requests.
        case noTraffic
        /// The queue that both sides read, by its own past.
        case queue(QueueTrouble.Kind)
        /// Too few minutes for a verdict, or for a prediction of one.
        case tooEarly
        /// Minutes until a verdict.
        case undecided(minutes: Double)
        /// A source that does not provide what is needed.
        case source(Source)

        /// Whether it is trouble on the old side, alone or together with new.
        package var concernsOld: Bool {
            switch self {
            case .errors(let side), .latency(_, let side): side != .new
            default: false
            }
        }

        /// Whether it is trouble on both sides, which no limit of one side explains.
        var concernsBoth: Bool {
            switch self {
            case .errors(let side), .latency(_, let side): side == .both
            default: false
            }
        }

        /// The subject for the timeline, which records its changes; `nil` for a time or a source. All percentiles have
        /// the same topic there: latency.
        package var topic: Matter? {
            switch self {
            case .errors, .targets, .queue: self
            case .latency(_, let side): .latency(.p99, side)
            default: nil
            }
        }
    }
}
