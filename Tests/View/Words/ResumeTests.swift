import Boards
import Model
import Testing

@testable import View

/// The question on a paused service: it names who holds it, unless that is the operator.
@Suite struct ResumeTests {
    private let now = SteeredBoards.now

    private func state(
        by: String, mode: RolloutPlan.Mode = .manual, terms: OrderTerms = OrderTerms(), width: Int = 120,
        height: Int = 36
    ) -> ScreenState {
        let board = SteeredBoards.board(SteeredBoards.plan(mode)) {
            $0.services[0].pause = Pause(
                order: 12, by: by, at: BoardFixture.at("14:03:22"), reason: "p99 up", ofAll: false, terms: terms)
            if let found = terms.found { $0.services[0].share?.value.weights = found }
        }
        var state = SteeredBoards.state(board, width, height)
        state.press(.character("p"))
        return state
    }

    @Test func `on ones own it is short`() {
        let text = state(by: "mika@bastion").frame(at: now).text
        #expect(text.contains(" Resume api?  you paused it 14:03:22"))
    }

    @Test func `someone elses is named with its reason`() {
        let text = state(by: "ken@bastion").frame(at: now).text
        #expect(
            text.contains("\n PAUSED by ken 14:03:22 “p99 up” · stays at 75/25\n Resume api, which ken@bastion holds?"))
        #expect(text.contains("Nothing moves before an advance."))
        #expect(
            state(by: "ken@bastion", mode: .observe).frame(at: now).text.contains(
                "Whoever moves the weights may go on then."))
        #expect(state(by: "ken@bastion", mode: .automatic).frame(at: now).text.contains("It goes on by itself then."))
    }

    @Test func `what was changed outside is taken over`() throws {
        let terms = OrderTerms(found: [WeightReading(type: "A", old: 90, new: 10, ttl: 60)], byItself: true)
        let text = state(by: "mika@bastion", terms: terms).frame(at: now).text
        #expect(text.contains("\n PAUSED 14:03:22 · changed outside: 25 → 10 %: resume takes it over\n"))
        #expect(text.contains("Resume api and take 10 % over as what stands?"))
        try Picture.expect(
            state(by: "mika@bastion", terms: terms, width: 80, height: 24).frame(at: now), "resume-found-80x24")
    }
}
