/// A queue whose oldest message has just waited clearly longer than before: fewer hands than work, or work
/// that is put in twice. No verdict judges a queue, as both sides eat from it.
package struct QueueWait: Sendable, Equatable {
    /// The longest wait of the last minutes, in seconds, and the minute in which it was told.
    package var longest: Double
    package var minute: Minute
    /// The longest one in the minutes before those, in seconds.
    package var before: Double

    /// Settled minutes that are looked at: an event of every quarter of an hour stands in them once at least.
    private static let lately = 20
    /// Minutes before those, all within what a verdict looks back to (``Rule/window``), and how many must be known.
    private static let past = 50
    private static let leastKnown = 30
    /// Times the wait before, and seconds, above which it is said.
    private static let ratio = 1.5
    private static let least = 120.0

    init?(_ series: Series, settledTo: Minute) {
        let end = settledTo.advanced(by: 1)
        let begin = end.advanced(by: -Self.lately)
        // Without a message there is no point, and nothing waits.
        let past = (begin.advanced(by: -Self.past)..<begin).map { series[$0] }.filter { $0.presence != .missing }
        let waits = (begin..<end).compactMap { minute in series[minute].usable.map { (minute, $0) } }
        guard past.count >= Self.leastKnown, let longest = waits.max(by: { $0.1 < $1.1 }) else { return nil }
        let before = past.compactMap(\.usable).max() ?? 0
        guard longest.1 >= Self.least, longest.1 > Self.ratio * before else { return nil }
        (minute, self.longest, self.before) = (longest.0, longest.1, before)
    }

    /// `the oldest message waited 4 min, at most 118 s before`.
    var words: String {
        "the oldest message waited \(NumberWords.duration(longest)), at most \(NumberWords.duration(before)) before"
    }
}

extension Board {
    /// `nil` for a service without a queue, and while its queue is as quick as it was.
    package func queueWait(of service: Service) -> QueueWait? {
        guard service.configuration.queue != nil, let series = service.queueAge else { return nil }
        return QueueWait(series, settledTo: settledTo)
    }
}
