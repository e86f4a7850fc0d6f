import AWS
import Model
import Poll
import Rollout
import Store
import View

/// A roll back by this process alone, because the store takes no order: on a full disk, locked, damaged.
struct StorelessRollBack {
    private let configuration: Configuration
    private let goals: [RescueGoal]
    /// Seconds; `nil` for ever.
    private let patience: Int?

    init(
        _ configuration: Configuration, _ services: [ServiceConfiguration], to percent: Double, patience: Int?
    ) {
        self.configuration = configuration
        goals = services.map { RescueGoal(service: $0, percent: percent) }
        self.patience = patience
    }

    /// Prints the `aws` lines, and sends. Throws when the weights were not read back as ordered, and when the store is
    /// not broken but forbids it.
    func run(_ failure: Failure) throws {
        let store = try? StorePlace.open(configuration, mode: .readOnly, timeout: 0.2)
        let kept = store.map { Rescue.kept($0, goals.map(\.service)) } ?? [:]
        let targets = store.flatMap { try? OrderTargets(configuration, $0) } ?? OrderTargets(configuration)
        let rescue = Rescue(configuration, goals) { kept }
        switch failure.store {
        case .otherMigration, .otherIdentity, .held, .overruled, .fenced, nil: throw failure
        case .readOnly:
            rescue.tell("\(failure.line) This user orders nothing here. The same by hand:")
            throw failure
        default: break
        }
        rescue.tell("\(failure.line) It is sent without the store, and nobody else is told. The same by hand:")
        let client: AWSClient
        do {
            client = try AWSClient(settings: Polling.settings(configuration))
        } catch {
            throw Failure(error.sentence, status: 2)
        }
        let direct = DirectRollBack(
            configuration: configuration,
            sender: PacedSender(client, pacer: RequestPacer(interval: .milliseconds(240))),
            kept: kept, clock: MachineClock())
        let end = patience.map { ContinuousClock.now + .seconds($0) }
        let done = try waiting { [goals] in
            let done = await withTaskGroup(of: (String, Bool).self) { group in
                for goal in goals {
                    group.addTask {
                        let name = goal.service.name
                        let isDone = await direct.run(goal.service, to: goal.percent, until: end) { words in
                            tell("\(name): \(words)")
                        }
                        return (name, isDone)
                    }
                }
                return await group.reduce(into: [String: Bool]()) { $0[$1.0] = $1.1 }
            }
            await client.shutdown()
            return done
        }
        for goal in goals {
            let isDone = done[goal.service.name] == true
            let share = NumberWords.share(goal.percent)
            let what = isDone ? "ROLLED BACK" : "NOT ROLLED BACK"
            let remark = targets.remark(goal.service.name)
            tell("\(goal.service.name): \(what), to \(share) % on new\(remark)")
        }
        say("no order was stored: order it again when the store works, so that the rollout is held")
        if !done.values.allSatisfy(\.self) { throw Failure("not all weights were read back as ordered.") }
    }
}
