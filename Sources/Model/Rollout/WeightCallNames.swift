/// The names of the API calls that move weights. The code that makes the calls supplies them; others only name them, to
/// ask whether they are allowed, or in a policy.
package struct WeightCallNames: Sendable {
    package let records: String
    package let listener: String
    package let rule: String

    package init(records: String, listener: String, rule: String) {
        self.records = records
        self.listener = listener
        self.rule = rule
    }
}
