import Model

/// Which events the timeline shows.
package enum TimelineFilter: Int, Sendable, CaseIterable {
    case all, steps, verdicts, fleets, program

    /// Its name in the title of the timeline.
    var title: String {
        switch self {
        case .all: "all"
        case .steps: "steps and orders"
        case .verdicts: "verdicts"
        case .fleets: "fleets"
        case .program: "sources and program"
        }
    }

    func takes(_ kind: Event.Kind) -> Bool {
        switch kind {
        // The band above shows the headline. Its changes are for those who read what it said before.
        case .headline: false
        case .paused, .resumed, .annotated, .rollBack, .advance, .refused, .adopted, .done, .deadMan, .share, .weights:
            self == .all || self == .steps
        case .verdict: self == .all || self == .verdicts
        case .inventory, .version, .ecs, .taskStopped: self == .all || self == .fleets
        case .source, .lease, .snapshot, .hook: self == .all || self == .program
        }
    }

    var next: TimelineFilter { Self(rawValue: rawValue + 1) ?? .all }
}
