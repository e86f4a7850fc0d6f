import Boards
import Model
import Testing

@testable import View

/// The key n: what it says, what it wants typed, and what alone it orders.
@Suite struct AdvanceTests {
    private let now = SteeredBoards.now
    private let front = [ServiceGroup(name: "front", services: ["api", "web"])]

    private func type(_ text: String, into state: inout ScreenState) -> [Effect] {
        text.flatMap { state.press(.character($0)) }
    }

    private func notice(_ board: Board, groups: [ServiceGroup] = []) -> String? {
        var state = SteeredBoards.state(board, groups: groups)
        #expect(state.press(.character("n")) == [] && state.prompt == nil)
        return state.notice?.text
    }

    private func requests(_ effects: [Effect]) -> [OrderRequest] {
        effects.compactMap { if case .post(let request) = $0 { request } else { nil } }
    }

    @Test func `the name is typed and then the step is ordered`() {
        var state = SteeredBoards.state(SteeredBoards.ready())
        #expect(state.press(.character("n")) == [] && state.place == .advance)
        let text = state.frame(at: now).text
        #expect(text.contains("api: 25 → 50 % on new · Route 53 change of A: 75/25 → 50/50 · DNS caches 60 s"))
        #expect(text.contains("old has room for 160 % of all traffic"))
        #expect(text.contains("ADVANCE  type api to confirm, Esc leaves:"))
        #expect(type("api", into: &state) == [])
        let ordered = requests(state.press(.enter))
        #expect(ordered.map(\.kind) == [.advance] && ordered.map(\.service) == ["api"])
        #expect(ordered.map(\.terms) == [OrderTerms(percent: 50)])
        #expect(state.prompt == nil && state.posted["api"]?.kind == .advance)
        #expect(state.frame(at: now).text.contains("ADVANCING  ordered 14:32:07, not stored yet"))
        #expect(state.press(.character("n")) == [])
        #expect(state.notice?.text == "n: the advance of api is on its way to the store")
    }

    @Test func `nothing that is on its way keeps a pause from being given`() {
        var state = SteeredBoards.state(SteeredBoards.ready())
        state.press(.character("n"))
        _ = type("api", into: &state)
        state.press(.enter)
        let pause = requests(state.press(.character("p")))
        #expect(pause.map(\.kind) == [.pause] && state.posted["api"]?.kind == .pause)
        #expect(pause.first?.terms == OrderTerms(lookAgain: now + 1800))
    }

    @Test func `only the typed name confirms`() {
        var state = SteeredBoards.state(SteeredBoards.ready())
        state.press(.character("n"))
        #expect(type("web", into: &state) == [] && state.press(.enter) == [])
        #expect(state.notice?.text == "“web” is not api: nothing was ordered; type api, or leave with Esc")
        #expect(state.press(.escape) == [] && state.prompt == nil && state.posted.isEmpty)
    }

