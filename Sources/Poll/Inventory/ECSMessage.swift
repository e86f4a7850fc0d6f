/// The messages of an ECS service as the timeline has them: whole sentences, without the ids that fill a line.
enum ECSMessage {
    /// Hexadecimal digits that are left of a task's id; consoles show as many.
    private static let digits = 8

    /// `(target-group arn:…:targetgroup/api-new/0a1b…)` becomes `(target-group api-new)`, and a task's id its first digits.
    static func short(_ message: String) -> String {
        let group = /\(target-group arn:[^()]*:targetgroup\/([^()\/]+)\/[^()]*\)/
        let task = /\(task ([0-9a-f]{32})\)/
        return message.replacing(group) { "(target-group \($0.output.1))" }
            .replacing(task) { "(task \($0.output.1.prefix(digits)))" }
    }
}
