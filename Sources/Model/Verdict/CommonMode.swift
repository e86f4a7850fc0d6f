/// Both sides are worse than in their own past hour, so the migration is not the cause.
///
/// On each side it compares the errors of the last three minutes with those of the hour before: at least twice the
/// rate, and more than four standard errors (tempered by the over-dispersion) above it.
package struct CommonMode: Sendable, Codable {
    @RunLengthCoded private var recent = [MinuteErrors](repeating: MinuteErrors(), count: Self.span)
    private var next = 0
    private var minutes = 0
    private var lately = MinuteErrors()
    private var before = MinuteErrors()

    private struct MinuteErrors: Codable, RunLengthCodable {
        var requests = Sides(old: 0.0, new: 0.0)
        var errors = Sides(old: 0.0, new: 0.0)

        static let width = 4

        init() {}

        init(requests: Sides<Double>, errors: Sides<Double>) { (self.requests, self.errors) = (requests, errors) }

        init?(numbers: ArraySlice<Double>) {
            let numbers = Array(numbers)
            requests = Sides(old: numbers[0], new: numbers[1])
            errors = Sides(old: numbers[2], new: numbers[3])
        }

        func append(to numbers: inout [Double]) {
            numbers += [requests.old, requests.new, errors.old, errors.new]
        }

        static func += (a: inout Self, b: Self) { a.add(b, 1) }
        static func -= (a: inout Self, b: Self) { a.add(b, -1) }

        private mutating func add(_ other: Self, _ sign: Double) {
            requests.old += sign * other.requests.old
            requests.new += sign * other.requests.new
            errors.old += sign * other.errors.old
            errors.new += sign * other.errors.new
        }
    }

    private static let window = 3
    private static let hour = 60
    private static let span = window + hour
    private static let leastPast = 15
    private static let mostDispersion = 5.0

    package init() {}

    /// Whether the decoded ring has the right length.
    var hasValidShape: Bool { recent.count == Self.span && recent.indices.contains(next) }

    /// Adds a minute.
    mutating func add(requests: Sides<Double>, errors: Sides<Double>) {
        let minute = MinuteErrors(requests: requests, errors: errors)
        func index(_ back: Int) -> Int { (next - back + 2 * Self.span) % Self.span }
        if minutes >= Self.span { before -= recent[next] }
        if minutes >= Self.window {
            let leaving = recent[index(Self.window)]
            lately -= leaving
            before += leaving
        }
        lately += minute
        recent[next] = minute
        next = (next + 1) % Self.span
        minutes += 1
    }

    /// Percent of failed requests on each side now and in the hour before, when both are worse than before.
    package func trouble(overDispersion: Double) -> (now: Sides<Double>, before: Sides<Double>)? {
        guard minutes >= Self.window + Self.leastPast else { return nil }
        // The sudden rise itself counts as dispersion by now. More than bursts usually have is not used against it.
        let dispersion = min(overDispersion, Self.mostDispersion)
        var now = Sides(old: 0.0, new: 0.0)
        var past = now
        for side in Side.allCases {
            let (requests, errors) = (lately.requests[side], lately.errors[side])
            let (pastRequests, pastErrors) = (before.requests[side], before.errors[side])
            guard requests > 0, pastRequests > 0, errors >= 5 else { return nil }
            let usual = (pastErrors + 0.5) / pastRequests * requests
            guard errors > 2 * usual, errors - usual > 4 * (dispersion * usual).squareRoot() else { return nil }
            now[side] = min(100, errors * 100 / requests)
            past[side] = pastErrors * 100 / pastRequests
        }
        return (now, past)
    }
}
