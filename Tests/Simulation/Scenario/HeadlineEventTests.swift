import Model
import Store
import Testing

@testable import Simulation

/// The timeline says what the headline said, and when.
@Suite struct HeadlineEventTests {
    @Test func `each change of level, act or service is an event, and nothing else is`() async throws {
        let night = try await SimulatedNight(try ScenarioLibrary.needed("slow-poison"))
        var shown: [(minute: Double, mark: Headline.Mark)] = []
        try await night.watch(until: 45) { minute, board in
            shown.append((minute, board.headline.mark))
            return false
        }
        let events = try night.store.events(since: night.moment(-120)).filter { $0.kind == .headline }
        let marks = try events.map { try #require(Headline.Mark(words: $0.after ?? "")) }
        try #require(marks.count > 2, "a night without changes would prove nothing")
        #expect(zip(marks, marks.dropFirst()).allSatisfy { $0 != $1 }, "\(events.map(\.after))")
        #expect(events.map(\.before) == [nil] + events.dropLast().map(\.after), "each begins where the last one ended")
        #expect(events.allSatisfy { $0.service == nil && !$0.reason.isEmpty })
        // What a screen showed at a full minute was written down by the poll before it or after it.
        for (minute, mark) in shown {
            let moment = night.moment(minute)
            let before = events.lastIndex { $0.at <= moment }.map { marks[$0] }
            let after = events.firstIndex { $0.at > moment && $0.at <= moment + 60 }.map { marks[$0] }
            #expect(mark == before || mark == after, "minute \(minute): \(mark.words), \(events.map(\.after))")
        }
    }

    @Test func `a pause is told when it is ordered, not with the next numbers`() async throws {
        let night = try await SimulatedNight(try ScenarioLibrary.needed("calm"))
        try await night.advance(to: 4)
        for minute in 4...9 {
            try night.order(minute % 2 == 0 ? .pause : .resume, nil, at: Double(minute))
            try await night.advance(to: Double(minute) + 1)
        }
        let events = try night.store.events(since: night.moment(3))
        for order in events where order.kind == .paused || order.kind == .resumed {
            let next = try #require(events.first { $0.kind == .headline && $0.at >= order.at }, "\(events)")
            #expect(
                next.at <= order.at + 20 && next.after?.hasPrefix("held ") == (order.kind == .paused), "\(told(events))"
            )
        }
    }

    private func told(_ events: [Event]) -> String {
        events.map { "\($0.at.iso8601) \($0.kind.rawValue) \($0.before ?? "") → \($0.after ?? "")" }.joined(
            separator: "\n")
    }

    @Test func `a mark is read as it is written`() {
        for level in Headline.Level.allCases {
            for act in Headline.Act.allCases {
                for service in [nil, "api", "booking web"] {
                    let mark = Headline.Mark(level: level, act: act, service: service)
                    #expect(Headline.Mark(words: mark.words) == mark)
                }
            }
        }
        #expect(Headline.Mark(level: .hold, act: .pause, service: "api").words == "hold pause api")
        for words in ["", "hold", "hold on api", "pass watch"] { #expect(Headline.Mark(words: words) == nil) }
    }
}
