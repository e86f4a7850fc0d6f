extension AutomaticWait {
    package var words: String {
        switch self {
        case .notAutomatic: "it is not automatic"
        case .noFurtherStep: "there is no further step"
        case .notBegun: "the first step is an operator's"
        case .changedOutside: "the weights were changed by hand"
        case .phase(let phase): phase.rawValue
        case .refused(let refusal): refusal.sentence
        case .verdict(let verdict): "waits for pass: \(verdict.state.rawValue), \(verdict.whole)"
        }
    }
}
