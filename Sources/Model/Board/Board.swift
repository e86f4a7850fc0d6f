/// One consistent picture of a migration at one moment. Every screen, command and report reads it.
///
/// It holds what was read. Staleness, verdicts and the headline are computed from that for `takenAt`. To age a board by
/// a second, set `takenAt` a second later.
package struct Board: Sendable, Equatable {
    package var migration: String
    package var region: String
    /// The simulated world that it comes from, in words; `nil` for a real one.
    package var simulated: String?
    package var takenAt: Moment
    /// The minutes that the series of the services cover. They end before the minute in which the board was read.
    package var window: Range<Minute>
    /// In the configuration's order.
    package var services: [Service]
    /// One for each source that was ever polled.
    package var readings: [Reading]
    /// Newest last.
    package var events: [Event]
    /// The process that polls, or polled last; `nil` when none ever did.
    package var lease: Lease?
    /// The digest of the configuration that the board was read with; `nil` where nobody said.
    package var digest: String?

    package init(
        migration: String, region: String, simulated: String? = nil, takenAt: Moment, window: Range<Minute>,
        services: [Service] = [], readings: [Reading] = [], events: [Event] = [], lease: Lease? = nil
    ) {
        self.migration = migration
        self.region = region
        self.simulated = simulated
        self.takenAt = takenAt
        self.window = window
        self.services = services
        self.readings = readings
        self.events = events
        self.lease = lease
    }

    /// The newest minute that verdicts may use.
    package var settledTo: Minute { .settled(at: takenAt) }

    /// The configuration of the living poller, where it is another one than the board's: its file was changed since, or it
    /// has another file.
    package var otherConfiguration: ConfigurationStamp? {
        guard let digest, let lease, lease.isLive(at: takenAt), let stamp = lease.configuration,
            stamp.digest != digest
        else { return nil }
        return stamp
    }

    /// The names of the queues for messages that failed too often, by service, as far as they were read.
    package var deadLetterQueues: [String: String] {
        let known = services.compactMap { service in
            service.queue?.value.deadLetterQueue.map { (service.name, $0) }
        }
        return Dictionary(known) { first, _ in first }
    }

    package func reading(_ source: Source) -> Reading? { readings.first { $0.source == source } }
}

/// What the board knows of one service.
package struct Service: Sendable, Equatable {
    package var configuration: ServiceConfiguration
    package var share: Timed<ShareReading>?
    /// When the applied weights last changed while somebody polled; `nil` when they did not.
    package var shareChangedAt: Moment?
    /// The weights before the present ones, as far back as the board's window; newest last.
    package var formerShares: [FormerShare] = []
    package var pause: Pause?
    package var old: SideBoard
    package var new: SideBoard
    package var queue: Timed<QueueReading>?
    /// The minutes that had not settled at CloudWatch's last answer; `nil` when it has not told of any yet.
    package var unsettled: Timed<[UnsettledMinute]>?
    /// Series without a side: of the queue, and of a load balancer that serves both sides.
    package var shared: [Metric: Series]
    /// abreast's newest change of its weights, whatever its result.
    package var step: WeightStep?
    /// The newest of these changes that is in effect, by abreast's last reading; `nil` when there is none.
    package var effectiveStep: WeightStep?
    /// The order to advance that is in force: no later order replaces it, and it is not carried out yet.
    package var advance: Order?
    /// When a person last gave an order for it.
    package var heardAt: Moment?
    /// When the verdict became worse, by the timeline; `nil` when the last verdict there is another.
    package var worseAt: Moment?
    /// The most that the old fleet was ever seen to carry.
    package var record: FleetRecord?
    /// The evidence so far, as stored; `nil` when none is stored.
    @Boxed package var evidence: EvidenceRecord?
    /// The warnings about its resources in AWS, as last read; `nil` when they were never read.
    package var layout: Timed<TopologyReading>?
    /// What was found in these minutes before.
    package var memory = MinuteMemory.none

    package init(
        configuration: ServiceConfiguration, share: Timed<ShareReading>? = nil, shareChangedAt: Moment? = nil,
        pause: Pause? = nil, old: SideBoard = SideBoard(), new: SideBoard = SideBoard(),
        queue: Timed<QueueReading>? = nil, shared: [Metric: Series] = [:]
    ) {
        self.configuration = configuration
        self.share = share
        self.shareChangedAt = shareChangedAt
        self.pause = pause
        self.old = old
        self.new = new
        self.queue = queue
        self.shared = shared
    }

    package var name: String { configuration.name }

    /// Age of the queue's oldest message, in seconds.
    package var queueAge: Series? { shared[.queueAge] }

    /// Messages in the dead-letter queue.
    package var deadLetters: Series? { shared[.deadLetters] }

    package subscript(side: Side) -> SideBoard { side == .old ? old : new }
}

/// What the board knows of one side of one service.
package struct SideBoard: Sendable, Equatable {
    package var series: [Metric: Series]
    /// As it was at the last change.
    package var inventory: Inventory?
    /// When each source of the inventory last confirmed its part.
    package var confirmed: [Source: Moment]

    package init(
        series: [Metric: Series] = [:], inventory: Inventory? = nil, confirmed: [Source: Moment] = [:]
    ) {
        self.series = series
        self.inventory = inventory
        self.confirmed = confirmed
    }
}

/// A value, and when its source last confirmed it.
package struct Timed<Value> {
    package var value: Value
    package var readAt: Moment

    package init(_ value: Value, readAt: Moment) {
        self.value = value
        self.readAt = readAt
    }
}

extension Timed: Sendable where Value: Sendable {}
extension Timed: Equatable where Value: Equatable {}

/// What SQS says of a queue. All three numbers are approximate and may be a minute or more behind.
package struct QueueReading: Sendable, Equatable, Codable {
    package var visible: Int
    package var inFlight: Int
    package var delayed: Int
    /// The name of the queue to which the redrive policy moves messages that failed too often; `nil` where there is none.
    package var deadLetterQueue: String?

    package init(visible: Int, inFlight: Int, delayed: Int, deadLetterQueue: String? = nil) {
        self.visible = visible
        self.inFlight = inFlight
        self.delayed = delayed
        self.deadLetterQueue = deadLetterQueue
    }
}
