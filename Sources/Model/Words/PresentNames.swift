/// The names that are there, to stand behind a sentence that misses one.
package enum PresentNames {
    /// More of them would hide the sentence.
    private static let most = 10

    /// `; there are ec2, ecs`, `; there is ec2`, `; there is none`.
    package static func words(_ names: [String]) -> String {
        guard let first = names.first else { return "; there is none" }
        guard names.count > 1 else { return "; there is \(first)" }
        let more = names.count > most ? " and \(names.count - most) more" : ""
        return "; there are \(names.prefix(most).joined(separator: ", "))\(more)"
    }
}
