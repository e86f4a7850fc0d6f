/// The verdicts on the services of one board. Each is computed once, when it is first needed.
package final class VerdictMemory {
    private let board: Board
    private var known: [String: Verdict] = [:]

    package init(_ board: Board) { self.board = board }

    package func verdict(of service: Service) -> Verdict {
        if let verdict = known[service.name] { return verdict }
        let verdict = board.verdict(of: service)
        known[service.name] = verdict
        return verdict
    }
}
