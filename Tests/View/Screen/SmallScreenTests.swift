import Boards
import Model
import Testing

@testable import View

/// Below the least size everything that is asked and typed can be read, or nothing can be ordered.
@Suite struct SmallScreenTests {
    private let now = SteeredBoards.now

    private func type(_ text: String, into state: inout ScreenState) -> [Effect] {
        text.flatMap { state.press(.character($0)) }
    }

    private func kinds(_ effects: [Effect]) -> [Order.Kind] {
        effects.compactMap { if case .post(let request) = $0 { request.kind } else { nil } }
    }

    /// Words, whatever lines they stand on.
    private func words(_ state: ScreenState) -> String {
        state.frame(at: now).text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }

    @Test(arguments: [(40, 10), (59, 14), (30, 9), (24, 8), (100, 8)])
    func `pausing and its reason are seen`(width: Int, height: Int) {
        var state = SteeredBoards.state(SteeredBoards.ready(), width, height)
        #expect(words(state).contains(/p pause/) && words(state).contains(/R roll/))
        #expect(kinds(state.press(.character("p"))) == [.pause])
        _ = type("Rapi", into: &state)
        let frame = state.frame(at: now)
        let text = words(state)
        #expect(text.contains("api PAUSING why?") && text.contains("›Rapi"), "\(frame.text)")
        #expect(frame.cursor?.x == 5 && frame.cursor?.y == height - 1)
        #expect(kinds(state.press(.enter)) == [.annotate])
    }

