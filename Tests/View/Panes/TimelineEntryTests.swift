import Boards
import Model
import Testing

@testable import View

/// One change of the weights is one line, and the line opens to all that is stored.
@Suite struct TimelineEntryTests {
    private let now = BoardFixture.now

    /// An advance by hand, the program's work on it, and what the poller read of it.
    private var change: [Event] {
        let at = BoardFixture.at("14:20:00")
        func weights(_ id: Int64, _ after: Double, _ reason: String) -> Event {
            Event(
                id: id, at: at + after, service: "api", kind: .weights, actor: "mika@bastion:4711", before: "25 %",
                after: "50 %", reason: reason, evidence: "order 12, step \(id)", order: 12)
        }
        return [
            Event(
                id: 10, at: at, service: "api", kind: .advance, actor: "mika@bastion", after: "50 %",
                evidence: "order 12", order: 12),
            weights(11, 1, "sending: A 75/25 → 50/50"), weights(12, 2, "sent, not everywhere yet"),
            Event(
                id: 13, at: at + 5, service: "api", kind: .share, actor: "route 53", before: "75/25", after: "50/50",
                reason: "50 % on new"),
            weights(14, 3, "in force: A 50/50"), weights(15, 26, "sent, everywhere after 25 s"),
        ]
    }

    private func state(_ events: [Event], _ width: Int = 120, _ height: Int = 36) -> ScreenState {
        var board = BoardFixture.night
        board.events += events
        return ScreenState.fixture(board, width, height)
    }

    @Test func `a step is one line`() {
        let entries = TimelineEntry.joined(change)
        #expect(entries.count == 1 && entries[0].parts.map(\.id) == [10, 11, 12, 13, 14, 15])
        let line = Timeline.line(entries[0]).text
        #expect(line == "25 → 50 % sent, everywhere after 25 s by mika@bastion")
        // On its way it says how far it is.
        #expect(Timeline.line(TimelineEntry.joined(Array(change.prefix(3)))[0]).text.contains("sent, not everywhere"))
    }

    @Test func `what belongs to another change has its own line`() {
        var events = change
        events[3].after = "90/10"
        #expect(TimelineEntry.joined(events).count == 2, "the poller read other weights")
        events = change
        events[3].at = events[3].at + 900
        #expect(TimelineEntry.joined(events).count == 2, "much later")
        events = change
        events[3].service = "web"
        #expect(TimelineEntry.joined(events).count == 2, "of another service")
        // A roll back in steps: one order, two changes.
        events = change.filter { $0.kind == .weights }
        events[2].after = "75 %"
        events[3].after = "75 %"
        #expect(TimelineEntry.joined(events).map(\.parts.count) == [2, 2])
        #expect(TimelineEntry.joined([change[3]]).count == 1)
    }

    @Test(arguments: [("25 %", 25), ("75/25", 25), ("0/0", nil), ("A 75/25, AAAA 100/0", nil), ("pass", nil)])
    func `percent of an event's words`(text: String, percent: Double?) {
        #expect(TimelineEntry.percent(text) == percent)
    }

    @Test(arguments: [(80, 24), (120, 36)]) func `whole and opened`(width: Int, height: Int) throws {
        var state = state(change, width, height)
        state.press(.character("t"))
        #expect(state.pane == .full)
        try Picture.expect(state.frame(at: now), "timeline-whole-\(width)x\(height)")
        state.press(.enter)
        try Picture.expect(state.frame(at: now), "timeline-opened-\(width)x\(height)")
        state.press(.down)
        #expect(state.frame(at: now).text.contains("line 2 of 7"))
        state.press(.escape, .escape)
        #expect(state.pane == .overview)
    }

    @Test func `kinds and services narrow it`() {
        var state = state(change)
        state.press(.enter, .enter)
        func shown() -> [Event.Kind] {
            Scene(state, at: now).map { FullPane.timeline($0).entries.map(\.first.kind) } ?? []
        }
        #expect(shown() == [.advance, .verdict, .taskStopped, .share, .lease])
        state.press(.character("f"))
        #expect(shown() == [.advance, .share])
        state.press(.character("F"))
        #expect(shown() == [.advance, .paused, .share, .share])
        state.press(.character("f"))
        #expect(shown() == [.verdict])
        state.press(.character("f"), .character("f"), .character("f"))
        #expect(shown().count == 7)
    }

    @Test func `the chosen line stays chosen when more happens`() throws {
        var state = state(change)
        state.press(.enter, .enter, .down)
        let chosen = state.page.event
        #expect(chosen == 6)
        var board = BoardFixture.night
        board.events += change
        board.events.append(Event(id: 20, at: now, service: "api", kind: .ecs, actor: "ecs", reason: "steady"))
        state.receive(board)
        let scene = try #require(Scene(state, at: now))
        #expect(FullPane.timeline(scene).chosen == 2)
    }

    @Test func `where there is no timeline the keys say so`() {
        var state = state([])
        state.press(.enter, .tab, .enter, .character("f"))
        #expect(state.notice?.text == "f: only the timeline has this; Tab goes on to it")
        state.press(.enter)
        #expect(state.notice?.text == "⏎: there is no more to show")
    }

    @Test func `every kind has its place`() {
        for kind in Event.Kind.allCases where kind != .headline {
            #expect(TimelineFilter.allCases.count { $0.takes(kind) } == 2, "\(kind)")
        }
    }
}
