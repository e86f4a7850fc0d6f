import Foundation
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
        let note = PollNote(.warning, .source, [PollNote.Field(.error, hostile)], hostile)
        for format in LogFormat.allCases {
            let line = LogLine(note: note, at: Moment(milliseconds: 0)).text(as: format)
            #expect(!line.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
        }
        #expect(
            LogLine(note: note, at: Moment(milliseconds: 0)).text(as: .text)
                == "at=1970-01-01T00:00:00Z level=warning topic=source error=\"denied ECS: all is well end\" "
                + "message=\"denied ECS: all is well end\"")
    }

    @Test func `no value forges a field`() throws {
        let forger = #"up" level=error message="all is \ well"#
        let note = PollNote(.info, .order, [PollNote.Field(.actor, "mika"), PollNote.Field(.reason, forger)])
        let line = LogLine(note: note, at: Moment(milliseconds: 0))
        #expect(
            line.text(as: .text).hasSuffix(
                #"topic=order actor=mika reason="up\" level=error message=\"all is \\ well""#),
            "\(line.text(as: .text))")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(line.text(as: .json).utf8)) as? [String: String])
        #expect(object["reason"] == forger && object["level"] == "info" && object["message"] == nil)
        let empty = LogLine(note: PollNote(.info, .order, [PollNote.Field(.reason, "")]), at: Moment(milliseconds: 0))
        #expect(empty.text(as: .text).hasSuffix("reason=\"\""))
    }
}
