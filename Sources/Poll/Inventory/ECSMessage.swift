/// Messages of an ECS service in the timeline's form: whole sentences, without the long ids.
enum ECSMessage {
    /// How many hexadecimal digits of a task's id remain. AWS's console shows as many.
    private static let digits = 8

    /// `(target-group arn:…:targetgroup/api-new/0a1b…)` becomes `(target-group api-new)`, and a task's id its first
    /// digits.
    static func short(_ message: String) -> String {
        let group = /\(target-group arn:[^()]*:targetgroup\/([^()\/]+)\/[^()]*\)/
        let task = /\(task ([0-9a-f]{32})\)/
        return message.replacing(group) { "(target-group \($0.output.1))" }
            .replacing(task) { "(task \($0.output.1.prefix(digits)))" }
    }
}
