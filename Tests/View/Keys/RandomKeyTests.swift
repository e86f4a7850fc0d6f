import Boards
import Foundation
import Model
import Testing

@testable import View

/// Thousands of random keys: no order that moves traffic leaves the screen without a whole confirmation.
///
/// They go past the terminal, straight into what the program does with a key. `ABREAST_KEYS` makes more of them; the same
/// through a terminal is in the journeys.
@Suite struct RandomKeyTests {
    private static let count = ProcessInfo.processInfo.environment["ABREAST_KEYS"].flatMap(Int.init) ?? 2000

    private static let alphabet: [Key] =
        Array("aabbeeiippwwrRnndsy!/?.01 ,vgGf").map(Key.character) + [
            .enter, .enter, .tab, .escape, .backspace, .up, .down, .left, .right, .ctrl("u"), .home, .home, .end,
            .pageDown,
        ]

    private static func boards(_ mode: RolloutPlan.Mode) -> [Board] {
        let pause = Pause(order: 9, by: "ken@bastion", at: SteeredBoards.now, reason: "p99 up", ofAll: false)
        func moded(_ board: Board) -> Board {
            var board = board
            for index in board.services.indices where board.services[index].configuration.rollout != nil {
                board.services[index].configuration.rollout?.mode = mode
            }
            return board
        }
        return [
            SteeredBoards.ready(mode), SteeredBoards.board(SteeredBoards.plan(mode)), moded(SteeredBoards.unsafe()),
            moded(SteeredBoards.deadMan()), SteeredBoards.ready(mode) { $0.services[0].pause = pause },
            SteeredBoards.ready(mode) { $0.services[1].pause = pause },
        ]
    }

    @Test(arguments: [RolloutPlan.Mode.observe, .manual, .automatic], [1, 2, 3])
    func `nothing that moves traffic is ordered without its name typed whole`(mode: RolloutPlan.Mode, seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        let boards = Self.boards(mode)
        let groups = [ServiceGroup(name: "front", services: ["api", "web"])]
        var state = SteeredBoards.state(boards[0])
        var now = SteeredBoards.now
        var waiting: [Key] = []
        var tally: [Order.Kind: Int] = [:]
        for number in 0..<Self.count {
            // Orders on their way hold others back, and only the store's board would tell of them.
            if number % 150 == 0, let board = boards.randomElement(using: &chance) {
                state = SteeredBoards.state(board, groups: Bool.random(using: &chance) ? groups : [])
                waiting = []
            }
            if Int.random(in: 0..<20, using: &chance) == 0, let board = boards.randomElement(using: &chance) {
                state.receive(board)
            }
            // Now and then a name is typed whole, or all but its last letter: else nothing would ever be confirmed.
            if waiting.isEmpty, Int.random(in: 0..<12, using: &chance) == 0, case .confirm(let confirm) = state.prompt {
                let name = Bool.random(using: &chance) ? confirm.wanted : confirm.forcing
                let typed = Bool.random(using: &chance) ? name : String(name.dropLast())
                waiting = [.ctrl("u")] + typed.map(Key.character) + [Bool.random(using: &chance) ? .enter : .tab]
            }
            let key = waiting.isEmpty ? Self.alphabet.randomElement(using: &chance) ?? .enter : waiting.removeFirst()
            let before = state
            now = now + 0.01
            for case .post(let request) in state.handle(key, at: now) {
                tally[request.kind, default: 0] += 1
                #expect(
                    Self.isAsked(request, by: key, before),
                    "key \(number), seed \(seed): \(key) ordered \(request.kind)")
            }
        }
        #expect(tally[.pause] ?? 0 > 0 && tally[.rollBack] ?? 0 > 0, "\(tally)")
        #expect(mode == .observe ? tally[.advance] == nil : tally[.advance] ?? 0 > 0, "\(tally)")
    }

    /// Whether the screen before the key asked for this, and the key was the answer.
    private static func isAsked(_ request: OrderRequest, by key: Key, _ before: ScreenState) -> Bool {
        switch (request.kind, before.prompt) {
        case (.advance, .confirm(let confirm)):
            let isWhole = confirm.typed == confirm.wanted && request.terms.overrides.isEmpty
            return confirm.kind == .advance && key == .enter && (isWhole || confirm.typed == confirm.forcing)
        case (.rollBack, .confirm(let confirm)):
            let isWhole = confirm.typed == confirm.wanted || confirm.typed == confirm.forcing
            return confirm.kind == .rollBack && (key == .enter || key == .tab) && isWhole
                && request.service == confirm.name
        case (.advance, _), (.rollBack, _): return false
        // Going on may move traffic too.
        case (.resume, .resume(let service, _)): return key == .character("y") && service == request.service
        case (.resume, _): return false
        case (.pause, _): return key == .character("p")
        case (.annotate, _), (.renew, _): return true
        }
    }
}
