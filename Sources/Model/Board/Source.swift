/// What the pollers read. Each source has its own pace, and none delays another.
package enum Source: String, CaseIterable, Sendable, Codable {
    case route53, targetHealth, listeners, autoScaling, ec2, ecs, cloudWatch, sqs

    /// What is true of a source, wherever it is shown.
    package struct Facts: Sendable {
        /// The name by which people know it.
        package var title: String
        /// The same where room is short.
        package var short: String
        /// Seconds between two polls.
        package var pace: Double
        /// Seconds after which its data is stale and is drawn with its age.
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
        // Its bound counts from the end of the minute. A late minute is published 180 s after its end and read 15 s
        // later. Until then the newest known minute is one minute older: 255 s.
        case .cloudWatch: Facts("CloudWatch", short: "CW", pace: 60, bound: 270)
        case .sqs: Facts("SQS", pace: 30, bound: 120)
        }
    }

    /// The name by which people know it.
    package var title: String { facts.title }

    /// Seconds between two polls.
    package var pace: Double { facts.pace }

    /// Seconds after which its data is stale and is drawn with its age; for CloudWatch from the end of the minute.
    package var bound: Double { facts.bound }
}

/// The state of a source: when it was last polled, when it last answered, and its last error.
package struct Reading: Sendable, Equatable, Codable {
    package var source: Source
    package var lastTry: Moment
    package var lastSuccess: Moment?
    /// In words, with the call, the resource and the remedy; `nil` when the last try succeeded.
    package var error: String?
    /// Failed tries since the last success.
    package var failures: Int
    /// How long the last successful poll took, in milliseconds.
    package var milliseconds: Int
    /// For CloudWatch: the newest minute with published requests. `nil` for other sources.
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
