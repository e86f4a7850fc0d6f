import Boards
import Model
import Testing

@testable import View

/// The line that says where a rollout stands.
@Suite struct PhaseTests {
    private let now = SteeredBoards.now

    private func phase(_ board: Board, readOnly: Bool = false) throws -> String {
        var state = SteeredBoards.state(board)
        state.readOnly = readOnly
        return PhaseLine.phase(board.services[0], try #require(Scene(state, at: now))).text
    }

    /// The text of a frame with every run of blanks as one.
    private func words(_ frame: Frame) -> String {
        frame.text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }

    @Test func `each state by its plan`() throws {
        #expect(try phase(SteeredBoards.board()) == "step 3/5 · watching, 50 % in 12:31")
        #expect(try phase(SteeredBoards.ready()) == "step 3/5 · READY: press n for 50 %")
        #expect(try phase(SteeredBoards.ready(), readOnly: true) == "step 3/5 · READY for 50 %: waits for an advance")
        #expect(try phase(SteeredBoards.ready(.observe)) == "step 3/5 · READY for 50 %")
        let begin = SteeredBoards.board {
            $0.services[0].effectiveStep = nil
            $0.services[0].share?.value.weights[0] = WeightReading(type: "A", old: 100, new: 0, ttl: 60)
        }
        #expect(try phase(begin) == "step 0/5: press n for 1 %")
        #expect(try phase(begin, readOnly: true) == "step 0/5: waits for an advance to 1 %")
        let done = SteeredBoards.ready {
            $0.services[0].share?.value.weights[0] = WeightReading(type: "A", old: 0, new: 100, ttl: 60)
            $0.services[0].effectiveStep = SteeredBoards.step(api: 100, inSync: "13:57:38")
        }
        #expect(try phase(done) == "step 5/5 · DONE, all weight on new")
    }

    /// Eight messages were given up in the last eight minutes.
    @Test func `a queue's line says what is wrong with it`() throws {
        var board = BoardFixture.night
        let index = try #require(board.services.firstIndex { $0.name == "worker" })
        func line() throws -> String {
            let scene = try #require(Scene(ScreenState.fixture(board, 160, 50), at: board.takenAt))
            return try #require(PhaseLine.queue(board.services[index], scene)).text
        }
        #expect(try line().hasSuffix("in flight 12"))
        var dead = Series(start: board.settledTo.advanced(by: -69), count: 70)
        for back in 0..<70 {
            let count = Double(back < 8 ? 20 - back : 12)
            dead.put(minute: board.settledTo.advanced(by: -back), value: count, presence: .ok, readAt: board.takenAt)
        }
        board.services[index].shared[.deadLetters] = dead
        #expect(try line().hasSuffix("in flight 12 · 8 dead letters in 20 min, 0 before"))
    }

    @Test func `settling says what Route 53 said`() throws {
        func settling(_ inSync: String?) throws -> String {
            try phase(
                SteeredBoards.board {
                    $0.services[0].effectiveStep = SteeredBoards.step(api: 25, inSync: inSync)
                    $0.services[0].effectiveStep?.at = now - 30
                    $0.services[0].share?.readAt = now - 5
                })
        }
        #expect(try settling(nil) == "step 3/5 · DNS, 90 s")
        #expect(try settling("14:31:48") == "step 3/5 · DNS, 41 s")
        func open(_ state: WeightStep.State) throws -> String {
            try phase(
                SteeredBoards.board {
                    $0.services[0].step = SteeredBoards.step(api: 50, state, inSync: nil)
                    $0.services[0].step?.at = now - 8
                })
        }
        #expect(try open(.claimed) == "step 4/5 · 25 → 50 % being sent since 14:31:59")
        #expect(try open(.accepted) == "step 4/5 · 25 → 50 % sent, everywhere in 112 s")
    }

    @Test func `an order that waits is said`() throws {
        func ordered(_ change: @escaping (inout Board) -> Void = { _ in }) -> Board {
            SteeredBoards.ready {
                $0.services[0].advance = Order(
                    id: 12, kind: .advance, service: "api", actor: "ken@bastion", at: now - 2,
                    terms: OrderTerms(percent: 50))
                change(&$0)
            }
        }
        #expect(try phase(ordered()) == "step 3/5 · advance to 50 % ordered")
        #expect(
            try phase(ordered { $0.services[0].advance?.terms.byItself = true })
                == "step 3/5 · step to 50 % ordered by itself")
        #expect(
            try phase(ordered { $0.lease?.heartbeat = now - 60 })
                == "step 3/5 · advance to 50 % ordered · nobody polls, so nobody obeys")
    }

    @Test func `an automatic rollout says what it waits for`() throws {
        #expect(try phase(SteeredBoards.ready(.automatic)) == "step 3/5 · READY: goes on to 50 % by itself")
        let unhealthy = SteeredBoards.ready(.automatic) { $0.services[0].new.inventory?.counts.unhealthy = 1 }
        #expect(
            try phase(unhealthy)
                == "step 3/5 · READY for 50 %, waits: targets: 1 of 7 targets of new is unhealthy")
        let first = SteeredBoards.ready(.automatic) { $0.services[0].effectiveStep = nil }
        #expect(try phase(first) == "step 3/5 · READY: press n for 50 %, then by itself")
    }

    @Test func `a pause and its time to look again`() throws {
        func paused(_ terms: OrderTerms, _ board: (inout Board) -> Void = { _ in }) -> Board {
            SteeredBoards.board {
                $0.services[0].pause = Pause(
                    order: 12, by: "ken@bastion", at: BoardFixture.at("14:03:22"), reason: "p99 up", ofAll: false,
                    terms: terms)
                board(&$0)
            }
        }
        let later = OrderTerms(lookAgain: BoardFixture.at("14:40:00"))
        #expect(
            try phase(paused(later)) == "PAUSED by ken 14:03:22 “p99 up” · look again 14:40 · stays at 75/25")
        let due = OrderTerms(lookAgain: BoardFixture.at("14:30:00"))
        #expect(
            try phase(paused(due)) == "PAUSED by ken 14:03:22 “p99 up” · LOOK AGAIN since 14:30 · stays at 75/25")
        let text = words(SteeredBoards.state(paused(due)).frame(at: now))
        #expect(text.contains("‖ LOOK AGAIN api") && text.contains("LOOK AGAIN since 14:30 p resumes"))
        let found = OrderTerms(found: [WeightReading(type: "A", old: 90, new: 10, ttl: 60)], byItself: true)
        let outside = paused(found) {
            $0.services[0].share?.value.weights[0] = WeightReading(type: "A", old: 90, new: 10, ttl: 60)
        }
        #expect(
            try phase(outside)
                == "PAUSED 14:03:22 · CHANGED BY HAND 25 → 10 % at 13:57: resume takes it over · stays at 90/10")
    }

    @Test func `a hand from outside before the pause that comes of it`() throws {
        let board = SteeredBoards.board {
            $0.services[0].share?.value.weights[0] = WeightReading(type: "A", old: 90, new: 10, ttl: 60)
        }
        let text = SteeredBoards.state(board).frame(at: now).text
        #expect(text.contains("CHANGED BY HAND 25 → 10 % at 13:57"))
        #expect(text.ranges(of: "CHANGED BY HAND").count == 2, "in the headline and in the phase")
    }

    @Test func `a roll back in steps`() throws {
        func back(_ terms: OrderTerms) -> Board {
            SteeredBoards.unsafe {
                $0.services[0].pause = Pause(
                    order: 12, by: "ken@bastion", at: now - 60, reason: "", ofAll: false, isRollBack: true, terms: terms
                )
            }
        }
        #expect(
            try phase(back(OrderTerms(pace: .inSteps)))
                == "ROLLING BACK by ken 14:31:07 · 25 % still on new · in steps, as old has room")
        #expect(try phase(back(OrderTerms())) == "ROLLING BACK by ken 14:31:07 · 25 % still on new")
        let rested = SteeredBoards.board {
            $0.services[0].pause = Pause(
                order: 12, by: "ken@bastion", at: now - 60, reason: "", ofAll: false, isRollBack: true,
                terms: OrderTerms(percent: 25))
        }
        #expect(try phase(rested) == "ROLLED BACK by ken 14:31:07 · to 25 % on new")
        let settling = SteeredBoards.board {
            $0.services[0].share?.value.weights[0] = WeightReading(type: "A", old: 100, new: 0, ttl: 60)
            $0.services[0].effectiveStep = SteeredBoards.step(api: 0, inSync: "14:31:48")
            $0.services[0].pause = Pause(
                order: 12, by: "ken@bastion", at: now - 60, reason: "", ofAll: false, isRollBack: true)
        }
        #expect(
            try phase(settling) == "ROLLING BACK by ken 14:31:07 · no weight on new, DNS, 41 s")
    }

    /// Held, a service may be moved all the same, by others.
    @Test func `changed outside while it is held`() throws {
        func held(isRollBack: Bool) throws -> String {
            try phase(
                SteeredBoards.board {
                    var step = SteeredBoards.step(api: isRollBack ? 0 : 25, .done, inSync: "13:57:38")
                    (step.isRollBack, step.order) = (isRollBack, 12)
                    ($0.services[0].step, $0.services[0].effectiveStep) = (step, step)
                    $0.services[0].share?.value.weights[0] = WeightReading(type: "A", old: 40, new: 60, ttl: 60)
                    $0.services[0].pause = Pause(
                        order: 12, by: "ken@bastion", at: now - 60, reason: "", ofAll: false, isRollBack: isRollBack)
                })
        }
        #expect(
            try held(isRollBack: true)
                == "ROLLED BACK by ken 14:31:07 · CHANGED BY HAND 0 → 60 % at 13:57; roll back again, or resume")
        #expect(
            try held(isRollBack: false)
                == "PAUSED by ken 14:31:07 · CHANGED BY HAND 25 → 60 % at 13:57 · stays at 40/60")
    }

    @Test(arguments: [(80, 24), (120, 36), (200, 50)]) func `on the whole screen`(width: Int, height: Int) throws {
        var state = SteeredBoards.state(SteeredBoards.board(), width, height)
        try Picture.expect(state.frame(at: now), "steered-overview-\(width)x\(height)")
        state.press(.enter)
        try Picture.expect(state.frame(at: now), "steered-service-\(width)x\(height)")
    }

    @Test func `without UTF-8`() throws {
        let frame = SteeredBoards.state(SteeredBoards.ready(), 80, 24, isUTF8: false).frame(at: now)
        #expect(frame.text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
        try Picture.expect(frame, "steered-ascii-80x24")
    }

    @Test func `the intended share stands beside the applied one`() throws {
        let board = SteeredBoards.board {
            $0.services[0].step = SteeredBoards.step(api: 50, .accepted, inSync: nil)
        }
        let frame = SteeredBoards.state(board).frame(at: now)
        let row = try #require(frame.text.split(separator: "\n").first { $0.dropFirst().hasPrefix("api ") })
        #expect(row.contains("   50    25  24.0 "))
        #expect(
            (0..<36).contains { y in (0..<120).contains { frame[$0, y].glyph == "5" && frame[$0, y].role == .warn } },
            "the weights are not where the plan is")
    }

    @Test func `while blind it says what can be done without seeing`() {
        for (width, height) in [(80, 24), (120, 36)] {
            let text = words(SteeredBoards.state(BoardFixture.blind, width, height).frame(at: now))
            #expect(text.contains("p pauses R rolls back"), "\(width)×\(height)")
        }
        var silent = SteeredBoards.board()
        silent.lease?.heartbeat = now - 600
        let alone = words(SteeredBoards.state(silent).frame(at: now))
        #expect(alone.contains("R rolls back web"), "its step is ready, so it stands first")
    }
}
