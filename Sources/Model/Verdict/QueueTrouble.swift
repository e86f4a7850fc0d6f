/// What is wrong with a queue, by its own past: of the minutes before, under whatever side and step they were.
///
/// Both sides read the queue, so nothing proves that new is to blame: the verdict of such a service is `unsure`, and the
/// headline asks for a decision.
package struct QueueTrouble: Sendable, Equatable {
    /// What is measured; the worst first.
    package enum Kind: String, Sendable, CaseIterable {
        /// Messages that failed so often that they were given up. `now` and `before` are messages in twenty minutes.
        case deadLetters = "dead letters"
        /// Messages that were received and not done. Both are percent of the received ones.
        case failures = "queue failures"
        /// The longest wait of the oldest message, in seconds: too few workers, or work that is enqueued twice.
        case age = "queue age"
        /// Messages that wait all the time: the lowest number of ten minutes in a row.
        case depth = "queue depth"
    }

    package var kind: Kind
    package var now: Double
    package var before: Double
    /// The minute of `now`, or the first of its minutes.
    package var minute: Minute
}

/// The minutes of a queue: the recent ones, and those before with which they are compared.
///
/// The past counts by the half of it that was better, so that trouble that has lasted for half an hour is not taken for
/// usual.
struct QueueMinutes {
    let service: Service
    /// Without the newest settled minute's successor.
    let end: Minute

    /// The number of recent settled minutes. An event every quarter of an hour is in them at least once.
    static let lately = 20
    /// The number of minutes before those, within what a verdict needs (``Rule/window``), and how many of them must be
    /// known.
    static let past = 50
    private static let leastKnown = 30
    /// The multiple of the past above which an age or a depth is reported, with the least seconds and messages.
    private static let ratio = 1.5
    private static let leastAge = 120.0
    private static let leastDepth = 100.0
    /// Minutes in a row for which messages must wait.
    private static let standing = 10
    /// The least received messages that make a share of failures, the least failures, and percentage points above the
    /// past. They must also be twice as many as there.
    private static let leastReceived = 50.0
    private static let leastFailures = 20.0
    private static let morePoints = 10.0
    private static let leastDeadLetters = 3.0
    private static let times = 2.0

    private var begin: Minute { end.advanced(by: -Self.lately) }
    private var recent: Range<Minute> { begin..<end }
    private var halves: [Range<Minute>] {
        let middle = begin.advanced(by: -Self.past / 2)
        return [begin.advanced(by: -Self.past)..<middle, middle..<begin]
    }

    /// The worst of what is wrong; `nil` while the queue is as it was before, or where too little is known.
    var trouble: QueueTrouble? { deadLetters ?? failures ?? age ?? depth }

    private func known(_ metric: Metric, _ minutes: Range<Minute>) -> [(minute: Minute, value: Double)] {
        guard let series = service.shared[metric] else { return [] }
        return minutes.compactMap { minute in series[minute].usable.map { (minute, $0) } }
    }

    private var age: QueueTrouble? {
        guard let series = service.queueAge else { return nil }
        // CloudWatch has no point without a message, and then nothing waits.
        let past = (begin.advanced(by: -Self.past)..<begin).map { series[$0] }.filter { $0.presence != .missing }
        let waits = known(.queueAge, recent)
        guard past.count >= Self.leastKnown, let longest = waits.max(by: { $0.value < $1.value }) else { return nil }
        let halves = [past.prefix(past.count / 2), past.suffix(past.count - past.count / 2)]
        let before = halves.map { $0.compactMap(\.usable).max() ?? 0 }.min() ?? 0
        guard longest.value >= Self.leastAge, longest.value > Self.ratio * before else { return nil }
        return QueueTrouble(kind: .age, now: longest.value, before: before, minute: longest.minute)
    }

    private var depth: QueueTrouble? {
        func lowest(before end: Minute) -> Double? {
            let values = known(.queueDepth, end.advanced(by: -Self.standing)..<end)
            return values.count == Self.standing ? values.map(\.value).min() : nil
        }
        guard let now = lowest(before: end), now >= Self.leastDepth else { return nil }
        let before = halves.map { half in
            (half.lowerBound.advanced(by: Self.standing)..<half.upperBound.advanced(by: 1)).compactMap(lowest).max()
        }
        guard let usual = before.compactMap(\.self).min(), !before.contains(nil), now > Self.ratio * usual else {
            return nil
        }
        return QueueTrouble(kind: .depth, now: now, before: usual, minute: end.advanced(by: -Self.standing))
    }

    private var failures: QueueTrouble? {
        func sums(_ minutes: Range<Minute>) -> (received: Double, failed: Double)? {
            let received = known(.queueReceived, minutes).map(\.value).reduce(0, +)
            let deleted = known(.queueDeleted, minutes).map(\.value).reduce(0, +)
            return received >= Self.leastReceived ? (received, max(0, received - deleted)) : nil
        }
        guard let now = sums(recent) else { return nil }
        // What is being worked on is not done yet, and has not failed.
        let failed = now.failed - Double(service.queue?.value.inFlight ?? 0)
        let percent = failed * 100 / now.received
        let before = halves.compactMap(sums).map { $0.failed * 100 / $0.received }.min()
        guard let before, failed >= Self.leastFailures, percent > before + Self.morePoints,
            percent > Self.times * before
        else { return nil }
        return QueueTrouble(kind: .failures, now: percent, before: before, minute: begin)
    }

    private var deadLetters: QueueTrouble? {
        let all = known(.deadLetters, halves[0].lowerBound..<end)
        guard !all.isEmpty else { return nil }
        // A queue that was empty for hours has no point. That its main queue has some tells that CloudWatch answered.
        let isWatched = known(.queueDepth, halves[0].lowerBound..<begin).count >= Self.leastKnown
        var last = all[0].minute < begin || !isWatched ? all[0].value : 0
        var risen: [(minute: Minute, count: Double)] = []
        for (minute, value) in all {
            // Somebody may have moved some of them back.
            if value > last { risen.append((minute, value - last)) }
            last = value
        }
        func sum(_ minutes: Range<Minute>) -> Double {
            risen.filter { minutes.contains($0.minute) }.reduce(0) { $0 + $1.count }
        }
        let now = sum(recent)
        let before = (halves.map(sum).min() ?? 0) * Double(Self.lately) / Double(Self.past / 2)
        guard now >= Self.leastDeadLetters, now > Self.times * before,
            let first = risen.first(where: { recent.contains($0.minute) })
        else { return nil }
        return QueueTrouble(kind: .deadLetters, now: now, before: before, minute: first.minute)
    }
}

extension Board {
    /// `nil` for a service without a queue, and while its queue is as it was before.
    package func queueTrouble(of service: Service) -> QueueTrouble? {
        guard service.configuration.queue != nil else { return nil }
        return service.memory.value(\.queueTrouble, in: self) {
            .some(QueueMinutes(service: service, end: settledTo.advanced(by: 1)).trouble)
        } ?? nil
    }

    /// The verdict on a service whose sides are as good, but whose queue is not as it was.
    func queueVerdict(of service: Service) -> Verdict? {
        queueTrouble(of: service).map {
            Verdict(.unsure, .queue($0.kind), reason: "queue: \($0.words)", since: $0.minute.start)
        }
    }
}
