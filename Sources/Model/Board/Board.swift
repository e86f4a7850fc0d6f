/// One consistent picture of a migration at one moment: all that a screen, a command or a report needs.
///
/// It holds what was read; what follows from it (staleness, verdicts, the headline) is computed for `takenAt`. So the
/// same board, looked at a second later, is one second older: set `takenAt` and everything ages with it.
package struct Board: Sendable, Equatable {
    package var migration: String
    package var region: String
    /// What simulated world all of this comes from, in words; `nil` for a real one.
    package var simulated: String?
    package var takenAt: Moment
    /// The minutes that the series of the services cover, ending with the minute before `takenAt`'s at reading time.
    package var window: Range<Minute>
    /// In the configuration's order.
    package var services: [Service]
    /// One for each source that was ever asked.
    package var readings: [Reading]
    /// Newest last.
    package var events: [Event]
    /// Who polls, if anyone ever did.
    package var lease: Lease?

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

    package func reading(_ source: Source) -> Reading? { readings.first { $0.source == source } }
}

/// What the board knows of one service.
package struct Service: Sendable, Equatable {
    package var configuration: ServiceConfiguration
    package var share: Timed<ShareReading>?
    /// When the applied weights were last seen to change; `nil` when they never did while somebody watched.
    package var shareChangedAt: Moment?
    package var pause: Pause?
    package var old: SideBoard
    package var new: SideBoard
    package var queue: Timed<QueueReading>?
    /// Series that have no side: of the queue, and of a load balancer that serves both sides.
    package var shared: [Metric: Series]
    /// The newest change of its weights that abreast was ordered to make, whatever became of it.
    package var step: WeightStep?
    /// The newest one that is in effect by the last reading of abreast's own; `nil` when it never made any.
    package var effectiveStep: WeightStep?
    /// The order to advance that is the newest word on the service, and has not got all that it will get.
    package var advance: Order?
    /// When a person last gave an order for it.
    package var heardAt: Moment?
    /// When the verdict turned worse, as the timeline has it; `nil` when its last word is another.
    package var worseAt: Moment?
    /// The best that was ever seen of the old fleet.
    package var record: FleetRecord?
    /// What the minutes so far have told of its new side, as the store has kept it; `nil` when it has kept nothing.
    package var evidence: EvidenceRecord?
    /// What stands in AWS behind it is warned of here, as last read; `nil` when it never was.
    package var layout: Timed<TopologyReading>?

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

    package subscript(side: Side) -> SideBoard { side == .old ? old : new }
}

/// What the board knows of one side of one service.
package struct SideBoard: Sendable, Equatable {
    package var series: [Metric: Series]
    /// As it was when something last changed.
    package var inventory: Inventory?
    /// When each of the sources that make up the inventory last confirmed its part.
    package var confirmed: [Source: Moment]

    package init(
        series: [Metric: Series] = [:], inventory: Inventory? = nil, confirmed: [Source: Moment] = [:]
    ) {
        self.series = series
        self.inventory = inventory
        self.confirmed = confirmed
    }
}

/// A value with the moment at which it was last confirmed by its source.
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

/// What SQS says of a queue; all three are approximate and eventually consistent (a minute or more).
package struct QueueReading: Sendable, Equatable, Codable {
    package var visible: Int
    package var inFlight: Int
    package var delayed: Int

    package init(visible: Int, inFlight: Int, delayed: Int) {
        self.visible = visible
        self.inFlight = inFlight
        self.delayed = delayed
    }
}
