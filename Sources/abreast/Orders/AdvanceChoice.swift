import Model
import Rollout

/// A step that some services take together.
struct Advance {
    /// The service's or the group's name.
    var unit: String
    var services: [ServiceConfiguration]
    /// Percent on new.
    var percent: Double

    /// What refuses it now, each reason once.
    func refusals(_ board: Board) -> [StepRefusal] {
        var refusals: [StepRefusal] = []
        for service in board.services where services.contains(where: { $0.name == service.name }) {
            for refusal in board.refusals(of: service, to: percent) where !refusals.contains(refusal) {
                refusals.append(refusal)
            }
        }
        return refusals
    }
}

/// Chooses the next step of each named service or group. If there is none, it says why.
struct AdvanceChoice {
    private let configuration: Configuration
    private let board: Board
    /// The requested percentage; `nil` for the next step.
    private let target: Double?

    init(_ configuration: Configuration, board: Board, to target: Double?) {
        self.configuration = configuration
        self.board = board
        self.target = target
    }

    /// Returns one for each unit. With several units, those without a further step are reported and left out. A pause
    /// of any of them refuses all.
    func advances(of units: [MovedUnit]) throws -> [Advance] {
        try refusePaused(units)
        var advances: [Advance] = []
        var obstacles: [String] = []
        let steered = units.filter { unit in
            let words = unit.services.compactMap(\.whyNotSteered)
            obstacles += words
            return words.isEmpty
        }
        let planned = steered.filter { unit in
            let words = noStep(of: unit)
            obstacles += words.map { [$0] } ?? []
            return words == nil
        }
        let standing = try standing(planned.flatMap(\.services))
        for unit in planned {
            switch advance(of: unit, standing) {
            case .success(let advance): advances.append(advance)
            case .failure(let obstacle): obstacles.append(obstacle.words)
            }
        }
        guard !advances.isEmpty else { throw Failure(obstacles) }
        for obstacle in obstacles { say("left out: \(obstacle)") }
        return advances
    }

    private struct Obstacle: Error {
        var words: String
    }

    private func advance(of unit: MovedUnit, _ standing: [String: Double]) -> Result<Advance, Obstacle> {
        let steps = unit.services.first?.rollout?.steps ?? []
        func behind(_ percent: Double) -> [ServiceConfiguration] {
            unit.services.filter { $0.isBelow(standing[$0.name] ?? 0, step: percent) }
        }
        let words = unit.services.map { "\($0.name) stands at \(NumberWords.share(standing[$0.name] ?? 0)) %" }
            .joined(separator: ", ")
        guard let percent = target ?? steps.first(where: { !behind($0).isEmpty }) else {
            return .failure(Obstacle(words: "\(words): the plan of \(unit.name) has no further step"))
        }
        let services = behind(percent)
        guard !services.isEmpty else {
            let share = NumberWords.share(percent)
            return .failure(
                Obstacle(
                    words: "\(words): \(share) % is no step forward; "
                        + PrintedCommand(
                            .rollBack(unit.name, to: percent, inSteps: false, yes: false), for: configuration
                        ).inSentence + " shows the way back"))
        }
        return .success(Advance(unit: unit.name, services: services, percent: percent))
    }

    /// That the requested percentage is none of its steps, in words. It is said before anything is asked of AWS.
    private func noStep(of unit: MovedUnit) -> String? {
        let steps = unit.services.first?.rollout?.steps ?? []
        guard let target, !steps.contains(target) else { return nil }
        let known = steps.map(NumberWords.share).joined(separator: ", ")
        let file = configuration.file.map { " (\($0))" } ?? ""
        return "\(unit.name): \(NumberWords.share(target)) % is no step of its plan\(file): \(known)"
    }

    private func refusePaused(_ units: [MovedUnit]) throws {
        let names = Set(units.flatMap(\.services).map(\.name))
        let held = board.services.filter { names.contains($0.name) && $0.pause != nil }
        guard !held.isEmpty else { return }
        throw Failure(
            held.map { service in
                let words = service.pause?.sentence(of: service) ?? "paused"
                let resume = PrintedCommand(.resume(service.name), for: configuration).inSentence
                return "\(service.name): \(words); say \(resume) first, no override does it."
            })
    }

    /// Percent on new of each: from the board if read recently, otherwise from a request to AWS.
    private func standing(_ services: [ServiceConfiguration]) throws -> [String: Double] {
        var percents: [String: Double] = [:]
        for service in board.services { percents[service.name] = board.appliedShare(of: service).usable }
        let unread = services.filter { percents[$0.name] == nil }
        guard !unread.isEmpty else { return percents }
        let plan = try MigrationPlan.read(configuration, unread, to: nil, within: .seconds(15)).plan
        for (service, part) in plan.parts {
            switch part {
            case .planned(let plan): percents[service] = plan.standing.percent
            case .failed(let why): throw Failure("\(service): its weights cannot be read: \(why)")
            case .unsplit: break
            }
        }
        return percents
    }
}

extension ServiceConfiguration {
    /// Why abreast takes no step of it, in words; `nil` when it does.
    fileprivate var whyNotSteered: String? {
        if split == nil {
            return
                "\(name): no weights send traffic to it, so there is nothing to move; write its split if it has traffic"
        }
        guard let rollout, !rollout.steps.isEmpty else {
            return "\(name): no steps are planned; write e.g. rollout: { mode: manual, steps: [1, 5, 25, 50, 100] }"
        }
        guard rollout.mode != .observe else {
            return "\(name): its mode is observe, in which abreast takes no step; write mode: manual or automatic"
        }
        return nil
    }
}
