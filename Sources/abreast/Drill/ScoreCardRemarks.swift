import Model
import Simulation
import View

// What was correct, and what was done, in sentences.

extension ScoreCard {
    func remarks(_ clock: LocalClock) -> [String] {
        [rightSentence, perfectSentence, delaySentence].compactMap(\.self) + needless.compactMap { sentence($0, clock) }
    }

    private var rightSentence: String {
        let services = rightServices.joined(separator: " and ")
        return switch (rightActs.contains(.pause), rightActs.contains(.rollBack)) {
        case (false, false) where fault == nil:
            "Nothing went wrong here: right was to let the rollout go on, and to watch."
        case (false, false): "Right here: to go on watching. Neither a pause nor rolling back mends this."
        case (true, false): "Right here: to pause \(services), so that nothing is added to it."
        case (false, true):
            "Right here: to roll \(services) back; a pause alone leaves requests on the side that is worse."
        case (true, true):
            "Right here: to pause \(services), and to roll back; "
                + "a pause alone leaves requests on the side that is worse."
        }
    }

    private var perfectSentence: String? {
        guard let fault, reachedTheFault, !rightActs.isEmpty else { return nil }
        guard let first = perfectActs.first else {
            return "The drill ended before a perfect operator could have seen what to act on."
        }
        func words(_ acts: [PerfectAct]) -> String {
            acts.enumerated().map { number, act in
                let service = number > 0 && acts[number - 1].service == act.service ? "it" : act.service
                return act.act == .rollBack ? "rolls \(service) back" : "pauses \(service)"
            }
            .joined(separator: " and ")
        }
        let later = perfectActs.filter { $0.at != first.at }
        let begin =
            "A perfect operator \(words(perfectActs.filter { $0.at == first.at })) "
            + "\(Self.span(first.at.seconds(since: fault))) after the fault begins"
        return
            ([begin] + later.map { "\(words([$0])) after \(Self.span($0.at.seconds(since: fault)))" })
            .joined(separator: ", ") + "."
    }

    private var delaySentence: String? {
        if wasInTime == true { return "All of that was done by then: nothing came too late." }
        guard let delay = delayHarm, delay.failed <= 0, delay.slow <= 0, delay != Harm() else { return nil }
        return "Because of the delay: none; less was spoilt than with a perfect operator."
    }

    private func sentence(_ needless: OperatorAction, _ clock: LocalClock) -> String? {
        guard case .ordered(let kind) = needless.what else { return nil }
        let service = needless.service ?? "all services"
        let what = kind == .pause ? "The pause of \(service)" : "Rolling \(service) back"
        let before = fault.map { needless.at < $0 } ?? false
        return "\(what) at \(clock.minute(needless.at))\(before ? ", before the fault," : "") was not needed."
    }
}
