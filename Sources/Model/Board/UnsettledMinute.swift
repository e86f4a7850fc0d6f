/// What CloudWatch has told so far of a minute that has not settled.
///
/// Its counts only grow: errors that are told have happened, and more may follow. So it can prove that new fails, and
/// never that new is well. It is shown nowhere as a number of its minute.
package struct UnsettledMinute: Sendable, Equatable, Codable {
    package var minute: Minute
    /// Requests and errors of each side so far; 0 where nothing was told.
    package var requests: Sides<Double>
    package var errors: Sides<Double>

    package init(minute: Minute, requests: Sides<Double>, errors: Sides<Double>) {
        self.minute = minute
        self.requests = requests
        self.errors = errors
    }
}
