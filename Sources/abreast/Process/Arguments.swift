import CStamp

/// The words of the command line.
///
/// As C's `main` gets them. Swift's own `CommandLine` searches them in memory before the environment, and finds none when a
/// library that was loaded first has moved the environment by `setenv`: `rollback --yes` would become `watch`.
enum Arguments {
    /// The program's name first. Bytes that are no UTF-8 are replaced.
    static let words: [String] = (0..<argument_count()).compactMap { argument_at($0).map { String(cString: $0) } }
}
