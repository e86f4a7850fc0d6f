import Testing

@testable import Model

/// What refuses the step of `api` from 10 to 25 %, and when an automatic rollout takes it.
@Suite struct StepDecisionTests {
    private let now = BoardFixture.now

    private func board(_ change: (inout Board) -> Void = { _ in }) -> Board {
        var fixture = BoardFixture()
        fixture.old[.healthyHosts] = Array(repeating: 8, count: 30)
        var board = fixture.board
        var counts = Counts()
        (counts.healthy, counts.desired, counts.running, counts.maximum) = (9, 9, 9, 12)
        board.services[0].old.inventory = Inventory(counts: counts)
        board.services[0].old.confirmed = [.targetHealth: now - 4, .autoScaling: now - 4]
        board.services[0].configuration.rollout = RolloutPlan(mode: .automatic, steps: [10, 25, 100], bakes: [600])
        let weights = [WeightReading(type: "A", old: 90, new: 10, ttl: 60)]
        let step = WeightStep(
            id: 1, order: 1, service: "api", isRollBack: false, percent: 10, after: weights, state: .done,
            change: "C1", at: now - 1800, inSyncAt: now - 1760)
        (board.services[0].step, board.services[0].effectiveStep) = (step, step)
        change(&board)
        return board
    }

    private func rules(to percent: Double = 25, _ change: (inout Board) -> Void) -> [StepRule] {
        let board = board(change)
        return board.refusals(of: board.services[0], to: percent).map(\.rule)
    }

    @Test func `nothing refuses a step of a sound rollout`() {
        #expect(rules { _ in } == [])
        let board = board()
        #expect(board.verdict(of: board.services[0]).state == .pass)
        #expect(board.automaticHindrance(of: board.services[0], judging: board.verdict(of:)) == nil)
    }

    /// The step of `BoardFixture` was everywhere 1,760 s ago, and at its clients 60 s later.
    @Test func `a bake that is not over refuses, and says how much is left`() {
        func board(_ mode: RolloutPlan.Mode, bake: Double) -> Board {
            self.board {
                $0.services[0].configuration.rollout = RolloutPlan(mode: mode, steps: [10, 25, 100], bakes: [bake])
            }
        }
        for mode in [RolloutPlan.Mode.manual, .automatic] {
            let baking = board(mode, bake: 1850)
            let refusals = baking.refusals(of: baking.services[0], to: 25)
            #expect(refusals.map(\.sentence) == ["baking: the bake of 10 % has 2 min left"])
            let over = board(mode, bake: 1700)
            #expect(over.refusals(of: over.services[0], to: 25).isEmpty)
        }
        // abreast takes no step of a service that it only observes.
        let observed = board(.observe, bake: 1850)
        #expect(observed.refusals(of: observed.services[0], to: 25).isEmpty)
    }

    @Test func `an order that leaves out steps says how many it takes at once`() {
        var service = board().services[0].configuration
        service.rollout = RolloutPlan(mode: .manual, steps: [1, 5, 10, 25, 50, 100], bakes: [600])
        #expect(service.leapWords(from: 5, to: 50) == "3 steps at once: ")
        #expect(service.leapWords(from: 0, to: 5) == "2 steps at once: ")
        #expect(service.leapWords(from: 5, to: 10) == "" && service.leapWords(from: nil, to: 50) == "")
    }

    @Test func `whatever is blind refuses`() {
        #expect(rules { $0.services[0].new.confirmed = [.ecs: now - 4] } == [.blind])
        // Of another service as well: they call each other.
        let other = rules { board in
            var web = board.services[0]
            web.configuration.name = "web"
            web.old.series = [:]
            board.services.append(web)
        }
        #expect(other == [.blind])
    }

