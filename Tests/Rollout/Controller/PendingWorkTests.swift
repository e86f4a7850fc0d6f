import Model
import Testing

@testable import Rollout

/// What is due, by orders and steps alone.
@Suite struct PendingWorkTests {
    private let now = Moment(milliseconds: 1_795_500_000_000)

    private func orders(_ kinds: (Order.Kind, OrderTerms)...) -> [Order] {
        kinds.enumerated().map { index, kind in
            Order(id: Int64(index + 1), kind: kind.0, service: "api", actor: "ken@desk", at: now, terms: kind.1)
        }
    }

    private func step(
        _ order: Int64, _ state: WeightStep.State, _ percent: Double = 0, back: Bool = false
    ) -> WeightStep {
        WeightStep(
            id: 7, order: order, service: "api", isRollBack: back, percent: percent, state: state,
            change: state == .confirmed ? "C1" : nil, at: now)
    }

    private func due(
        _ orders: [Order], _ step: WeightStep? = nil, after seconds: Double = 1, begun: Set<Int64> = []
    )
        -> [String]
    {
        PendingWork.due("api", orders: orders, step: step, begun: begun, times: ControllerTiming(), at: now + seconds)
            .map { "\($0.word) \($0.order)" }
    }

    private let none = OrderTerms()

    @Test func `the last word decides`() {
        #expect(due([]) == [])
        #expect(due(orders((.advance, none))) == ["advance 1"])
        #expect(due(orders((.advance, none), (.annotate, none), (.renew, none))) == ["advance 1"])
        #expect(due(orders((.advance, none), (.pause, none))) == [])
        #expect(due(orders((.advance, none), (.pause, none), (.resume, none))) == [])
        #expect(due(orders((.pause, none), (.advance, none))) == ["held 2"])
        #expect(due(orders((.rollBack, none), (.advance, none))) == ["roll back 1"])
        #expect(due(orders((.rollBack, none), (.advance, none)), step(1, .done, back: true)) == ["held 2"])
        #expect(due(orders((.rollBack, none), (.resume, none), (.advance, none))) == ["advance 3"])
        #expect(due(orders((.advance, none), (.advance, none)), step(1, .done)) == ["advance 2"])
        #expect(due(orders((.advance, none)), step(1, .stopped)) == [])
        #expect(due(orders((.advance, none)), step(1, .lost)) == ["advance 1"])
    }

    @Test func `an open step is settled first`() {
        #expect(due(orders((.advance, none)), step(1, .claimed)) == ["settle 1"])
        #expect(due(orders((.advance, none), (.pause, none)), step(1, .accepted)) == ["settle 1"])
        #expect(due(orders((.advance, none), (.rollBack, none)), step(1, .claimed)) == ["settle at once 1"])
    }

    @Test func `a confirmed change is followed beside everything else`() {
        #expect(due(orders((.advance, none)), step(1, .confirmed)) == ["follow 1"])
        #expect(due(orders((.advance, none), (.rollBack, none)), step(1, .confirmed)) == ["follow 1", "roll back 2"])
    }

    @Test func `a roll back is over where it is to rest`() {
        let half = OrderTerms(percent: 50)
        #expect(due(orders((.rollBack, none)), step(1, .done, 38, back: true)) == ["roll back 1"])
        #expect(due(orders((.rollBack, none)), step(1, .done, 0, back: true)) == [])
        #expect(due(orders((.rollBack, half)), step(1, .done, 50, back: true)) == [])
        #expect(due(orders((.rollBack, half)), step(1, .done, 60, back: true)) == ["roll back 1"])
        #expect(due(orders((.rollBack, none)), step(1, .stopped, 38, back: true)) == [])
        #expect(due(orders((.rollBack, none)), step(1, .lost, 0, back: true)) == ["roll back 1"])
    }

    /// A request that was sent for a step may be carried out up to ten seconds after its claim, whoever gave it up.
    @Test func `behind a roll back is looked until no request can come`() {
        func due(_ state: WeightStep.State, at seconds: Double, changes: Bool = true, back: Double = 2) -> [String] {
            let before = [WeightReading(type: "A", old: 75, new: 25, ttl: 60)]
            let after = [WeightReading(type: "A", old: 50, new: 50, ttl: 60)]
            let givenUp = WeightStep(
                id: 6, order: 1, service: "api", isRollBack: false, percent: 50, before: before,
                after: changes ? after : before, state: state, at: now)
            var done = step(2, .done, back: true)
            done.at = now + back
            return PendingWork.due(
                "api", orders: orders((.advance, none), (.rollBack, none)), step: done, givenUp: givenUp,
                times: ControllerTiming(), at: now + seconds
            ).map { "\($0.word) \($0.order)" }
        }
        #expect(due(.lost, at: 3) == ["look behind 2"])
        #expect(due(.stopped, at: 12) == ["look behind 2"], "until it was looked for once after that")
        #expect(due(.lost, at: 12, back: 10.5) == [])
        #expect(due(.stopped, at: 3, changes: false) == [], "a refusal sends nothing")
    }

    @Test func `what is too old is not obeyed by surprise`() {
        #expect(due(orders((.advance, none)), after: 901) == ["too old 1"])
        #expect(due(orders((.rollBack, none)), after: 901) == ["too old 1"])
        #expect(due(orders((.rollBack, none)), after: 901, begun: [1]) == ["roll back 1"])
        #expect(due(orders((.rollBack, none)), step(1, .done, 38, back: true), after: 901) == ["roll back 1"])
    }

    @Test func `a resumed change from outside is taken over once`() {
        let found = OrderTerms(found: [WeightReading(type: "A", old: 100, new: 0, ttl: 60)], byItself: true)
        #expect(due(orders((.pause, found))) == [])
        #expect(due(orders((.pause, found), (.resume, none))) == ["adopt 2"])
        #expect(due(orders((.pause, found), (.resume, none), (.advance, none))) == ["adopt 2"])
        #expect(due(orders((.pause, found), (.resume, none), (.pause, none))) == [])
        #expect(due(orders((.pause, found), (.resume, none)), step(2, .done)) == [])
        #expect(due(orders((.pause, none), (.resume, none))) == [])
        #expect(due(orders((.pause, found), (.rollBack, none), (.resume, none))) == [])
    }
}
