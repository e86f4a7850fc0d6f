package import Model

/// Collects the problems while a file is read, so that all are reported together.
package final class Diagnostics {
    /// The file's name in messages.
    package let file: String
    package private(set) var problems: [ConfigurationError.Problem] = []

    package init(file: String) { self.file = file }

    package var isEmpty: Bool { problems.isEmpty }

    /// Notes a problem. The same problem at the same position is noted once.
    package func add(_ line: Int, _ column: Int, _ path: String, _ what: String, _ write: String = "") {
        let problem = ConfigurationError.Problem(
            file: file, line: line, column: column, path: path, what: what, write: write)
        // A part with an alias is read once for each use. Its problems are noted once.
        let isSaid = problems.contains {
            $0.line == line && $0.column == column && $0.what == what && $0.write == write
        }
        if !isSaid { problems.append(problem) }
    }

    /// All problems, in the file's order.
    package var error: ConfigurationError {
        let sorted = problems.enumerated().sorted {
            ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
        }
        return ConfigurationError(problems: sorted.map(\.element))
    }
}
