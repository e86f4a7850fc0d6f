import Model
import Testing

@testable import Poll
@testable import abreast

/// What others write into an error may be anything; it must not act on whoever reads it.
@Suite struct `Error texts of others` {
    @Test func `neither control the terminal nor forge a line`() {
        let hostile = "denied \u{1B}]0;owned\u{7}\nECS: all is well\u{1B}[2J\u{9B}31m end"
        let outcome = PollOnce.Outcome(source: .ecs, problems: [hostile], answered: false, milliseconds: 3)
        let lines = OnceReport.lines(PollOnce.Report(outcomes: [outcome]), calls: [:])
        #expect(lines.contains("ECS: denied ECS: all is well end"), "\(lines)")
        for line in lines {
            #expect(!line.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
        }
        #expect(PollCommand.line(of: PollNote(.warning, hostile)) == "denied ECS: all is well end")
    }
}
