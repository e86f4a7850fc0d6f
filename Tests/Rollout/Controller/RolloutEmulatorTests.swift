import AWS
import Fixtures
import Foundation
import Model
import Poll
import Store
import Testing
import World

@testable import Rollout

/// Rollouts of the emulated world: Route 53 on ministack, the load balancer's weights on moto, both really polled.
@Suite("A rollout of the emulated world", .serialized)
struct RolloutEmulatorTests {
    /// A poller and a controller under one lease, in fast time.
    private final class Night: Sendable {
        let world: EmulatedWorld
        let configuration: Configuration
        let store: SQLiteStore
        let clock: QuickClock
        private let client: AWSClient
        private let work: Task<Void, Never>

        init(_ world: EmulatedWorld, _ configuration: Configuration, speed: Double) throws {
            self.world = world
            self.configuration = configuration
            let clock = QuickClock(speed: speed)
            self.clock = clock
            let store = try TemporaryStore.open(configuration.migration)
            self.store = store
            client = try world.client(world.configPath)
            let pacer = RequestPacer(interval: .milliseconds(50))
            let weights = configuration.pollers(sender: client, pacer: pacer).filter {
                $0.source == .route53 || $0.source == .listeners
            }
            let loop = PollerLoop(
                configuration: configuration, pollers: weights + HealthySource.all(configuration), store: store,
                clock: clock)
            var times = ControllerTiming()
            times.syncPace = .milliseconds(100)
            let controller = RolloutController(
                configuration: configuration, store: store, sender: PacedSender(client, pacer: pacer),
                holder: "me@here:1", times: times, clock: clock)
            let token = try #require(try store.claimLease(holder: "me@here:1", at: clock.now())).token
            work = Task {
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { _ = await loop.run(token: token) }
                    group.addTask { _ = await controller.run(token: token) }
                    group.addTask {
                        while !Task.isCancelled {
                            _ = try? store.renewLease(token: token, at: clock.now())
                            try? await Task.sleep(for: .milliseconds(50))
                        }
                    }
                }
            }
        }

        func end() async {
            work.cancel()
            await work.value
            await client.shutdown()
        }

        func advance(_ services: [String], to percent: Double, overrides: [StepRule] = []) throws {
            for name in services {
                _ = try store.post(
                    Order(
                        kind: .advance, service: name, actor: "ken@desk", at: clock.now(),
                        terms: OrderTerms(percent: percent, overrides: overrides)))
            }
        }

        func board() throws -> Board { try store.board(of: configuration, minutes: 60, at: clock.now()) }

        /// The timeline, for whoever reads what failed.
        var trail: String {
            ((try? store.events(after: 0, limit: 10_000)) ?? []).map { event in
                "\(event.service ?? "") \(event.kind) \(event.before ?? "") → \(event.after ?? "") \(event.reason)"
            }.joined(separator: "\n")
        }

        /// Waits until the condition holds; `false` after so many real seconds.
        func wait(_ seconds: Int, until condition: () throws -> Bool) async throws -> Bool {
            for _ in 0..<(seconds * 20) {
                if try condition() { return true }
                try await Task.sleep(for: .milliseconds(50))
            }
            return try condition()
        }

