/// What the pollers ask: each at its own pace, none holding up another.
package enum Source: String, CaseIterable, Sendable, Codable {
    case route53, targetHealth, listeners, autoScaling, ec2, ecs, cloudWatch, sqs

    /// The name people know it by.
    package var title: String {
        switch self {
        case .route53: "Route 53"
        case .targetHealth: "target health"
        case .listeners: "listeners"
        case .autoScaling: "Auto Scaling"
        case .ec2: "EC2"
        case .ecs: "ECS"
        case .cloudWatch: "CloudWatch"
        case .sqs: "SQS"
        }
    }

    /// Seconds between two polls.
    package var pace: Double {
        switch self {
        case .targetHealth, .ecs: 10
        case .route53, .listeners, .autoScaling, .ec2, .sqs: 30
        case .cloudWatch: 60
        }
    }

    /// Seconds after which what it told is stale and is drawn as its age.
    ///
    /// For CloudWatch it is counted from the end of the minute. One that comes as late as minutes do, three minutes after
    /// its end, is read by the poll a quarter of a minute later; until then the newest one known is a minute older.
    package var bound: Double {
        switch self {
        case .targetHealth, .ecs: 45
        case .route53, .listeners, .autoScaling, .ec2, .sqs: 120
        case .cloudWatch: 270
        }
    }
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