    @Test(arguments: [(40, 10), (59, 14), (30, 9), (24, 8), (100, 8)])
    func `rolling back is read before it is typed`(width: Int, height: Int) {
        var state = SteeredBoards.state(SteeredBoards.ready(), width, height)
        #expect(state.press(.character("R")) == [] && state.place == .rollBack)
        #expect(
            words(state).contains(
                "ROLL BACK api: 25 → 0 % on new, record api.example.com, account …1111. Type api and ⏎; Esc leaves"))
        _ = type("ap", into: &state)
        #expect(words(state).contains("›ap"))
        #expect(state.press(.enter) == [])
        _ = type("i", into: &state)
        #expect(kinds(state.press(.enter)) == [.rollBack])
    }

    @Test func `a wrong name is said there too`() {
        var state = SteeredBoards.state(SteeredBoards.ready(), 40, 10)
        state.press(.character("R"), .character("x"), .enter)
        #expect(words(state).contains("▲ “x” is not api: nothing was ordered"))
        #expect(
            words(state).contains(
                "ROLL BACK api: 25 → 0 % on new, record api.example.com, account …1111. Type api and ⏎; Esc leaves ›x"))
    }

    @Test func `where old cannot take it that is said`() {
        var state = SteeredBoards.state(SteeredBoards.unsafe(), 40, 10)
        state.press(.character("R"))
        #expect(
            words(state).contains(
                "25 → 0 % on new, record api.example.com, account …1111, old has room for only 45 %. Type api and ⏎: at once; Tab: in steps"
            ))
    }

    @Test func `what refuses a step is named`() {
        let board = SteeredBoards.ready { $0.services[0].new.inventory?.counts.deploymentState = "IN_PROGRESS" }
        var state = SteeredBoards.state(board, 40, 10)
        state.press(.character("n"))
        #expect(
            words(state).contains(
                "ADVANCE api: 25 → 50 % on new, record api.example.com, account …1111, old has room for 160 %. "
                    + "REFUSED by deployment. Type api! and ⏎ all the same"
            ))
        #expect(kinds(type("api", into: &state) + state.press(.enter)) == [])
        #expect(kinds(type("!", into: &state) + state.press(.enter)) == [.advance])
    }

    @Test func `resuming says who holds it`() {
        let pause = Pause(order: 9, by: "ken@bastion", at: now, reason: "p99 up", ofAll: false)
        var state = SteeredBoards.state(SteeredBoards.ready { $0.services[0].pause = pause }, 40, 10)
        #expect(words(state).contains("p resumes api"))
        state.press(.character("p"))
        #expect(
            words(state).contains(
                "Resume api, which ken@bastion holds? record api.example.com, account …1111. “p99 up” y resumes, n leaves it"
            ))
        #expect(kinds(state.press(.character("y"))) == [.resume])
    }

    @Test(arguments: [(40, 2), (11, 14), (1, 1), (0, 0), (8, 20), (200, 1)])
    func `what cannot be read orders nothing`(width: Int, height: Int) {
        let start = SteeredBoards.state(SteeredBoards.deadMan(), width, height)
        for key in "pnRd" {
            var state = start
            #expect(kinds(state.press(.character(key))) == [], "\(key)")
            #expect(state.prompt == nil && state.posted.isEmpty, "\(key)")
            #expect(state.notice?.text == "too small to ask: nothing was ordered", "\(key)")
        }
    }

    /// A window that shrinks under a question.
    @Test func `what can no longer be read is not confirmed`() {
        let pause = Pause(order: 9, by: "ken@bastion", at: now, reason: "", ofAll: false)
        let boards = [
            SteeredBoards.ready(), SteeredBoards.ready(), SteeredBoards.ready { $0.services[0].pause = pause },
        ]
        for (board, keys) in zip(boards, ["Rapi", "napi", "p"]) {
            var state = SteeredBoards.state(board, 120, 36)
            #expect(kinds(type(keys, into: &state)) == [])
            let prompt = state.prompt
            #expect(prompt != nil)
            (state.width, state.height) = (30, 2)
            #expect(state.frame(at: now).text.contains("too small to ask"))
            #expect(kinds(state.press(.enter, .character("y"), .character("x"), .enter)) == [], "\(keys)")
            #expect(state.prompt == prompt, "nothing is typed blindly")
            (state.width, state.height) = (120, 36)
            #expect(kinds(state.press(keys == "p" ? .character("y") : .enter)).count == 1, "\(keys)")
        }
        var state = SteeredBoards.state(SteeredBoards.ready(), 30, 2)
        state.prompt = .confirm(Confirm(service: "api"))
        #expect(state.press(.escape) == [] && state.prompt == nil)
    }

    @Test func `a name that is longer than the screen is not asked for`() {
        var board = SteeredBoards.ready()
        board.services[0].configuration.name = String(repeating: "reservations", count: 4)
        var state = SteeredBoards.state(board, 40, 12)
        state.press(.character("R"))
        #expect(state.prompt == nil && state.notice?.isFailure == true)
        state.width = 51
        state.press(.character("R"))
        #expect(state.prompt != nil)
    }

    @Test(arguments: [(0, 0), (1, 1), (7, 3), (20, 5), (40, 2), (59, 14), (12, 30), (200, 3)])
    func `nothing breaks it`(width: Int, height: Int) {
        for keys: [Key] in [[], [.character("p")], [.character("n")], [.character("R")], [.character("/")]] {
            for isUTF8 in [true, false] {
                var state = SteeredBoards.state(SteeredBoards.ready(), width, height, isUTF8: isUTF8)
                for key in keys + [.character("x")] { state.press(key) }
                let frame = state.frame(at: now)
                #expect(frame.width == width && frame.height == height)
                if let cursor = frame.cursor { #expect(cursor.x < width && cursor.y < height) }
            }
        }
    }

    @Test(arguments: ["", "p", "R", "n"]) func `on a telephone`(keys: String) throws {
        var state = SteeredBoards.state(SteeredBoards.ready(), 40, 10)
        _ = type(keys, into: &state)
        let names = ["": "small", "p": "small-pausing", "R": "small-rollback", "n": "small-advance"]
        try Picture.expect(state.frame(at: now), "\(names[keys] ?? "")-40x10")
    }
}
