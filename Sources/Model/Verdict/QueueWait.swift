/// A queue whose oldest message recently waited clearly longer than before: too few workers, or work that is enqueued
/// twice. No verdict judges a queue, because both sides read it.
package struct QueueWait: Sendable, Equatable {
    /// The longest wait of the recent minutes, in seconds, and its minute.
    package var longest: Double
    package var minute: Minute
    /// The longest wait before, in seconds: in the half of the minutes before that was the quicker one. So trouble that
    /// has lasted for half an hour is not taken for usual.
    package var before: Double

    /// The number of recent settled minutes. An event every quarter of an hour is in them at least once.
    private static let lately = 20
    /// The number of minutes before those, within what a verdict needs (``Rule/window``), and how many of them must be
    /// known.
    private static let past = 50
    private static let leastKnown = 30
    /// The multiple of the wait before, and the seconds, above which it is reported.
    private static let ratio = 1.5
    private static let least = 120.0

    init?(_ series: Series, settledTo: Minute) {
        let end = settledTo.advanced(by: 1)
        let begin = end.advanced(by: -Self.lately)
        // CloudWatch has no point without a message, and then nothing waits.
        let past = (begin.advanced(by: -Self.past)..<begin).map { series[$0] }.filter { $0.presence != .missing }
        let waits = (begin..<end).compactMap { minute in series[minute].usable.map { (minute, $0) } }
        guard past.count >= Self.leastKnown, let longest = waits.max(by: { $0.1 < $1.1 }) else { return nil }
        let halves = [past.prefix(past.count / 2), past.suffix(past.count - past.count / 2)]
        let before = halves.map { $0.compactMap(\.usable).max() ?? 0 }.min() ?? 0
        guard longest.1 >= Self.least, longest.1 > Self.ratio * before else { return nil }
        (minute, self.longest, self.before) = (longest.0, longest.1, before)
    }

    /// `the oldest message waited 4 min, at most 118 s before`.
    var words: String {
        "the oldest message waited \(NumberWords.duration(longest)), at most \(NumberWords.duration(before)) before"
    }
}

extension Board {
    /// `nil` for a service without a queue, and while its queue is as quick as before.
    package func queueWait(of service: Service) -> QueueWait? {
        guard service.configuration.queue != nil, let series = service.queueAge else { return nil }
        return QueueWait(series, settledTo: settledTo)
    }
}
