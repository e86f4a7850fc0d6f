package import Model

extension ExpectedObservation {
    /// Whether the board shows this observation. Unknown or outdated values do not show it.
    package func shows(on board: Board) -> Bool {
        guard let service = board.services.first(where: { $0.name == self.service }) else { return false }
        switch what {
        case .verdict(let state, let subject):
            let verdict = board.verdict(of: service)
            return verdict.state == state
                && subject.map { verdict.subject == $0 || verdict.matter?.topic?.word == $0 } ?? true
        case .event(let kind, let text):
            return board.events.contains {
                $0.kind == kind && ($0.service == nil || $0.service == service.name) && $0.reason.contains(text)
            }
        case .lag(let points):
            guard let applied = board.appliedShare(of: service).usable,
                let observed = board.observedShare(of: service).usable
            else { return false }
            return abs(applied - observed) >= points
        case .oldRunning(let most):
            return board.count(\.running, .old, of: service).usable.map { Int($0) <= most } ?? false
        case .versions(let side, let least):
            return (service[side].inventory?.versions.count ?? 0) >= least
        case .queueAge(let least):
            return board.latest(in: service.queueAge).usable.map { $0 >= least } ?? false
        case .applied(let percent):
            return board.appliedShare(of: service).usable.map { abs($0 - percent) <= 0.5 } ?? false
        case .requests(let least):
            let sides = Side.allCases.map { board.latest(.requests, $0, of: service).usable }
            return !sides.contains(nil) && sides.compactMap(\.self).reduce(0, +) >= least
        case .failing(let side, let least):
            return board.errorPercent(side, of: service).usable.map { $0 >= least } ?? false
        }
    }
}
