extension Verdict {
    /// One or two words for a column: `p99`, `5xx`, the time until a verdict (`9 min`); empty for `pass`.
    package var subject: String { matter?.word ?? "" }
}

extension Verdict.Matter {
    /// One or two words for a column.
    package var word: String {
        switch self {
        case .errors(let side): side.prefix + "5xx"
        case .latency(let percentile, let side): side.prefix + percentile.rawValue
        case .targets: "targets"
        case .tasks: "tasks"
        case .noTasks: "no tasks"
        case .deployment: "deploy"
        case .noTraffic: "no traffic"
        case .tooEarly: "too early"
        case .undecided(let minutes): minutes > 1440 ? "> 1 d" : NumberWords.duration(minutes * 60)
        case .queue(let kind): kind.rawValue
        case .source(let source): source.title
        }
    }
}

extension Verdict.Matter.Where {
    fileprivate var prefix: String {
        switch self {
        case .new: ""
        case .old: "old "
        case .both: "both "
        }
    }
}
