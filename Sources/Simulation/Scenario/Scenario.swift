// Simulation: a world with truth in it, behind the seams at which AWS stands otherwise: the demo, drills, tests.
// Everything in here follows from a scenario and a seed: no clock of its own, no I/O, no chance that is not seeded.
// May import Model and Poll, for the seams that its pollers fill.

package import Model

/// What happens in a simulated world, when, and what a perfect operator would have seen.
package struct Scenario: Sendable, Equatable {
    /// As it is called on the command line: `slow-poison`.
    package var name: String
    /// What happens, in a sentence or two.
    package var about: String
    /// When the demo begins; history reaches back from here.
    package var start: Moment
    /// Minutes of it that are worth watching; a drill ends after them.
    package var minutes: Int
    /// IANA name of the zone in which times are shown.
    package var timeZone: String
    /// Seconds east of UTC by which the day's curve of traffic goes: the offset that `start` is written with.
    package var utcOffset: Double
    package var services: [SimulatedService]
    package var faults: [Fault]
    /// In the order in which they may show.
    package var sights: [ExpectedObservation]
}

/// One service of a simulated world with both its environments.
package struct SimulatedService: Sendable, Equatable {
    package var name: String
    /// `nil` for a worker: no requests, no weights.
    package var traffic: Traffic?
    /// How a deploy job outside of abreast moves the weights; `nil` for a worker.
    package var plan: DeployPlan?
    package var old: FleetModel
    package var new: FleetModel
    /// The queue that both sides eat.
    package var queue: QueueModel?
    package var limits: Limits
}

/// The requests of one service, and the clients and resolvers that they come through.
package struct Traffic: Sendable, Equatable {
    /// Requests a minute at the top of the day.
    package var peak: Double
    /// Percent of the peak in the quietest hour.
    package var trough: Double
    /// Hour of the day, in the scenario's zone, at which traffic is highest: 19.5 is half past seven in the evening.
    package var peakHour: Double
    /// Percent by which the minutes' means stray around the day's curve (standard deviation).
    package var noise: Double
    /// Resolvers that ask Route 53; each caches its answer for the TTL.
    package var resolvers: Int
    /// Percent of the requests that come through the largest resolver; the sizes of the others fall off geometrically.
    package var largestResolver: Double
    /// Seconds that resolvers keep an answer.
    package var ttl: Int
    /// Percent of the requests that come through pools of connections, which do not ask again while they live.
    package var pools: Double
    /// Mean seconds after which a pool connects anew; `nil` for never.
    package var poolLife: Double?
    /// Latency in milliseconds of a warm target without load.
    package var p50: Double
    package var p99: Double
    /// Percent of requests that end in a 5xx of the target on a good day, and in a 4xx.
    package var serverErrors: Double
    package var clientErrors: Double
}

/// How a deploy job moves a service's weights: by the clock, whatever the verdict is, unless an operator holds it.
package struct DeployPlan: Sendable, Equatable {
    /// Percent on new, rising.
    package var steps: [Int]
    /// Seconds between one step and the next.
    package var bake: Double
    /// The share on new when the demo begins: one of the steps, or 0.
    package var share: Int
    /// Seconds before the start at which it was set.
    package var since: Double
}

/// The instances of an Auto Scaling group (old) or the tasks of an ECS service (new).
package struct FleetModel: Sendable, Equatable {
    /// Members at the start of history.
    package var members: Int
    package var minimum: Int
    package var maximum: Int
    /// Mean seconds from a launch until the member can serve, give or take a tenth.
    package var boot: Double
    /// Requests (a worker: jobs) a minute at which one member is at 100 % CPU.
    package var capacity: Double
    /// CPU in percent that target tracking steers for; `nil` for a fleet that nobody scales.
    package var targetCPU: Double?
    /// By how much a member with cold caches is slower, and the seconds in which it warms.
    package var coldFactor: Double
    package var warmUp: Double
    /// What runs: `lt:41 ami-0c1f…` or `api:218 @9f2c…`, and the name for people.
    package var version: String
    package var versionDetail: String
}

/// The queue of a worker.
package struct QueueModel: Sendable, Equatable {
    package var name: String
    /// Jobs that arrive in a minute.
    package var jobs: Double
    /// Jobs that a periodic run puts in at once, and the seconds between two runs; the old side runs them.
    package var cronJobs: Double
    package var cronEvery: Double
}

/// Something that goes wrong, or that somebody does.
package struct Fault: Sendable, Equatable {
    /// Seconds after the start.
    package var at: Double
    /// Seconds that it lasts; `nil` for good.
    package var lasts: Double?
    /// `nil` for all services.
    package var service: String?
    /// `nil` for both sides, and for what has no side.
    package var side: Side?
    package var kind: Kind

    package enum Kind: Sendable, Equatable {
        /// Latency multiplied: at once, or growing to `factor` over `over` seconds.
        case latency(factor: Double, over: Double)
        /// Percent of requests that end in 5xx on top of the usual ones; in bursts of `burst` seconds' mean length with
        /// as long pauses between them, or evenly when `burst` is 0.
        case errors(percent: Double, burst: Double)
        /// One member fails `percent` of its requests; the load balancer calls it unhealthy after a while with this
        /// reason, and the fleet replaces it; a task ends with this exit code.
        case badMember(percent: Double, reason: String, exitCode: Int)
        /// Caches are cold at this moment and after each step that sends the side more traffic: slower by `factor`,
        /// halving every `halfLife` seconds.
        case coldCache(factor: Double, halfLife: Double)
        /// Sources do not answer.
        case blind(sources: [Source])
        /// Somebody else sets the weights of the service.
        case weights(old: Int, new: Int)
        /// The old fleet's bounds are changed, as by a schedule or an earnest colleague.
        case scale(minimum: Int, maximum: Int)
        /// The periodic runs happen on the new side too.
        case cron
        /// Another version is deployed to `members` of the side (all of them when `nil`).
        case deploy(version: String, detail: String, members: Int?)
        /// The traffic of the service is multiplied.
        case traffic(factor: Double)
    }
}

/// What a perfect operator sees on the board, between which seconds after the start it first shows, and what to do then.
package struct ExpectedObservation: Sendable, Equatable {
    package var from: Double
    package var by: Double
    package var service: String
    package var what: What
    /// The same in words.
    package var words: String
    package var act: Act

    package enum What: Sendable, Equatable {
        /// The verdict on the service, and its subject when that matters.
        case verdict(Verdict.State, subject: String?)
        /// An event of this kind whose reason contains a text.
        case event(Event.Kind, containing: String)
        /// The observed share differs from the applied one by at least so many points.
        case lag(points: Double)
        /// The old side's running members are so few or fewer.
        case oldRunning(atMost: Int)
        /// One side runs so many versions or more.
        case versions(Side, atLeast: Int)
        /// The oldest job in the queue is so many seconds old or older.
        case queueAge(atLeast: Double)
        /// The weights as read back give this share on new, within half a point.
        case applied(percent: Double)
        /// In the newest minute so many percent of one side's requests, or more, ended in a 5xx.
        case failing(Side, atLeast: Double)
    }

    /// What a perfect operator does about it.
    package enum Act: String, Sendable, CaseIterable { case watch, pause, rollBack }
}