    @Test func `why there is no step`() {
        #expect(
            notice(SteeredBoards.board(SteeredBoards.plan(.observe))) == "n: mode is observe: abreast moves no weights")
        #expect(notice(BoardFixture.calm) == "n: mode is observe: abreast moves no weights")
        #expect(notice(SteeredBoards.board(RolloutPlan(mode: .manual))) == "n: no steps are planned")
        func changed(_ change: (inout Service) -> Void) -> String? {
            notice(SteeredBoards.ready { change(&$0.services[0]) })
        }
        #expect(
            changed {
                $0.share?.value.weights[0] = WeightReading(type: "A", old: 0, new: 100, ttl: 60); $0.effectiveStep = nil
            }
                == "n: the last step is reached")
        #expect(
            changed { $0.share?.value.weights[0] = WeightReading(type: "A", old: 90, new: 10, ttl: 60) }
                == "n: the weights were changed by hand: that pauses it, and resuming takes it over")
        #expect(changed { $0.share = nil } == "n: its weights are not known")
        let pause = Pause(order: 9, by: "ken@bastion", at: now, reason: "", ofAll: false)
        #expect(changed { $0.pause = pause } == "n: paused: resume first (p)")
        #expect(
            changed {
                $0.advance = Order(
                    id: 3, kind: .advance, service: "api", actor: "ken", at: now, terms: OrderTerms(percent: 50))
            } == "n: advance to 50 % ordered already")
        var state = SteeredBoards.state(SteeredBoards.ready())
        state.press(.end, .character("n"))
        #expect(state.notice?.text == "n: no weights send traffic to it")
    }

    @Test func `where nobody take's steps the key does not exist`() {
        var state = SteeredBoards.state(SteeredBoards.ready())
        state.canSteer = false
        #expect(state.press(.character("n")) == [] && state.prompt == nil && state.notice?.isUnknownKey == true)
        #expect(!Footer.keys(state, width: 118).text.contains("advance"))
        state.canSteer = true
        #expect(Footer.keys(state, width: 118).text.contains("n advance"))
        state.readOnly = true
        #expect(state.press(.character("n")) == [] && state.prompt == nil)
        #expect(state.notice?.text == "nothing was ordered: this screen is READ ONLY")
        #expect(!HelpPane.lines(state, width: 120).contains { $0.text.hasPrefix("n ") || $0.text == "after n" })
    }

    @Test func `a rule refuses and the name with a mark sets it aside`() {
        let board = SteeredBoards.ready { $0.services[0].new.inventory?.counts.unhealthy = 1 }
        var state = SteeredBoards.state(board)
        state.press(.character("n"))
        let text = state.frame(at: now).text
        #expect(text.contains("REFUSED by targets: 1 of 7 targets of new is unhealthy"))
        #expect(text.contains("api! sets aside targets"))
        #expect(type("api", into: &state) == [] && state.press(.enter) == [])
        #expect(
            state.notice?.text
                == "nothing was ordered: refused by targets; type api! to set that aside, or leave with Esc")
        _ = type("!", into: &state)
        #expect(requests(state.press(.enter)).map(\.terms) == [OrderTerms(percent: 50, overrides: [.targets])])
    }

    @Test func `a rule that came while the name was typed is not set aside unseen`() {
        var state = SteeredBoards.state(SteeredBoards.ready())
        state.press(.character("n"))
        _ = type("api!", into: &state)
        state.receive(SteeredBoards.ready { $0.services[0].new.inventory?.counts.deploymentState = "IN_PROGRESS" })
        #expect(state.press(.enter) == [])
        #expect(state.notice?.text == "nothing was ordered: refused by deployment since you asked")
        #expect(requests(state.press(.enter)).map(\.terms.overrides) == [[.deployment]])
    }

    @Test func `what happened while the name was typed is not ordered`() {
        func after(_ board: Board) -> String? {
            var state = SteeredBoards.state(SteeredBoards.ready())
            state.press(.character("n"))
            _ = type("api!", into: &state)
            state.receive(board)
            // Once for the rules that came, which are seen then.
            #expect(state.press(.enter) == [])
            if state.prompt != nil { #expect(state.press(.enter) == []) }
            #expect(state.prompt == nil && state.posted.isEmpty)
            return state.notice?.text
        }
        let pause = Pause(order: 9, by: "ken@bastion", at: now, reason: "", ofAll: false)
        #expect(
            after(SteeredBoards.ready { $0.services[0].pause = pause })
                == "nothing was ordered: api: paused: resume first (p)")
        let moved = SteeredBoards.ready {
            $0.services[0].share?.value.weights[0] = WeightReading(type: "A", old: 50, new: 50, ttl: 60)
            $0.services[0].effectiveStep = SteeredBoards.step(api: 50, inSync: "13:57:38")
        }
        #expect(after(moved) == "nothing was ordered: api stands elsewhere by now; ask again with n")
    }

    @Test func `a group moves together under its own name`() {
        let board = SteeredBoards.ready()
        var state = SteeredBoards.state(board, groups: front)
        state.press(.character("n"))
        let text = state.frame(at: now).text
        #expect(text.contains("front: api 25 → 50 %, web 5 → 25 % on new"))
        #expect(text.contains("type front to confirm"))
        #expect(type("api", into: &state) == [] && state.press(.enter) == [])
        state.press(.ctrl("u"))
        _ = type("front", into: &state)
        let ordered = requests(state.press(.enter))
        #expect(ordered.map(\.service) == ["api", "web"] && ordered.map(\.terms.percent) == [50, 25])
        #expect(Set(state.posted.keys) == ["api", "web"])
        let pause = Pause(order: 9, by: "ken@bastion", at: now, reason: "", ofAll: false)
        #expect(
            notice(SteeredBoards.ready { $0.services[1].pause = pause }, groups: front)
                == "n: web moves with it: paused: resume first (p)")
        let troubled = SteeredBoards.ready { $0.services[1].new.inventory?.counts.unhealthy = 1 }
        var refused = SteeredBoards.state(troubled, groups: front)
        refused.press(.character("n"))
        #expect(refused.frame(at: now).text.contains("REFUSED by targets: 1 of 3 targets of new is unhealthy"))
    }

    @Test func `an order is seen even when it was refused at once`() {
        var state = SteeredBoards.state(SteeredBoards.ready())
        state.press(.character("n"))
        _ = type("api", into: &state)
        state.press(.enter)
        state.receive(SteeredBoards.ready())
        #expect(state.posted["api"] != nil)
        state.receive(SteeredBoards.ready { $0.services[0].heardAt = now + 0.2 })
        #expect(state.posted.isEmpty)
    }

    @Test(arguments: [(80, 24), (120, 36), (60, 15)]) func `the prompt at each size`(width: Int, height: Int) throws {
        var state = SteeredBoards.state(SteeredBoards.board(), width, height)
        state.press(.character("n"))
        _ = type("ap", into: &state)
        try Picture.expect(state.frame(at: now), "advance-prompt-\(width)x\(height)")
    }

    @Test(arguments: [(80, 24), (120, 36), (60, 15)]) func `the prompt where rules refuse`(
        width: Int, height: Int
    ) throws {
        let board = SteeredBoards.unsafe { board in
            board.services[0].new.inventory?.counts.unhealthy = 1
            board.services[0].new.inventory?.counts.deploymentState = "IN_PROGRESS"
        }
        var state = SteeredBoards.state(board, width, height, groups: front)
        state.press(.character("n"))
        try Picture.expect(state.frame(at: now), "advance-refused-\(width)x\(height)")
    }
}
