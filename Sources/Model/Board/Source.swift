/// What the pollers ask: each at its own pace, none holding up another.
package enum Source: String, CaseIterable, Sendable, Codable {
    case route53, targetHealth, listeners, autoScaling, ec2, ecs, cloudWatch, sqs

    /// What is true of a source, wherever it is told.
    package struct Facts: Sendable {
        /// The name people know it by.
        package var title: String
        /// The same where room is short.
        package var short: String
        /// Seconds between two polls.
        package var pace: Double
        /// Seconds after which what it told is stale and is drawn as its age.
        package var bound: Double

        fileprivate init(_ title: String, short: String? = nil, pace: Double, bound: Double) {
            self.title = title
            self.short = short ?? title
            self.pace = pace
            self.bound = bound
        }
    }

    /// The one list of sources: a row for each.
    package var facts: Facts {
        switch self {
        case .route53: Facts("Route 53", short: "R53", pace: 30, bound: 120)
        case .targetHealth: Facts("target health", short: "targets", pace: 10, bound: 45)
        case .listeners: Facts("listeners", pace: 30, bound: 120)
        case .autoScaling: Facts("Auto Scaling", short: "ASG", pace: 30, bound: 120)
        case .ec2: Facts("EC2", pace: 30, bound: 120)
        case .ecs: Facts("ECS", pace: 10, bound: 45)
        // Its bound is counted from the end of the minute. A minute that comes as late as minutes do, three minutes after
        // its end, is read by the poll a quarter of a minute later; until then the newest one known is a minute older.
        case .cloudWatch: Facts("CloudWatch", short: "CW", pace: 60, bound: 270)
        case .sqs: Facts("SQS", pace: 30, bound: 120)
        }
    }

    /// The name people know it by.
    package var title: String { facts.title }

    /// Seconds between two polls.
    package var pace: Double { facts.pace }

    /// Seconds after which what it told is stale and is drawn as its age; for CloudWatch from the end of the minute.
    package var bound: Double { facts.bound }
}

/// How a source fares: when it was last asked, when it last answered, and what it said when it did not.
package struct Reading: Sendable, Equatable, Codable {
    package var source: Source
    package var lastTry: Moment
    package var lastSuccess: Moment?
    /// In words that name the call, the resource and the remedy; `nil` when the last try succeeded.
    package var error: String?
    /// Failed tries since the last success.
    package var failures: Int
    /// How long the last answered poll took, in milliseconds.
    package var milliseconds: Int
    /// For CloudWatch: the newest minute for which requests were published; for others `nil`.
    package var newestMinute: Moment?

    package init(
        source: Source, lastTry: Moment, lastSuccess: Moment? = nil, error: String? = nil, failures: Int = 0,
        milliseconds: Int = 0, newestMinute: Moment? = nil
    ) {
        self.source = source
        self.lastTry = lastTry
        self.lastSuccess = lastSuccess
        self.error = error
        self.failures = failures
        self.milliseconds = milliseconds
        self.newestMinute = newestMinute
    }
}