        /// Percent on new of each service as boto3 reads it, A and AAAA in one.
        func shares() throws -> [String: [Double]] {
            let printed = try world.python(
                """
                found = {}
                for name in ("api", "web"):
                    record = names["services"][name]["record"] + "."
                    sets = aws.route53.list_resource_record_sets(HostedZoneId=names["zoneID"], StartRecordName=record)
                    pairs = {}
                    for one in sets["ResourceRecordSets"]:
                        if one["Name"] == record and "Weight" in one:
                            pairs.setdefault(one["Type"], {})[one["SetIdentifier"]] = one["Weight"]
                    found[name] = [100 * p["ecs"] / sum(p.values()) for p in pairs.values()]
                rule = names["services"]["checkout"]["ruleARN"]
                actions = aws.elbv2.describe_rules(RuleArns=[rule])["Rules"][0]["Actions"]
                groups = actions[-1]["ForwardConfig"]["TargetGroups"]
                new = [g["Weight"] for g in groups if "/" + names["services"]["checkout"]["new"]["targetGroup"]["name"]
                       + "/" in g["TargetGroupArn"]]
                found["checkout"] = [100 * sum(new) / sum(g["Weight"] for g in groups)]
                print(json.dumps(found))
                """)
            return try JSONDecoder().decode([String: [Double]].self, from: Data(printed.utf8))
        }
    }

    /// The three services that have weights, of both of the world's migrations, as one.
    private func configuration(_ world: EmulatedWorld, _ plan: RolloutPlan) throws -> Configuration {
        var configuration = try world.configuration(world.configPath)
        configuration.services += try world.configuration(world.configTwoPath).services
        configuration.services.removeAll { $0.split == nil }
        for index in configuration.services.indices { configuration.services[index].rollout = plan }
        return configuration
    }

    @Test func `five steps of three services, automatic: each weight is the plan's, and nothing else differs`()
        async throws
    {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        _ = try world.python("set_weights('api', 100, 0); set_weights('web', 100, 0)")
        let steps = [35.0, 50, 70, 85, 100]
        let plan = RolloutPlan(mode: .automatic, steps: steps, bakes: [300])
        let configuration = try configuration(world, plan)
        let before = try world.everything()
        let night = try Night(world, configuration, speed: 60)
        let isSeen = try await night.wait(20) {
            let board = try night.board()
            return board.services.allSatisfy {
                board.refusals(of: $0, to: steps[0]).isEmpty && $0.share?.value.percent != nil
            }
        }
        #expect(isSeen, "\(night.trail)")
        try night.advance(configuration.services.map(\.name), to: steps[0])
        for step in steps {
            let isMade = try await night.wait(60) {
                let made = try night.store.newestSteps()
                return made.count == 3
                    && made.allSatisfy { $0.percent > step || ($0.percent == step && $0.state == .done) }
            }
            #expect(isMade, "\(step) %:\n\(night.trail)")
            guard isMade else { break }
            // What boto3 reads, within what whole weights can say; a slow machine may have gone on while it read.
            let shares = try night.shares()
            let later = try night.store.newestSteps()
            #expect(shares.count == 3)
            for (service, shares) in shares {
                let reached = later.first { $0.service == service }?.percent ?? step
                let isPlanned = shares.allSatisfy { share in
                    steps.contains { $0 >= step && $0 <= reached && abs(share - $0) <= 0.5 }
                }
                #expect(isPlanned && !shares.isEmpty, "\(service) \(shares) \(step) … \(reached)")
            }
        }
        let isDone = try await night.wait(30) {
            try night.store.events(after: 0, limit: 10_000).count { $0.kind == .done } == 3
        }
        #expect(isDone, "\(night.trail)")
        let orders = try night.store.orders(after: 0)
        await night.end()
        // One order for each step of each service: the first an operator's, the others the rollout's own.
        #expect(orders.count == 15 && orders.allSatisfy { $0.kind == .advance })
        #expect(orders.count { $0.terms.byItself } == 12)
        let after = try world.everything()
        #expect(EmulatedWorld.weightless(before) == EmulatedWorld.weightless(after))
        let changed = after.subtracting(before)
        #expect(changed.count == 9, "\(changed)")
    }

    @Test func `a weight that boto3 changes in the middle of a bake pauses the rollout, until somebody takes it over`()
        async throws
    {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        _ = try world.python("set_weights('api', 100, 0); set_weights('web', 100, 0)")
        let plan = RolloutPlan(mode: .manual, steps: [10, 25, 100], bakes: [3600])
        let night = try Night(world, try configuration(world, plan), speed: 10)
        func api() throws -> Service? { try night.board().services.first { $0.name == "api" } }
        let isSeen = try await night.wait(30) { try api()?.share?.value.percent != nil }
        try night.advance(["api"], to: 10, overrides: StepRule.allCases)
        let isBaking = try await night.wait(60) { try api()?.phase(at: night.clock.now()) == .baking }
        #expect(isSeen && isBaking, "\(night.trail)")
        _ = try world.python("set_weights('api', 60, 40)")
        let changedAt = night.clock.now()
        let isPaused = try await night.wait(30) { try api()?.pause != nil }
        #expect(isPaused, "\(night.trail)")
        let pause = try #require(try api()?.pause)
        #expect(pause.reason.hasPrefix("CHANGED BY HAND 10 → 40"), "\(pause.reason)")
        // One poll period of Route 53, its jitter, and the time that the calls take, which at this speed counts tenfold.
        #expect(pause.at.seconds(since: changedAt) < Source.route53.pace * 1.1 + 90)
        #expect(pause.terms.found?.first?.percent == 40)
        // Nothing was sent for it, and nothing is while it holds.
        #expect(try night.shares()["api"]?.allSatisfy { $0 == 40 } == true)
        _ = try night.store.post(Order(kind: .resume, service: "api", actor: "ken@desk", at: night.clock.now()))
        let isTaken = try await night.wait(30) { try api()?.effectiveStep?.percent == 40 }
        #expect(isTaken, "\(night.trail)")
        #expect(try night.store.events(after: 0, limit: 10_000).contains { $0.kind == .adopted })
        #expect(try api()?.pause == nil)
        #expect(try api()?.isChangedOutside == false)
        await night.end()
    }
}
