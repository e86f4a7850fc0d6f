/// Text of one role within a line.
package struct Span: Equatable {
    package var text: String
    package var role: Role
}

/// One line of text in several roles, measured in columns before it is put into a frame.
package struct Line: Equatable {
    package var spans: [Span] = []

    package init() {}

    package init(_ text: String, _ role: Role = .text) { add(text, role) }

    /// Columns that it takes.
    package var width: Int { spans.reduce(0) { $0 + Width.of($1.text) } }

    package var isEmpty: Bool { spans.allSatisfy { $0.text.isEmpty } }

    /// Its words, without their roles.
    package var text: String { spans.map(\.text).joined() }

    package mutating func add(_ text: String, _ role: Role = .text) {
        if !text.isEmpty { spans.append(Span(text: text, role: role)) }
    }

    package mutating func add(_ line: Line) { spans += line.spans }

    /// Adds another line behind a separator, which is left out at the beginning.
    package mutating func join(_ line: Line, by separator: String = " · ") {
        guard !line.isEmpty else { return }
        if !isEmpty { add(separator, .dim) }
        add(line)
    }

    package mutating func join(_ text: String, _ role: Role = .text, by separator: String = " · ") {
        join(Line(text, role), by: separator)
    }

    /// The line, ending with `…` where it was longer than `columns`.
    package func cut(to columns: Int) -> Line {
        guard width > columns else { return self }
        var line = Line()
        var room = columns
        for span in spans {
            let width = Width.of(span.text)
            if width < room {
                line.spans.append(span)
                room -= width
            } else {
                line.add(Fit.cut(span.text + "…", to: room), span.role)
                break
            }
        }
        return line
    }
}
