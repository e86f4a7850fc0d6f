/// How a roll back goes.
package enum RollBackPace: String, Sendable, Codable {
    /// All of it in one change.
    case atOnce
    /// As much as old was seen to carry, and further as old grows. A person asks for it, or the dead man's switch where
    /// nothing of old serves.
    case inSteps
}
