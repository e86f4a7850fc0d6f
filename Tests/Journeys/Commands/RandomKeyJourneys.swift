import Foundation
import Model
import Testing
import World

/// Random keys into the built program's terminal, in front of emulated AWS: no weight moves without a whole
/// confirmation, and a terminal's answers in pieces are no keys.
///
/// `ABREAST_TERMINAL_KEYS` makes more of them for each seed and mode.
@Suite(.serialized, .timeLimit(.minutes(120))) struct RandomKeyJourneys {
    private static let count =
        ProcessInfo.processInfo.environment["ABREAST_TERMINAL_KEYS"].flatMap(Int.init) ?? 120

    private static let seeds: [UInt64] = count > 1000 ? [1, 2, 3] : [1]

    /// Neither `q` nor Ctrl-C or Ctrl-Z, which end the program.
    private static let alphabet: [[UInt8]] =
        Array("aabbeeiippwwRRnndy!/?.01 ,vgGf".utf8).map { [$0] } + [
            [0x0D], [0x0D], [0x0D], [0x09], [0x1B], [0x7F], [0x15], Array("\u{1B}[A".utf8), Array("\u{1B}[B".utf8),
            Array("\u{1B}[6~".utf8),
        ]

    /// What terminals answer by themselves, cut into two pieces anywhere.
    private static let answers = [
        "\u{1B}[24;80R", "\u{1B}[?62;1;6;22c", "\u{1B}]11;rgb:0/0/R\u{7}", "\u{1B}P>|termR\u{1B}\\",
    ]

    /// Keys that never confirm anything whole: Enter and Tab come only while no name can stand in what was typed since
    /// the last Escape, whatever was deleted of it.
    private struct Typist {
        private var chance: SplitMix64
        private var typed: [UInt8] = []

        init(seed: UInt64) { chance = SplitMix64(seed: seed) }

        mutating func next() -> [[UInt8]] {
            if Int.random(in: 0..<40, using: &chance) == 0 {
                let answer = Array((answers.randomElement(using: &chance) ?? "").utf8)
                let cut = Int.random(in: 1..<answer.count, using: &chance)
                return [Array(answer[..<cut]), Array(answer[cut...])]
            }
            let key = alphabet.randomElement(using: &chance) ?? [0x1B]
            if key == [0x1B] { typed = [] }
            if key.count == 1, key[0] >= 0x20, key[0] < 0x7F { typed.append(key[0]) }
            guard key == [0x0D] || key == [0x09] else { return [key] }
            let couldBe = ["api", "web"].contains { name in
                var left = Array(name.utf8)[...]
                for byte in typed where byte == left.first { left = left.dropFirst() }
                return left.isEmpty
            }
            guard couldBe else { return [key] }
            typed = []
            return [[0x1B]]
        }
    }

    @Test(arguments: ["observe", "manual", "automatic"], seeds)
    func `no weight moves without a whole confirmation`(mode: String, seed: UInt64) async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = try SteeredPlace(world, top: "rollout: { mode: \(mode), steps: [25, 50, 100], bake: 1m }")
        let before = ["api", "web"].map { try? world.weights($0) }
        let poller = try Program.startPolling(environment: place.environment)
        defer { poller.killAtOnce() }
        let terminal = try TmuxTerminal(
            ["watch"], environment: place.environment.merging(["LANG": "C.UTF-8"]) { _, new in new })
        try await terminal.wait("the overview") { $0.contains("● LIVE") && $0.contains("q quit") }
        var typist = Typist(seed: seed)
        var pressed = 0
        while pressed < Self.count {
            // A few keys in one write, as somebody who leans on the keyboard sends them; then the rest of an answer.
            var burst: [UInt8] = []
            var rest: [UInt8] = []
            for _ in 0..<6 where rest.isEmpty {
                let pieces = typist.next()
                burst += pieces[0]
                if pieces.count > 1 { rest = pieces[1] }
                // An escape that another key follows at once would begin a sequence.
                if pieces[0] == [0x1B] { break }
                pressed += 1
            }
            try terminal.send(burst)
            try await Task.sleep(for: .milliseconds(burst.last == 0x1B ? 120 : 30))
            if !rest.isEmpty { try terminal.send(rest) }
        }
        #expect(["api", "web"].map { try? world.weights($0) } == before, "\(mode), seed \(seed)")
        let moved = try place.events().filter {
            ["advance", "rollBack", "weights"].contains($0["kind"] as? String ?? "")
        }
        #expect(moved.isEmpty, "\(mode), seed \(seed): \(moved)")
        // They did something all the same.
        let kinds = Set(try place.events().compactMap { $0["kind"] as? String })
        #expect(kinds.contains("paused"), "\(kinds)")
        print("\(pressed) keys, mode \(mode), seed \(seed): \(kinds.sorted())")
        // And a whole confirmation does move them.
        try await confirm(terminal)
        try place.wait("the roll back") { try world.weights("api").hasPrefix("A/ec2=100 A/ecs=0") }
        try terminal.press("q")
        _ = try await terminal.end()
    }

    /// Leaves whatever is asked, and rolls api back as a person does.
    private func confirm(_ terminal: TmuxTerminal) async throws {
        for _ in 0..<6 {
            try terminal.press("Escape")
            try await Task.sleep(for: .milliseconds(200))
        }
        try await terminal.select("api")
        try await Task.sleep(for: .seconds(1))
        try terminal.type("R")
        try await terminal.wait("the question") { $0.contains("type api to confirm") }
        try await terminal.readQuestion()
        try terminal.type("api")
        try await terminal.wait("the name") { $0.contains("Esc leaves: api") }
        try terminal.press("Enter")
    }
}
