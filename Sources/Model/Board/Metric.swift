/// What is measured once a minute, of one side or of the queue that both sides read.
///
/// Stores and snapshots contain the raw values: they never change their meaning. A new metric needs a step of the
/// store's schema. ``facts`` says what is true of each one; `Columns` of View says how it is shown.
package enum Metric: String, CaseIterable, Sendable, Codable {
    /// Requests for which the load balancer chose a target, count per minute.
    case requests
    /// Responses of targets by class, count per minute; published only when not zero.
    case target2xx, target4xx, target5xx
    /// 5xx that the load balancer itself generated, count per minute; without a target group dimension.
    case balancer5xx
    /// The same by status code.
    case balancer500, balancer502, balancer503, balancer504
    /// Response time of the targets in milliseconds: average and percentiles.
    case responseAverage, p50, p90, p95, p99
    /// Targets by the load balancer's health checks: the minimum of healthy ones, the maximum of unhealthy ones.
    case healthyHosts, unhealthyHosts
    /// Failed connections to targets, and connections that the load balancer rejected at its limit, count per minute.
    case connectionErrors, rejectedConnections
    /// Failed TLS handshakes between clients and the load balancer, count per minute; without a target group dimension.
    case clientTLSErrors
    /// Percent of what the instances or tasks reserve; may exceed 100 on ECS.
    case cpu, memory
    /// Age of the oldest message in seconds. It belongs to the queue, not to a side.
    case queueAge
    /// Messages of the queue that wait: the maximum of the minute.
    case queueDepth
    /// Messages of the queue that were received, and that were deleted because they are done; count per minute. A message
    /// that fails is received again.
    case queueReceived, queueDeleted
    /// Messages in the queue where those go that failed too often.
    case deadLetters
}

extension Metric {
    /// What is true of a metric: how CloudWatch is queried for it, and how its points are read.
    ///
    /// Source: "CloudWatch metrics for your Application Load Balancer", and the metric pages of ECS, EC2 and SQS.
    package struct Facts: Sendable {
        /// The metric's name in CloudWatch.
        package var name: String
        package var statistic: Statistic
        package var origin: Origin
        package var unit: Unit
        package var absence: Absence
        /// How the values of several target groups become the value of the side.
        package var combining: Combining
        /// The factor from CloudWatch's unit to ours.
        package var factor = 1.0
    }

    /// The one list of metrics, a row for each.
    package var facts: Facts {
        switch self {
        case .requests: .count("RequestCount", of: .targets, absence: .noTraffic)
        case .target2xx: .count("HTTPCode_Target_2XX_Count", of: .targets)
        case .target4xx: .count("HTTPCode_Target_4XX_Count", of: .targets)
        case .target5xx: .count("HTTPCode_Target_5XX_Count", of: .targets)
        case .balancer5xx: .count("HTTPCode_ELB_5XX_Count", of: .balancer)
        case .balancer500: .count("HTTPCode_ELB_500_Count", of: .balancer)
        case .balancer502: .count("HTTPCode_ELB_502_Count", of: .balancer)
        case .balancer503: .count("HTTPCode_ELB_503_Count", of: .balancer)
        case .balancer504: .count("HTTPCode_ELB_504_Count", of: .balancer)
        case .responseAverage: .time(.average, combining: .mean)
        case .p50: .time(.percentile(50))
        case .p90: .time(.percentile(90))
        case .p95: .time(.percentile(95))
        case .p99: .time(.percentile(99))
        case .healthyHosts: .hosts("HealthyHostCount", .minimum, combining: .least)
        case .unhealthyHosts: .hosts("UnHealthyHostCount", .maximum, combining: .worst)
        case .connectionErrors: .count("TargetConnectionErrorCount", of: .targets)
        case .rejectedConnections: .count("RejectedConnectionCount", of: .balancer)
        case .clientTLSErrors: .count("ClientTLSNegotiationErrorCount", of: .balancer)
        case .cpu: .use("CPUUtilization", of: .machines)
        case .memory: .use("MemoryUtilization", of: .tasks)
        case .queueAge: .age("ApproximateAgeOfOldestMessage")
        case .queueDepth: .messages("ApproximateNumberOfMessagesVisible", of: .queue)
        case .queueReceived: .handled("NumberOfMessagesReceived")
        case .queueDeleted: .handled("NumberOfMessagesDeleted")
        case .deadLetters: .messages("ApproximateNumberOfMessagesVisible", of: .deadLetterQueue)
        }
    }

    /// What an absent point means, by the metric's reporting criteria in AWS's documentation.
    package var absence: Absence { facts.absence }

    /// The metrics of an origin, in the order of the cases.
    package static func all(of origin: Origin) -> [Metric] { allCases.filter { $0.facts.origin == origin } }

