/// What is measured of one side (or of the queue that both sides eat), once a minute.
///
/// The raw values are written into the store and into snapshots: they never change their meaning.
package enum Metric: String, CaseIterable, Sendable, Codable {
    /// Requests for which a target was chosen, count per minute (`RequestCount`, Sum).
    case requests
    /// Answers of targets by class, count per minute (`HTTPCode_Target_nXX_Count`, Sum); published when not zero.
    case target2xx, target4xx, target5xx
    /// 5xx that the load balancer made itself, count per minute (`HTTPCode_ELB_5XX_Count`, Sum); no target group dimension.
    case balancer5xx
    /// The same by code (`HTTPCode_ELB_500_Count` …).
    case balancer500, balancer502, balancer503, balancer504
    /// `TargetResponseTime` in milliseconds: average and percentiles.
    case responseAverage, p50, p95, p99
    /// Targets by the load balancer's own eyes (`HealthyHostCount` Minimum, `UnHealthyHostCount` Maximum).
    case healthyHosts, unhealthyHosts
    /// Connections to targets that failed, and connections refused at the balancer's limit, count per minute.
    case connectionErrors, rejectedConnections
    /// Percent of what the instances or tasks have reserved; may exceed 100 on ECS.
    case cpu, memory
    /// Age of the oldest message in seconds (`ApproximateAgeOfOldestMessage`, Maximum). Of the queue, not of a side.
    case queueAge

    /// How a minute without a point is to be read once the source has answered completely.
    package enum Absence: Sendable {
        /// The counter is published only when it is not zero: no point beside traffic means zero.
        case zeroWhenTraffic
        /// The value exists only where there is traffic: no point means that there was none.
        case noTraffic
        /// The value should be there in every minute: no point means that it is missing.
        case missing
    }

    /// The reading of an absent point, from the metric's publication rule in AWS's documentation.
    package var absence: Absence {
        switch self {
        case .target2xx, .target4xx, .target5xx, .balancer5xx, .balancer500, .balancer502, .balancer503, .balancer504,
            .connectionErrors, .rejectedConnections:
            .zeroWhenTraffic
        case .requests, .responseAverage, .p50, .p95, .p99: .noTraffic
        case .healthyHosts, .unhealthyHosts, .cpu, .memory, .queueAge: .missing
        }
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
