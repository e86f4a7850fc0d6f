import Glibc
import Model
import Rollout
import Store
import Synchronization
import View

/// The lines for a shell, with the `aws` program, that do by hand what a roll back does.
struct RescueLines: Sendable {
    let lines: [String]

    /// - Parameters:
    ///   - standing: The weights as last read, by service. Without them the lines say how to find them.
    init(_ configuration: Configuration, _ goals: [RescueGoal], standing: [String: CurrentSplit]) {
        lines = goals.flatMap { goal in
            guard let split = standing[goal.service.name] else {
                return goal.service.byHand(goal.percent, region: configuration.region).map(Sanitizer.text)
            }
            let change = split.change(
                to: min(goal.percent, split.highest), raises: false, region: configuration.region,
                comment: "\(configuration.migration) \(goal.service.name) by hand")
            return [change.commandLine]
        }
    }
}

/// A service and the share, in percent on new, to which it is rolled back.
struct RescueGoal: Sendable {
    let service: ServiceConfiguration
    let percent: Double
}

/// Has the ``RescueLines`` at hand while a roll back runs, and prints them once.
final class Rescue: Sendable {
    /// Seconds after which a roll back that is not done is in trouble.
    static let patience = 2.5

    private let configuration: Configuration
    private let goals: [RescueGoal]
    private let kept: @Sendable () -> [String: Timed<String>]
    private let isTold = Mutex(false)

    /// - Parameter kept: Reads what the store keeps of the services' weights.
    init(
        _ configuration: Configuration, _ goals: [RescueGoal], kept: @escaping @Sendable () -> [String: Timed<String>]
    ) {
        self.configuration = configuration
        self.goals = goals
        self.kept = kept
    }

    /// Whether the lines were printed.
    var wasTold: Bool { isTold.withLock { $0 } }

    /// Prints the lines; a second time nothing.
    func tell(_ why: String = "not done yet; it goes on. The same by hand, from anywhere:") {
        let isFirst = isTold.withLock { isTold in
            defer { isTold = true }
            return !isTold
        }
        guard isFirst else { return }
        let texts = kept()
        var standing: [String: CurrentSplit] = [:]
        for goal in goals {
            standing[goal.service.name] = texts[goal.service.name].flatMap {
                KeptSplit(text: $0.value).split(of: goal.service)
            }
        }
        say(why)
        // Unchanged: a shell reads them.
        for line in RescueLines(configuration, goals, standing: standing).lines { print(line) }
        // Whoever reads them through a pipe has no time either.
        fflush(nil)
    }

    /// What the store keeps of some services' weights; nothing where it cannot be read.
    static func kept(_ store: any StateStore, _ services: [ServiceConfiguration]) -> [String: Timed<String>] {
        var kept: [String: Timed<String>] = [:]
        for service in services { kept[service.name] = try? store.keptSplit(of: service.name) }
        return kept
    }
}
