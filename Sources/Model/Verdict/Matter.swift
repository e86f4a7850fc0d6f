extension Verdict {
    /// What a verdict is about.
    package enum Matter: Sendable, Hashable {
        /// Which side has the trouble. What is wrong on old, or on both sides, is no fault of new's.
        package enum Where: Sendable { case new, old, both }

        /// 5xx.
        case errors(Where)
        /// A percentile of the response time.
        case latency(Percentile, Where)
        /// Targets that are unhealthy, or gone.
        case targets
        /// Tasks that do not run, or not all of them.
        case tasks
        /// No task is wanted yet.
        case noTasks
        /// The ECS deployment.
        case deployment
        /// A side without requests.
        case noTraffic
        /// Too few minutes to tell, or to say when it can be told.
        case tooEarly
        /// Minutes from now until it can be told.
        case undecided(minutes: Double)
        /// A source that does not tell what is needed.
        case source(Source)

        /// Whether it is trouble on the old side, alone or together with new.
        package var concernsOld: Bool {
            switch self {
            case .errors(let side), .latency(_, let side): side != .new
            default: false
            }
        }

        /// What the timeline tells a change of; `nil` where it counts time or names a source. All percentiles are one
        /// topic there: that of latency.
        package var topic: Matter? {
            switch self {
            case .errors, .targets: self
            case .latency(_, let side): .latency(.p99, side)
            default: nil
            }
        }
    }
}