    /// What a minute without a point means after the source has answered completely.
    package enum Absence: Sendable {
        /// A counter that is published only when it is not zero: an absent point while there is traffic means zero.
        case zeroWhenTraffic
        /// The value exists only while there is traffic: an absent point means no traffic.
        case noTraffic
        /// The value is published every minute: an absent point means that it is missing.
        case missing
    }

    /// Which resource has the number. It decides the namespace, the dimensions, and whether the number belongs to a
    /// side.
    package enum Origin: Sendable {
        /// A side's targets: `AWS/ApplicationELB` by load balancer, and by target group where the side has target
        /// groups.
        case targets
        /// The targets' response time: like `targets`, but by load balancer alone where the load balancer serves one
        /// side.
        case responseTime
        /// The targets' health: like `targets`, but only where the side has target groups.
        case targetHealth
        /// A load balancer itself, by load balancer only. It has no side when both sides share it.
        case balancer
        /// The tasks (`AWS/ECS` by cluster and service), or the instances (`AWS/EC2` by Auto Scaling group).
        case machines
        /// The tasks only: CloudWatch has no such metric of instances.
        case tasks
        /// The queue (`AWS/SQS` by queue name). It has no side.
        case queue
        /// The queue to which the queue's redrive policy moves messages. It has no side.
        case deadLetterQueue

        /// Whether a load balancer publishes it.
        package var isOfBalancer: Bool {
            switch self {
            case .targets, .responseTime, .targetHealth, .balancer: true
            case .machines, .tasks, .queue, .deadLetterQueue: false
            }
        }
    }

    /// What a value counts. It decides how the value is written and compared.
    package enum Unit: Sendable {
        /// Events in one minute.
        case perMinute
        case milliseconds
        case hosts
        case messages
        /// Percent of what is reserved; may exceed 100.
        case percent
        /// Seconds, as an age.
        case seconds
    }

    /// The statistics of CloudWatch that are used.
    package enum Statistic: Sendable, Equatable {
        case sum, average, minimum, maximum
        case percentile(Int)

        /// The name in `GetMetricData`.
        package var name: String {
            switch self {
            case .sum: "Sum"
            case .average: "Average"
            case .minimum: "Minimum"
            case .maximum: "Maximum"
            case .percentile(let percent): "p\(percent)"
            }
        }
    }

    /// How the values of several target groups become one value.
    package enum Combining: Sendable {
        case sum, worst, least
        /// The mean, each value weighted by the requests of its target group.
        case mean
    }
}

extension Metric.Facts {
    /// A counter of a load balancer: the sum of one minute.
    fileprivate static func count(
        _ name: String, of origin: Metric.Origin, absence: Metric.Absence = .zeroWhenTraffic
    ) -> Self {
        Self(
            name: name, statistic: .sum, origin: origin, unit: .perMinute, absence: absence, combining: .sum)
    }

    /// `TargetResponseTime`, in seconds in CloudWatch. Percentiles cannot be averaged, so the value of the slowest
    /// group counts.
    fileprivate static func time(_ statistic: Metric.Statistic, combining: Metric.Combining = .worst) -> Self {
        Self(
            name: "TargetResponseTime", statistic: statistic, origin: .responseTime, unit: .milliseconds,
            absence: .noTraffic, combining: combining, factor: 1000)
    }

    fileprivate static func hosts(_ name: String, _ statistic: Metric.Statistic, combining: Metric.Combining) -> Self {
        Self(
            name: name, statistic: statistic, origin: .targetHealth, unit: .hosts, absence: .missing,
            combining: combining)
    }

    fileprivate static func use(_ name: String, of origin: Metric.Origin) -> Self {
        Self(
            name: name, statistic: .average, origin: origin, unit: .percent, absence: .missing, combining: .worst)
    }

    fileprivate static func messages(_ name: String, of origin: Metric.Origin) -> Self {
        Self(
            name: name, statistic: .maximum, origin: origin, unit: .messages, absence: .missing, combining: .worst)
    }

    /// SQS publishes zeros too, as long as a queue is in use.
    fileprivate static func handled(_ name: String) -> Self {
        Self(
            name: name, statistic: .sum, origin: .queue, unit: .perMinute, absence: .missing, combining: .sum)
    }

    fileprivate static func age(_ name: String) -> Self {
        Self(
            name: name, statistic: .maximum, origin: .queue, unit: .seconds, absence: .missing, combining: .worst)
    }
}

/// The key of a series: a metric of one side of one service; without a side for what both sides share.
package struct SeriesKey: Hashable, Sendable {
    package var service: String
    package var side: Side?
    package var metric: Metric

    package init(service: String, side: Side?, metric: Metric) {
        self.service = service
        self.side = side
        self.metric = metric
    }
}