    @Test func `unhealthy or too few targets refuse`() {
        #expect(rules { $0.services[0].new.inventory?.counts.unhealthy = 1 } == [.targets])
        #expect(rules { $0.services[0].new.inventory?.counts.healthy = 5 } == [.targets])
        let none = rules { $0.services[0].new.inventory?.counts.healthy = 0 }
        #expect(none == [.worse, .targets])
    }

    @Test func `a deployment refuses`() {
        #expect(rules { $0.services[0].new.inventory?.counts.deploymentState = "IN_PROGRESS" } == [.deployment])
        #expect(rules { $0.services[0].new.inventory?.counts.deploymentState = "FAILED" } == [.deployment])
        #expect(rules { $0.services[0].new.inventory?.counts.deploymentState = "COMPLETED" } == [])
    }

    @Test func `an old side that cannot take everything back refuses`() {
        func shrink(_ board: inout Board) { board.services[0].old.inventory?.counts.healthy = 4 }
        #expect(rules(shrink) == [.capacity])
        let board = board(shrink)
        #expect(
            board.refusals(of: board.services[0], to: 25).first?.sentence
                == "capacity: old has room for only 45 % of all traffic: 4 → 9 instances first, launch time not measured"
        )
        // The plan marks the last step as past that point.
        func mark(_ board: inout Board) {
            shrink(&board)
            board.services[0].configuration.rollout?.noReturnFrom = 100
        }
        #expect(rules(mark) == [.capacity] && rules(to: 100, mark) == [])
    }

    @Test func `a step that has not arrived refuses`() {
        #expect(rules { $0.services[0].effectiveStep?.inSyncAt = now - 30 } == [.settling])
    }

    @Test func `an automatic rollout says what it waits for`() {
        func waits(_ change: (inout Board) -> Void) -> String? {
            let board = board(change)
            return board.automaticHindrance(of: board.services[0], judging: board.verdict(of:))?.words
        }
        #expect(waits { $0.services[0].effectiveStep?.inSyncAt = now - 600 } == "baking")
        #expect(waits { $0.services[0].effectiveStep = nil } == "the first step is an operator's")
        #expect(waits { $0.services[0].configuration.rollout?.mode = .manual } == "it is not automatic")
        #expect(waits { $0.services[0].configuration.rollout?.steps = [10] } == "there is no further step")
        let paused = Pause(order: 2, by: "mika", at: now, reason: "", ofAll: false)
        #expect(waits { $0.services[0].pause = paused } == "paused")
        #expect(waits { $0.services[0].new.inventory?.counts.unhealthy = 1 }?.hasPrefix("targets: ") == true)
        let few = waits {
            $0.services[0].old.series[.requests] = $0.services[0].old.series[.requests]?.scaled(0.001)
            $0.services[0].new.series[.requests] = $0.services[0].new.series[.requests]?.scaled(0.001)
        }
        #expect(few?.hasPrefix("waits for pass: unsure") == true, "\(few ?? "goes on")")
    }

    @Test func `a group moves together`() {
        let board = board { board in
            for name in ["web", "jobs"] {
                var other = board.services[0]
                other.configuration.name = name
                if name == "jobs" { other.configuration.split = nil }
                board.services.append(other)
            }
        }
        let groups = [ServiceGroup(name: "front", services: ["web", "api", "jobs"])]
        #expect(board.companions(of: board.services[1], groups: groups).map(\.name) == ["api", "web"])
        #expect(board.companions(of: board.services[1], groups: []).map(\.name) == ["web"])
    }
}

extension Series {
    /// The same minutes with every value times `factor`.
    fileprivate func scaled(_ factor: Double) -> Series {
        var scaled = Series(start: start, count: Int(end.index - start.index))
        var minute = start
        while minute < end {
            let measured = self[minute]
            if measured.presence != .missing, let readAt = measured.readAt {
                scaled.put(
                    minute: minute, value: measured.value.map { $0 * factor }, presence: measured.presence,
                    readAt: readAt)
            }
            minute = minute.advanced(by: 1)
        }
        return scaled
    }
}
