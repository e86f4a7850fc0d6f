package import Model
package import View

/// Boards of a night on which abreast itself moves the weights: `api` stands at 25 %, step 3 of 5, and `web` at 5 %.
package enum SteeredBoards {
    package static let now = BoardFixture.now

    package static func plan(_ mode: RolloutPlan.Mode = .manual, bake: Double = 2760) -> RolloutPlan {
        RolloutPlan(mode: mode, steps: [1, 5, 25, 50, 100], bakes: [bake], deadMan: 1200, lookAgain: 1800)
    }

    /// All is well, `api` bakes for another 12:31 and old can take 160 % of what there is.
    package static func board(_ plan: RolloutPlan = plan(), _ change: (inout Board) -> Void = { _ in }) -> Board {
        var board = BoardFixture.calm
        for index in 0...1 {
            board.services[index].configuration.rollout = plan
            board.services[index].old.series[.healthyHosts] = BoardFixture.series { _ in index == 0 ? 8 : 4 }
            board.services[index].new.series[.healthyHosts] = BoardFixture.series { _ in index == 0 ? 6 : 2 }
        }
        board.services[0].old.series[.requests] = BoardFixture.series { $0 > 200 ? 52_100 : 24_400 }
        board.services[0].new.series[.requests] = BoardFixture.series { _ in 7_700 }
        board.services[0].effectiveStep = step(api: 25, inSync: "13:57:38")
        board.services[0].shareChangedAt = BoardFixture.at("13:57:30")
        board.services[1].share?.value.weights[0] = WeightReading(type: "A", old: 95, new: 5, ttl: 60)
        board.services[1].old.series[.requests] = BoardFixture.series { $0 > 200 ? 19_500 : 9_200 }
        board.services[1].new.series[.requests] = BoardFixture.series { _ in 485 }
        board.lease?.identity = Configuration(
            migration: board.migration, region: board.region, services: board.services.map(\.configuration)
        ).identity(account: "222222221111")
        change(&board)
        return board
    }

    /// The bake is over: the next step waits for somebody.
    package static func ready(_ mode: RolloutPlan.Mode = .manual, _ change: (inout Board) -> Void = { _ in }) -> Board {
        board(plan(mode, bake: 900), change)
    }

    /// New is worse and old was scaled in: half of what there is would have no place.
    package static func unsafe(_ change: (inout Board) -> Void = { _ in }) -> Board {
        board { board in
            board.services[0].new.series[.p99] = BoardFixture.series { $0 > 30 ? 285 : 412 }
            board.services[0].old.inventory?.counts.healthy = 4
            board.services[0].old.inventory?.counts.desired = 4
            board.services[0].old.inventory?.counts.maximum = 12
            board.services[0].old.series[.requests] = BoardFixture.series { $0 > 200 ? 32_000 : 24_400 }
            change(&board)
        }
    }

    /// New has been worse since 14:19:19, and nobody has said a word since.
    package static func deadMan(_ change: (inout Board) -> Void = { _ in }) -> Board {
        board { board in
            board.services[0].new.series[.p99] = BoardFixture.series { $0 > 30 ? 285 : 412 }
            board.services[0].worseAt = BoardFixture.at("14:19:19")
            change(&board)
        }
    }

    /// A change of `api` that was sent at 13:57.
    package static func step(api percent: Double, _ state: WeightStep.State = .confirmed, inSync: String?) -> WeightStep
    {
        let new = Int(percent)
        return WeightStep(
            id: 4, order: 11, service: "api", isRollBack: false, percent: percent,
            before: [WeightReading(type: "A", old: 95, new: 5, ttl: 60)],
            after: [WeightReading(type: "A", old: 100 - new, new: new, ttl: 60)], state: state,
            change: "C2682N5HXP0BZ4",
            at: BoardFixture.at("13:57:00"), inSyncAt: inSync.map(BoardFixture.at))
    }

    package static func state(
        _ board: Board, _ width: Int = 120, _ height: Int = 36, isUTF8: Bool = true, groups: [ServiceGroup] = []
    ) -> ScreenState {
        var state = ScreenState.fixture(nil, width, height, isUTF8: isUTF8)
        state.canRollBack = true
        state.canSteer = true
        state.actor = "mika@bastion"
        state.groups = groups
        state.receive(board)
        return state
    }
}
