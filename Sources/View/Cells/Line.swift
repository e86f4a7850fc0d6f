/// Text of one role within a line.
package struct Span: Equatable {
    package var text: String
    package var role: Role
    /// What a click on it means; `nil` for nothing.
    package var target: ClickTarget?
}

/// One line of text in several roles. Its width is known before it is drawn.
package struct Line: Equatable {
    package var spans: [Span] = []

    package init() {}

    package init(_ text: String, _ role: Role = .text) { add(text, role) }

    /// Its width in columns.
    package var width: Int { spans.reduce(0) { $0 + Width.of($1.text) } }

    package var isEmpty: Bool { spans.allSatisfy { $0.text.isEmpty } }

    /// Its text without roles.
    package var text: String { spans.map(\.text).joined() }

    package mutating func add(_ text: String, _ role: Role = .text) {
        if !text.isEmpty { spans.append(Span(text: text, role: role)) }
    }

    package mutating func add(_ line: Line) { spans += line.spans }

    /// Adds another line after a separator. An empty line gets no separator.
    package mutating func join(_ line: Line, by separator: String = " · ") {
        guard !line.isEmpty else { return }
        if !isEmpty { add(separator, .dim) }
        add(line)
    }

    package mutating func join(_ text: String, _ role: Role = .text, by separator: String = " · ") {
        join(Line(text, role), by: separator)
    }

    /// The line, of which each part means the same when it is clicked.
    package func clicked(_ target: ClickTarget?) -> Line {
        var line = self
        for index in line.spans.indices { line.spans[index].target = target }
        return line
    }

    /// The line, cut with `…` if it is wider than `columns`.
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
                line.add(Line(Fit.cut(span.text + "…", to: room), span.role).clicked(span.target))
                break
            }
        }
        return line
    }
}
