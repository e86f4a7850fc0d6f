import Boards
import Model
import Testing

@testable import View

/// Input answers the frame at which it was typed, and no other.
@Suite struct InputGateTests {
    /// The loop of a screen without a terminal: its own clock, and each burst read as one.
    struct Desk {
        var state: ScreenState
        var gate = InputGate()
        var now = ContinuousClock.now
        var asked: [Effect] = []
        var refusals: [String] = []

        init(_ board: Board) {
            state = SteeredBoards.state(board)
            draw()
        }

        /// What the loop does between two reads.
        mutating func draw() {
            _ = state.nextFrame(at: BoardFixture.now)
            gate.drew(state, at: now)
        }

        /// Keys that were read together.
        mutating func burst(_ keys: [Key]) {
            for key in keys {
                if let refusal = gate.refusal(of: key, state, at: now) {
                    refusals.append(refusal)
                    continue
                }
                asked += state.handle(key, at: BoardFixture.now)
                gate.took(state)
            }
            draw()
        }

        mutating func burst(_ text: String) { burst(Self.keys(text)) }

        /// Keys one after the other, each at a frame of its own.
        mutating func type(_ text: String, every gap: Duration = .milliseconds(100)) {
            for key in Self.keys(text) {
                now += gap
                burst([key])
            }
        }

        mutating func wait(_ time: Duration) { now += time }

        /// `⏎` and `␛` stand for their keys.
        static func keys(_ text: String) -> [Key] {
            text.map { $0 == "⏎" ? .enter : $0 == "␛" ? .escape : .character($0) }
        }

        var orders: [OrderRequest] {
            asked.compactMap { if case .post(let order) = $0 { order } else { nil } }
        }
    }

    private func desk() -> Desk { Desk(SteeredBoards.ready()) }

    @Test func `a name that is typed twice pauses at most and is no reason`() {
        var desk = desk()
        desk.type("Rapi!⏎")
        #expect(desk.orders.map(\.kind) == [.rollBack])
        // The hand goes on.
        desk.type("api!⏎")
        #expect(desk.orders.map(\.kind) == [.rollBack], "what is on its way to be rolled back cannot be paused")
        desk = self.desk()
        desk.type("napi!⏎")
        let sent = desk.orders
        desk.type("api!⏎api!⏎")
        #expect(!desk.orders.contains { $0.kind == .annotate || $0.kind == .resume }, "\(desk.orders)")
        #expect(desk.orders.count <= sent.count + 1)
    }

    @Test func `a reason begins after a pause`() {
        var desk = desk()
        desk.type("p")
        desk.type("i!⏎")
        #expect(desk.orders.map(\.kind) == [.pause])
        #expect(desk.state.prompt == .reason(service: "api", text: ""), "the question still stands")
        #expect(desk.refusals.last == "not taken, typed too soon: ⏎; wait a moment, then type")
        desk.wait(.milliseconds(500))
        desk.type("p99 up⏎", every: .milliseconds(1))
        #expect(desk.orders.map(\.kind) == [.pause, .annotate])
        #expect(desk.orders.last?.reason == "p99 up")
    }

    @Test func `who leaves need not wait`() {
        var desk = desk()
        desk.type("p␛", every: .milliseconds(1))
        #expect(desk.state.prompt == nil)
        desk.burst([.ctrl("c")])
        #expect(desk.asked.last == .quit)
    }

    @Test func `what was read together answers no question that it opened`() {
        for text in ["Rapi⏎", "Rapi!⏎", "napi⏎", "napi!⏎"] {
            var desk = desk()
            desk.burst(text)
            #expect(desk.orders.isEmpty, "\(text)")
            guard case .confirm(let confirm) = desk.state.prompt else {
                Issue.record("\(text): the question is gone")
                continue
            }
            #expect(confirm.typed.isEmpty, "\(text)")
            #expect(desk.refusals.first == "not taken, typed too early: a")
        }
        var desk = desk()
        desk.burst("pi⏎")
        #expect(desk.orders.map(\.kind) == [.pause])
    }

    @Test func `what was read with an answer is no key of the pane below`() {
        var desk = desk()
        desk.burst("R")
        desk.burst("api⏎p")
        #expect(desk.orders.map(\.kind) == [.rollBack])
        desk = self.desk()
        desk.burst("R")
        desk.burst("␛Rp")
        #expect(desk.orders.isEmpty && desk.state.prompt == nil)
    }

    @Test func `a y from before the question resumes nothing`() {
        var board = SteeredBoards.ready()
        board.services[0].pause = Pause(order: 7, by: "mika@bastion", at: BoardFixture.now, reason: "", ofAll: false)
        var desk = Desk(board)
        desk.burst("py")
        #expect(desk.orders.isEmpty)
        desk = Desk(board)
        desk.type("py", every: .milliseconds(50))
        #expect(desk.orders.isEmpty)
        desk.wait(.seconds(1))
        desk.type("y")
        #expect(desk.orders.map(\.kind) == [.resume])
    }

    @Test func `nothing is taken before the first frame`() {
        var gate = InputGate()
        let state = SteeredBoards.state(SteeredBoards.ready())
        #expect(gate.isAhead(state))
        #expect(gate.refusal(of: .character("p"), state, at: .now) == "not taken, typed too early: p")
        gate.drew(state, at: .now)
        #expect(gate.refusal(of: .character("p"), state, at: .now) == nil)
    }

    @Test func `a key does not hit what was selected by itself a moment before`() {
        var desk = desk()
        #expect(desk.state.selected?.name == "api")
        var board = SteeredBoards.ready()
        board.services[1].new.series[.p99] = BoardFixture.series { $0 > 30 ? 120 : 412 }
        desk.state.receive(board)
        desk.draw()
        #expect(desk.state.selected?.name == "web", "the headline is about web")
        desk.wait(.milliseconds(300))
        desk.burst("p")
        #expect(desk.orders.isEmpty)
        #expect(desk.refusals == ["not taken: web was selected by itself just now; press p again"])
        desk.burst("s")
        #expect(desk.asked == [.snapshot(reason: "")], "what means no service is taken")
        desk.wait(.milliseconds(400))
        desk.burst("p")
        #expect(desk.orders.map(\.service) == ["web"])
        // A selection by hand is meant.
        desk.burst("␛")
        desk.burst([.up])
        desk.burst("p")
        #expect(desk.orders.map(\.service) == ["web", "api"])
    }

    @Test func `a filter is typed as fast as one can`() {
        var desk = desk()
        desk.burst("/we⏎")
        #expect(desk.state.filter == "we" && desk.state.selected?.name == "web")
    }
}
