import Model

/// The queue of a worker. Jobs arrive one by one and in batches of periodic runs. Both sides read them.
///
/// First in, first out. A job that a member takes is in flight until the next step, and its age still counts until
/// then. No job is delayed.
struct SimulatedQueue: Sendable {
    /// Jobs that arrived at one moment and wait.
    private struct Batch: Sendable {
        var at: Moment
        var count: Int
    }

    private let model: QueueModel
    private var arrivals: Chance
    private var takers: Chance
    /// From `head` on, oldest first.
    private var waiting: [Batch] = []
    private var head = 0
    private var flying = Sides(old: 0, new: 0)
    /// When the oldest job in flight arrived.
    private var flyingSince: Moment?
    /// The fraction of a job that the sides could have taken in addition to the whole ones.
    private var spare = 0.0

    private var visible = 0
    /// Age of the oldest unfinished job in seconds; 0 for an empty queue.
    private(set) var age = 0.0
    /// Total number of jobs that have arrived.
    private(set) var received = 0

    init(_ model: QueueModel, service: String, seed: UInt64) {
        self.model = model
        arrivals = Chance(seed: seed, service, model.name, "arrivals")
        takers = Chance(seed: seed, service, model.name, "takers")
    }

    /// The counts that SQS would report.
    var reading: QueueReading { QueueReading(visible: visible, inFlight: flying.old + flying.new, delayed: 0) }

    /// Advances the queue by one step.
    ///
    /// - Parameters:
    ///   - now: When the step begins.
    ///   - capacity: Jobs a minute that each side can do.
    ///   - cronSides: How many sides run the periodic job: 1, or 2 if nobody turned one off.
    /// - Returns: Jobs done in the step, by side.
    mutating func step(at now: Moment, seconds: Double, capacity: Sides<Double>, cronSides: Int) -> Sides<Int> {
        let done = flying
        put(arrivals.poisson(mean: model.jobs * seconds / 60), at: now)
        if isCronDue(at: now, within: seconds) { put(Int(model.cronJobs.rounded()) * cronSides, at: now) }
        take(capacity, seconds)
        let oldest = flyingSince ?? (head < waiting.count ? waiting[head].at : nil)
        age = oldest.map { (now + seconds).seconds(since: $0) } ?? 0
        return done
    }

    private mutating func put(_ count: Int, at now: Moment) {
        guard count > 0 else { return }
        waiting.append(Batch(at: now, count: count))
        visible += count
        received += count
    }

    /// The runs are aligned to the epoch, as those of cron are to the hour.
    private func isCronDue(at now: Moment, within seconds: Double) -> Bool {
        guard model.cronEvery > 0, model.cronJobs > 0 else { return false }
        return (now.seconds / model.cronEvery).rounded(.up) * model.cronEvery < now.seconds + seconds
    }

    private mutating func take(_ capacity: Sides<Double>, _ seconds: Double) {
        let rate = capacity.old + capacity.new
        let possible = rate * seconds / 60 + spare
        let count = min(visible, Int(possible))
        // Capacity that an idle side did not use is lost.
        spare = count < visible ? possible - Double(count) : 0
        flyingSince = count > 0 ? waiting[head].at : nil
        remove(count)
        flying = Sides(old: 0, new: 0)
        guard count > 0 else { return }
        flying.new = min(count, takers.successes(of: count, probability: capacity.new / rate))
        flying.old = count - flying.new
    }

    private mutating func remove(_ count: Int) {
        visible -= count
        var left = count
        while left > 0 {
            let taken = min(left, waiting[head].count)
            waiting[head].count -= taken
            left -= taken
            if waiting[head].count == 0 { head += 1 }
        }
        guard head > 64, head * 2 > waiting.count else { return }
        waiting.removeFirst(head)
        head = 0
    }
}

extension Chance {
    /// How many of `tries` succeed: drawn one by one up to 64, by a rounded normal number above.
    fileprivate mutating func successes(of tries: Int, probability: Double) -> Int {
        if tries <= 64 {
            var count = 0
            for _ in 0..<tries where happens(probability) { count += 1 }
            return count
        }
        let mean = Double(tries) * probability
        let deviation = (mean * (1 - probability)).squareRoot()
        return min(max(Int((mean + deviation * normal()).rounded()), 0), tries)
    }
}
