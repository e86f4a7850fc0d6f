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

    /// Rolled back by ken, with so much still on new.
    private func rolledBack(to percent: Int, by: String = "ken@bastion", isDone: Bool = true) -> String {
        let board = SteeredBoards.board(SteeredBoards.plan(.automatic)) {
            var step = SteeredBoards.step(api: Double(percent), .done, inSync: "13:57:38")
            (step.isRollBack, step.order) = (true, 12)
            if isDone { ($0.services[0].step, $0.services[0].effectiveStep) = (step, step) }
            $0.services[0].share?.value.weights[0] = WeightReading(
                type: "A", old: 100 - percent, new: percent, ttl: 60)
            $0.services[0].pause = Pause(
                order: 12, by: by, at: BoardFixture.at("14:31:07"), reason: "", ofAll: false, isRollBack: true,
                terms: OrderTerms(percent: isDone && percent > 0 ? Double(percent) : nil))
        }
        var state = SteeredBoards.state(board, 120, 36)
        state.press(.character("p"))
        return state.frame(at: now).text
    }

    /// See ``AutomaticPolicy``: no automatic rollout begins anew by itself.
    @Test func `after a roll back it promises what automatic does`() {
        #expect(rolledBack(to: 0).contains("Nothing moves before its first step is ordered."))
        #expect(rolledBack(to: 10).contains("It goes on by itself then."))
        for by in ["ken@bastion", "mika@bastion"] {
            #expect(
                rolledBack(to: 25, by: by, isDone: false).contains("The roll back stops then, at 25 % on new."), "\(by)"
            )
        }
    }

    @Test func `what was changed outside is taken over`() throws {
        let terms = OrderTerms(found: [WeightReading(type: "A", old: 90, new: 10, ttl: 60)], byItself: true)
        let text = state(by: "mika@bastion", terms: terms).frame(at: now).text
        #expect(text.contains("\n PAUSED 14:03:22 · CHANGED BY HAND 25 → 10 % at 13:57: resume takes it over\n"))
        #expect(text.contains("Resume api and take 10 % over as what stands?"))
        try Picture.expect(
            state(by: "mika@bastion", terms: terms, width: 80, height: 24).frame(at: now), "resume-found-80x24")
    }
}
