import AWS
import ArgumentParser
import Model
import Poll
import View

/// How `poll` writes a line of its log.
enum LogFormat: String, CaseIterable, ExpressibleByArgument {
    /// `key=value` with blanks between, as logfmt.
    case text
    /// One object.
    case json
}

/// One line of the log of `poll`, with a newline nowhere in it.
///
/// Values quote AWS, operators and ECS. Each one is sanitized, and quoted where it could be read as more than one value:
/// foreign text neither controls a terminal nor forges a field or a line.
struct LogLine {
    let note: PollNote
    let at: Moment

    func text(as format: LogFormat) -> String {
        switch format {
        case .text: fields.map { "\($0.name)=\(Self.quoted($0.value))" }.joined(separator: " ")
        case .json: JSONValue.object(fields.map { JSONField(name: $0.name, value: .text($0.value)) }).line
        }
    }

    private var fields: [(name: String, value: String)] {
        let own = note.fields.map { ($0.name.rawValue, Sanitizer.text($0.value)) }
        let sentence = Sanitizer.text(note.text)
        return [("at", at.iso8601), ("level", note.level.rawValue), ("topic", note.topic.rawValue)] + own
            + (sentence.isEmpty ? [] : [("message", sentence)])
    }

    /// The value itself where it is one word, else between quotation marks, with `\` before those in it.
    private static func quoted(_ value: String) -> String {
        let isWord = !value.isEmpty && !value.contains { $0 == " " || $0 == "\"" || $0 == "=" || $0 == "\\" }
        guard !isWord else { return value }
        return "\"\(value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}

/// Writes the log of `poll` to stderr, one line a note.
struct LogWriter: Sendable {
    let format: LogFormat
    /// Notes below it are left out.
    let threshold: PollNote.Level

    func write(_ note: PollNote) {
        guard note.level >= threshold else { return }
        say(LogLine(note: note, at: MachineClock().now()).text(as: format))
    }

    /// A sentence about the process itself.
    func tell(_ level: PollNote.Level, _ sentence: String) { write(PollNote(level, .poller, [], sentence)) }
}
