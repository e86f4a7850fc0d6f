import Boards
import Model
import Testing

@testable import View

/// A bake that is over: what n would do now, and what refuses it.
@Suite struct ReadyTests {
    private let now = SteeredBoards.now
    private let front = [ServiceGroup(name: "front", services: ["api", "web"])]

    private func words(_ board: Board, groups: [ServiceGroup] = []) -> String {
        SteeredBoards.state(board, groups: groups).frame(at: now).text.split { $0 == " " || $0 == "\n" }
            .joined(separator: " ")
    }

    private func deploying(_ index: Int, _ mode: RolloutPlan.Mode = .manual) -> Board {
        SteeredBoards.ready(mode) { $0.services[index].new.inventory?.counts.deploymentState = "IN_PROGRESS" }
    }

    /// The same without services that would have the headline.
    private func alone(_ board: Board) -> Board {
        var board = board
        board.services.removeLast(2)
        return board
    }

    @Test func `what refuses the step stands where it would be offered`() {
        let ready = words(alone(SteeredBoards.ready()))
        #expect(ready.contains("READY: press n for 50 %") && ready.contains("api is ready press n for 50 %"))
        let refused = words(alone(deploying(0)))
        #expect(
            refused.contains("step 3/5 · watched long enough, but 50 % refused by deployment: an ECS deployment of api")
        )
        #expect(refused.contains("api has watched long enough: 50 % is refused by deployment"))
        #expect(!refused.contains("press n for 50 %"))
    }

    @Test func `it is what the key answers`() {
        let board = SteeredBoards.ready {
            $0.services[0].new.inventory?.counts.deploymentState = "IN_PROGRESS"
            $0.services[0].new.inventory?.counts.unhealthy = 1
        }
        var state = SteeredBoards.state(board)
        #expect(words(board).contains("watched long enough, but 50 % refused by targets, deployment"))
        state.press(.character("n"))
        guard case .confirm(let confirm) = state.prompt else {
            Issue.record("nothing is asked")
            return
        }
        #expect(confirm.refused == [.targets, .deployment])
    }

    @Test func `what moves with it refuses too`() {
        #expect(words(deploying(1)).contains("READY: press n for 50 %"))
        #expect(
            words(deploying(1), groups: front).contains(
                "watched long enough, but 50 % refused by deployment: an ECS deployment of web"))
    }

    @Test func `before the first step too`() {
        func idle(_ change: (inout Board) -> Void = { _ in }) -> Board {
            SteeredBoards.ready {
                $0.services[0].share?.value.weights[0] = WeightReading(type: "A", old: 100, new: 0, ttl: 60)
                $0.services[0].effectiveStep = nil
                change(&$0)
            }
        }
        #expect(words(idle()).contains("step 0/5: press n for 1 %"))
        let failed = words(idle { $0.services[0].new.inventory?.counts.deploymentState = "FAILED" })
        #expect(failed.contains("step 0/5: 1 % refused by deployment"))
    }

    @Test func `automatic begins with the key`() {
        let board = alone(SteeredBoards.ready(.automatic) { $0.services[0].effectiveStep = nil })
        let text = words(board)
        #expect(
            text.contains("READY: press n for 50 %, then by itself")
                && text.contains("api is ready press n for 50 %"))
        var without = SteeredBoards.state(board)
        without.canSteer = false
        #expect(without.frame(at: now).text.contains("READY: an advance to 50 % begins, then by itself"))
        #expect(words(SteeredBoards.ready(.automatic)).contains("READY: goes on to 50 % by itself"))
        let idle = SteeredBoards.ready(.automatic) {
            $0.services[0].share?.value.weights[0] = WeightReading(type: "A", old: 100, new: 0, ttl: 60)
            $0.services[0].effectiveStep = nil
        }
        #expect(words(idle).contains("step 0/5: press n for 1 %, then by itself"))
    }

    /// The last line.
    private func foot(_ state: ScreenState) -> String {
        state.frame(at: now).text.split(separator: "\n").last.map(String.init) ?? ""
    }

    @Test func `the footer offers what can be ordered`() {
        let offered = foot(SteeredBoards.state(SteeredBoards.ready()))
        #expect(offered.contains("n advances api") && offered.contains("R rolls back api"))
        let observed = foot(SteeredBoards.state(SteeredBoards.ready(.observe)))
        #expect(!observed.contains("n advance") && observed.contains("R rolls back"))
        for isRollBack in [false, true] {
            let pause = Pause(order: 9, by: "ken@b", at: now, reason: "", ofAll: false, isRollBack: isRollBack)
            let held = foot(SteeredBoards.state(SteeredBoards.ready { $0.services[0].pause = pause }))
            #expect(!held.contains("n advance") && held.contains("R rolls back") && held.contains("p resumes api"))
        }
        var worker = SteeredBoards.state(SteeredBoards.ready())
        worker.press(.end)
        #expect(!foot(worker).contains("R roll") && !foot(worker).contains("n advance"))
        // Who presses it all the same is told why.
        worker.press(.character("R"))
        #expect(worker.notice?.text == "R: nothing to roll back: no weights send traffic to it")
    }
}
