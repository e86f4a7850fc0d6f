/// What is measured of one side (or of the queue that both sides eat), once a minute.
///
/// The raw values are written into the store and into snapshots: they never change their meaning, and a new one needs a
/// step of the store's schema. What is true of each stands in ``facts``, how it is shown in `Columns` of View.
package enum Metric: String, CaseIterable, Sendable, Codable {
    /// Requests for which a target was chosen, count per minute.
    case requests
    /// Answers of targets by class, count per minute; published when not zero.
    case target2xx, target4xx, target5xx
    /// 5xx that the load balancer made itself, count per minute; no target group dimension.
    case balancer5xx
    /// The same by code.
    case balancer500, balancer502, balancer503, balancer504
    /// Response time of the targets in milliseconds: average and percentiles.
    case responseAverage, p50, p90, p95, p99
    /// Targets by the load balancer's own eyes: the fewest that were healthy, the most that were unhealthy.
    case healthyHosts, unhealthyHosts
    /// Connections to targets that failed, and connections refused at the balancer's limit, count per minute.
    case connectionErrors, rejectedConnections
    /// TLS handshakes of clients with the load balancer that failed, count per minute; no target group dimension.
    case clientTLSErrors
    /// Percent of what the instances or tasks have reserved; may exceed 100 on ECS.
    case cpu, memory
    /// Age of the oldest message in seconds. Of the queue, not of a side.
    case queueAge
}

extension Metric {
    /// What is true of a metric, wherever it is shown: how CloudWatch is asked for it, and how its points are read.
    ///
    /// Source: "CloudWatch metrics for your Application Load Balancer", and the metric pages of ECS, EC2 and SQS.
    package struct Facts: Sendable {
        /// CloudWatch's name.
        package var name: String
        package var statistic: Statistic
        package var origin: Origin
        package var unit: Unit
        package var absence: Absence
        /// How the values of several target groups become one of the side.
        package var combining: Combining
        /// What CloudWatch's value is multiplied with to be in our unit.
        package var factor = 1.0
    }

    /// The one list of metrics: a row for each.
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
        }
    }

    /// The reading of an absent point, from the metric's publication rule in AWS's documentation.
    package var absence: Absence { facts.absence }

    /// The metrics of an origin, in their order.
    package static func all(of origin: Origin) -> [Metric] { allCases.filter { $0.facts.origin == origin } }

    /// How a minute without a point is to be read once the source has answered completely.
    package enum Absence: Sendable {
        /// The counter is published only when it is not zero: no point beside traffic means zero.
        case zeroWhenTraffic
        /// The value exists only where there is traffic: no point means that there was none.
        case noTraffic
        /// The value should be there in every minute: no point means that it is missing.
        case missing
    }

    /// Whose number it is; decides namespace, dimensions and whether it is a side's.
    package enum Origin: Sendable {
        /// A side's targets: `AWS/ApplicationELB` by load balancer, and by target group where the side has some.
        case targets
        /// The response time of the targets: the same, but the load balancer's own number where it serves one side only.
        case responseTime
        /// The state of the targets: the same, but only where the side has target groups.
        case targetHealth
        /// A load balancer itself: by load balancer only. Of no side when both sides share it.
        case balancer
        /// The tasks (`AWS/ECS` by cluster and service), or the instances (`AWS/EC2` by Auto Scaling group).
        case machines
        /// The tasks only: nothing tells it of instances.
        case tasks
        /// The queue (`AWS/SQS` by its name): never of a side.
        case queue

        /// Whether a load balancer publishes it.
        package var isOfBalancer: Bool {
            switch self {
            case .targets, .responseTime, .targetHealth, .balancer: true
            case .machines, .tasks, .queue: false
            }
        }
    }

    /// What a value counts; decides how it is written and compared.
    package enum Unit: Sendable {
        /// Events in one minute.
        case perMinute
        case milliseconds
        case hosts
        /// Percent of what is reserved; may exceed 100.
        case percent
        /// Seconds, as an age.
        case seconds
    }

    /// CloudWatch's statistics, as far as they are asked for.
    package enum Statistic: Sendable, Equatable {
        case sum, average, minimum, maximum
        case percentile(Int)

        /// As `GetMetricData` takes it.
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

    /// How the values of several target groups become one.
    package enum Combining: Sendable {
        case sum, worst, least
        /// Mean of the values, each weighted by the requests of its target group.
        case mean
    }
}

extension Metric.Facts {
    /// A counter of a load balancer: one minute's sum.
    fileprivate static func count(
        _ name: String, of origin: Metric.Origin, absence: Metric.Absence = .zeroWhenTraffic
    ) -> Self {
        Self(
            name: name, statistic: .sum, origin: origin, unit: .perMinute, absence: absence, combining: .sum)
    }

    /// `TargetResponseTime`, which CloudWatch tells in seconds. Percentiles cannot be averaged: the worst group's stands.
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

    fileprivate static func age(_ name: String) -> Self {
        Self(
            name: name, statistic: .maximum, origin: .queue, unit: .seconds, absence: .missing, combining: .worst)
    }
}

/// Where a series of samples belongs: a metric of one side of one service; no side for what both sides share.
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
