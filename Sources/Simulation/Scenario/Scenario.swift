// The room Simulation is a simulated world with known truth. It replaces AWS in the demo, in drills and in tests.
// Everything follows from a scenario and a seed: it has no clock of its own, does no I/O, and uses only seeded random
// numbers. It may import Model, AWS, Poll and Rollout, for the protocols that its pollers and senders implement.

package import Model

/// What happens in a simulated world, when it happens, and what a perfect operator would see.
package struct Scenario: Sendable, Equatable {
    /// Its name on the command line: `slow-poison`.
    package var name: String
    /// What happens, in a sentence or two.
    package var about: String
    /// When the demo begins. The history lies before it.
    package var start: Moment
    /// How many minutes are worth watching. A drill ends after them.
    package var minutes: Int
    /// IANA name of the time zone in which times are shown.
    package var timeZone: String
    /// Seconds east of UTC for the daily curve of traffic: the offset in `start`.
    package var utcOffset: Double
    package var services: [SimulatedService]
    package var faults: [Fault]
    /// In the order in which the board may show them.
    package var sights: [ExpectedObservation]
}

/// One service of a simulated world with both its environments.
package struct SimulatedService: Sendable, Equatable {
    package var name: String
    /// `nil` for a worker: no requests, no weights.
    package var traffic: Traffic?
    /// How a deploy job outside abreast moves the weights; `nil` for a worker.
    package var plan: DeployPlan?
    package var old: FleetModel
    package var new: FleetModel
    /// The queue that both sides read.
    package var queue: QueueModel?
    package var limits: Limits
}

/// The requests of one service, and the clients and resolvers from which they come.
package struct Traffic: Sendable, Equatable {
    /// Requests a minute in the busiest hour.
    package var peak: Double
    /// Percent of the peak in the quietest hour.
    package var trough: Double
    /// The busiest hour of the day, in the scenario's zone: 19.5 means 19:30.
    package var peakHour: Double
    /// Standard deviation of the minutes' means around the daily curve, in percent.
    package var noise: Double
    /// Number of resolvers that query Route 53. Each caches its answer for the TTL.
    package var resolvers: Int
    /// Percent of the requests that come through the largest resolver. The other sizes decrease geometrically.
    package var largestResolver: Double
    /// Seconds for which resolvers cache an answer.
    package var ttl: Int
    /// Percent of the requests that come through connection pools. A pool makes no DNS query as long as its connections
    /// live.
    package var pools: Double
    /// Mean seconds after which a pool reconnects; `nil` for never.
    package var poolLife: Double?
    /// Latency in milliseconds of a warm target without load.
    package var p50: Double
    package var p99: Double
    /// Percent of requests that end in a 5xx of the target on a good day, and in a 4xx.
    package var serverErrors: Double
    package var clientErrors: Double
}

/// How a deploy job moves a service's weights: by the clock, whatever the verdict, unless an operator pauses it.
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
    /// Number of members at the start of the history.
    package var members: Int
    package var minimum: Int
    package var maximum: Int
    /// Mean seconds from a launch until the member can serve. The standard deviation is a tenth.
    package var boot: Double
    /// Requests (a worker: jobs) a minute at which one member is at 100 % CPU.
    package var capacity: Double
    /// The CPU target of target tracking, in percent; `nil` for a fleet without scaling.
    package var targetCPU: Double?
    /// The factor by which a member with cold caches is slower, and the seconds in which it warms up.
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
    /// Jobs that each periodic run adds at once, and the seconds between two runs. The old side runs them.
    package var cronJobs: Double
    package var cronEvery: Double
}

/// Something that goes wrong, or that somebody does.
package struct Fault: Sendable, Equatable {
    /// Seconds after the start.
    package var at: Double
    /// Seconds for which it lasts; `nil` for ever.
    package var lasts: Double?
    /// `nil` for all services.
    package var service: String?
    /// `nil` for both sides, and for what has no side.
    package var side: Side?
    package var kind: Kind

    package enum Kind: Sendable, Equatable {
        /// Multiplies latency: at once, or rising to `factor` over `over` seconds.
        case latency(factor: Double, over: Double)
        /// Percent of requests that end in 5xx in addition to the usual ones: in bursts of `burst` seconds' mean length
        /// with pauses of the same mean length, or evenly when `burst` is 0; at once, or rising to `percent` over `over`
        /// seconds.
        case errors(percent: Double, burst: Double, over: Double = 0)
        /// One member fails `percent` of its requests. After a while the load balancer reports it unhealthy for this
        /// reason, and the fleet replaces it. A task ends with this exit code.
        case badMember(percent: Double, reason: String, exitCode: Int)
        /// Every member fails all its requests, and so does each successor. The load balancer reports them unhealthy for
        /// this reason, and the fleet replaces them in vain. A task ends with this exit code.
        case dies(reason: String, exitCode: Int)
        /// Caches are cold at this moment, and after each step that sends the side more traffic: latency is multiplied
        /// by `factor`, and the effect halves every `halfLife` seconds.
        case coldCache(factor: Double, halfLife: Double)
        /// These sources do not respond.
        case blind(sources: [Source])
        /// Somebody else sets the weights of the service.
        case weights(old: Int, new: Int)
        /// The old fleet's bounds are changed, by a schedule or by a colleague.
        case scale(minimum: Int, maximum: Int)
        /// The periodic runs happen on the new side too.
        case cron
        /// Another version is deployed to `members` of the side (all of them when `nil`).
        case deploy(version: String, detail: String, members: Int?)
        /// Multiplies the traffic of the service.
        case traffic(factor: Double)
    }
}

/// What a perfect operator sees on the board, in which interval after the start (in seconds) it first appears, and what
/// to do then.
package struct ExpectedObservation: Sendable, Equatable {
    package var from: Double
    package var by: Double
    package var service: String
    package var what: What
    /// The same in words.
    package var words: String
    package var act: Act
    /// The level that the headline must have while this is in force; `nil` where only the act counts.
    package var level: Headline.Level?

    package enum What: Sendable, Equatable {
        /// The verdict on the service, and its subject when that matters.
        case verdict(Verdict.State, subject: String?)
        /// An event of this kind whose reason contains a text.
        case event(Event.Kind, containing: String)
        /// The observed share differs from the applied one by at least so many percentage points.
        case lag(points: Double)
        /// The old side has at most so many running members.
        case oldRunning(atMost: Int)
        /// One side runs at least so many versions.
        case versions(Side, atLeast: Int)
        /// The oldest job in the queue is at least so many seconds old.
        case queueAge(atLeast: Double)
        /// The weights read back give this share on new, within half a percentage point.
        case applied(percent: Double)
        /// In the newest minute, at least so many percent of one side's requests ended in a 5xx.
        case failing(Side, atLeast: Double)
        /// In the newest minute, both sides together got at least so many requests.
        case requests(atLeast: Double)
    }

    /// What a perfect operator does about it.
    package enum Act: String, Sendable, CaseIterable { case watch, pause, rollBack }
}
