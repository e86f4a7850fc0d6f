/// A configuration that cannot be used, with everything that is wrong with it.
package struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One thing that is wrong, where it stands, and what to write instead.
    package struct Problem: Sendable, Equatable, CustomStringConvertible {
        /// The file's name as it was given.
        package var file: String
        /// Counted from 1; the column in Unicode scalars.
        package var line: Int
        package var column: Int
        /// Where in the file's tree, such as `services.api.split.route53`; empty for the file as a whole.
        package var path: String
        /// What is wrong.
        package var what: String
        /// What to write, or what was meant; empty when there is nothing to add.
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

    /// One problem a line.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
