import Model

/// The state of one source: its reading, and whether the timeline says that it is silent.
struct SourceHealth {
    private(set) var reading: Reading
    private var isSilent: Bool
    private var silentSince: Moment?

    /// Failed polls in a row before the timeline says so. A single one is common.
    static let patience = 2

    init(source: Source, stored: Reading?) {
        reading = stored ?? Reading(source: source, lastTry: Moment(milliseconds: 0))
        isSilent = (stored?.failures ?? 0) >= Self.patience
        silentSince = isSilent ? stored?.lastSuccess : nil
    }

    /// Takes a response and returns its events.
    mutating func take(_ answer: PollResult, began: Moment, ended: Moment) -> [Event] {
        reading.lastTry = began
        reading.error = answer.error
        if let minute = answer.newestMinute { reading.newestMinute = minute.start }
        guard answer.answered else {
            if reading.error == nil { reading.error = "\(reading.source.title) answered nothing" }
            return failed(at: ended)
        }
        reading.lastSuccess = ended
        reading.failures = 0
        reading.milliseconds = Int(ended.milliseconds - began.milliseconds)
        guard isSilent else { return [] }
        isSilent = false
        let duration = silentSince.map { " after \(NumberWords.duration(ended.seconds(since: $0)))" } ?? ""
        return [
            event(
                at: ended, from: "silent", to: "answering", reason: "\(reading.source.title) answers again\(duration)")
        ]
    }

    private mutating func failed(at moment: Moment) -> [Event] {
        reading.failures += 1
        guard reading.failures >= Self.patience, !isSilent else { return [] }
        isSilent = true
        silentSince = reading.lastSuccess ?? moment
        return [event(at: moment, from: "answering", to: "silent", reason: reading.error ?? "")]
    }

    private func event(at moment: Moment, from before: String, to after: String, reason: String) -> Event {
        Event(
            at: moment, kind: .source, actor: reading.source.title, before: before, after: after,
            reason: reason,
            evidence: "\(reading.source.rawValue) \(after) \(moment.iso8601)")
    }
}
