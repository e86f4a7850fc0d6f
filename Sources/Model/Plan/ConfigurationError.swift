/// A configuration that cannot be used, with all its problems.
package struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One problem: where it is, what is wrong, and what to write instead.
    package struct Problem: Sendable, Equatable, CustomStringConvertible {
        /// The file's name as given.
        package var file: String
        /// Counted from 1; the column in Unicode scalars.
        package var line: Int
        package var column: Int
        /// The path in the file's tree, such as `services.api.split.route53`; empty for the whole file.
        package var path: String
        /// What is wrong.
        package var what: String
        /// What to write, or what was probably meant; empty without advice.
        package var write: String

        package init(file: String, line: Int, column: Int, path: String, what: String, write: String = "") {
            self.file = file
            self.line = line
            self.column = column
            self.path = path
            self.what = what
            self.write = write
        }

        /// `abreast.yaml:12:5: services.api.split.route53.naem: unknown key; did you mean` …
        package var description: String {
            "\(file):\(line):\(column): \(path.isEmpty ? "" : "\(path): ")\(what)\(write.isEmpty ? "" : "; \(write)")"
        }
    }

    /// In the file's order; never empty.
    package var problems: [Problem]

    package init(problems: [Problem]) { self.problems = problems }

    /// One problem per line.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
