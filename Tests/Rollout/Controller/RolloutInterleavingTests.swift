import AWS
import Model
import Store
import Synchronization
import Testing

@testable import Rollout

/// Pause, crash and lease loss at every point between claim, send and confirm of a step that raises the share on new, with
/// two controllers alive: nothing is sent after a stored pause, nothing twice in effect, and nothing is lost.
@Suite("Every interleaving of a step", .timeLimit(.minutes(5)))
struct RolloutInterleavingTests {
    typealias Happening = Injection.Happening

    static let happenings: [[Happening]] = [
        [.pause], [.crash], [.lose], [.pause, .crash], [.pause, .lose], [.crash, .pause], [.lose, .pause],
    ]

    /// No step passes more points than these; those beyond its end are passed by none.
    private static let points = 24

    @Test(arguments: happenings)
    func `is safe`(_ happenings: [Happening]) async throws {
        var passed: Set<String> = []
        for point in 0..<Self.points {
            let run = try Run(happenings, at: point)
            let names = try await run.play()
            passed.formUnion(names)
            if point >= names.count { break }
        }
        let wanted: Set = [
            "asking", "answered", "before claim", "after claim", "before last look", "after last look", "sending",
            "sent",
            "before update", "after update",
        ]
        #expect(passed.isSuperset(of: wanted), "\(passed.sorted())")
    }

    /// One night with one injection.
    private struct Run {
        let night: RollBackNight
        let happenings: [Happening]
        let point: Int
        let aws = ScriptedRoute53()

        init(_ happenings: [Happening], at point: Int) throws {
            self.happenings = happenings
            self.point = point
            night = try RollBackNight(rollout: "rollout: { mode: manual, steps: [25, 50, 100], bake: 10m }")
        }

        /// Plays it to its end and checks it; returns the points that the first process passed.
        func play() async throws -> [String] {
            let first = try night.lease("first@here:1")
            try night.list(aws, token: first)
            try night.order(.advance, terms: OrderTerms(percent: 50, overrides: StepRule.allCases))

            let heir = Mutex<Int64?>(nil)
            let injection = Mutex<Injection?>(nil)
            let made = Injection(at: point) { [night, happenings] in
                for happening in happenings {
                    switch happening {
                    case .pause:
                        _ = try? night.order(.pause)
                        injection.withLock { $0 }?.note("paused")
                    case .crash, .lose:
                        let token = try? night.lease("heir@there:2", after: 60)
                        heir.withLock { $0 = token }
                    }
                }
                return happenings.contains(.crash)
            }
            injection.withLock { $0 = made }
            let sender = InjectedSender(
                aws: aws, injection: made, delay: happenings.contains(.lose) ? .milliseconds(20) : .zero)
            let store = InjectedStore(inner: try night.opened(), injection: made)
            let controller = try controller(store, sender, "first@here:1")
            let work = Task { await controller.run(token: first) }
            let second = Task { [night, aws] in
                while !Task.isCancelled {
                    if let token = heir.withLock({ $0 }) {
                        let sender = InjectedSender(aws: aws, injection: made, isHeir: true)
                        let controller = try self.controller(try night.opened(), sender, "heir@there:2")
                        _ = await controller.run(token: token)
                        return
                    }
                    try await Task.sleep(for: .milliseconds(1))
                }
            }
            try await check(made)
            work.cancel()
            second.cancel()
            _ = await work.value
            _ = await second.result
            return made.points
        }

        private func controller(
            _ store: any StateStore, _ sender: InjectedSender, _ holder: String
        ) throws -> RolloutController {
            var times = night.times
            times.writing = .milliseconds(150)
            times.late = .milliseconds(50)
            return RolloutController(
                configuration: night.configuration, store: store, sender: sender, holder: holder, times: times,
                clock: MachineClock())
        }

        private func check(_ injection: Injection) async throws {
            let isPaused = happenings.contains(.pause)
            let isOver = try await RollBackNight.wait {
                let step = try night.step
                if step?.state == .done { return true }
                let hasPaused = injection.journal.contains("paused")
                return isPaused && hasPaused && step?.state.isOpen != true && step?.state != .confirmed
            }
            // What must not happen has time to.
            try await Task.sleep(for: .milliseconds(isPaused ? 60 : 20))
            let place = "\(happenings.map(\.rawValue)) at \(point) of \(injection.points)"
            let trail = try night.trail()
            #expect(isOver, "\(place): \(trail)")
            let journal = injection.journal
            if let pause = journal.firstIndex(of: "paused") {
                #expect(!journal[pause...].contains("sent"), "\(place): \(journal) \(trail)")
            } else {
                #expect(aws.percents == [50, 50], "\(place): \(trail)")
            }
            #expect(aws.moved <= 1 && aws.sent <= 1, "\(place): \(trail)")
            // What the store says is what stands.
            let step = try night.step
            let isInEffect = step?.state == .done
            #expect(aws.percents == (isInEffect ? [50, 50] : [25, 25]), "\(place): \(trail)")
            #expect(step?.state.isOpen != true, "\(place): \(trail)")
            // Nobody took abreast's own step for a change from outside.
            #expect(try night.store.orders(after: 0).allSatisfy { !$0.terms.byItself }, "\(place): \(trail)")
        }
    }
}
