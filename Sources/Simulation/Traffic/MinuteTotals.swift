import Model

/// The counts of one side of one service in one minute, request by request: the true values that CloudWatch gets.
struct MinuteTotals: Sendable, Equatable {
    /// Requests for which a target was chosen.
    var requests = 0
    var target2xx = 0
    var target4xx = 0
    var target5xx = 0
    /// 5xx of the load balancer itself, by code.
    var balancer502 = 0
    var balancer503 = 0
    var balancer504 = 0
    /// Response times of the requests that a target answered.
    var latencies = LatencyHistogram()
    /// Requests that failed, or were slower than the service's limit, only because of a fault.
    var harmed = Harm()

    /// Starts the next minute, in the same memory.
    mutating func reset() {
        (requests, target2xx, target4xx, target5xx) = (0, 0, 0, 0)
        (balancer502, balancer503, balancer504) = (0, 0, 0)
        latencies.reset()
        harmed = Harm()
    }

    /// The values by CloudWatch's names. Percentiles and averages exist only where a target answered.
    var metrics: [Metric: Double] {
        var metrics: [Metric: Double] = [
            .requests: Double(requests), .target2xx: Double(target2xx), .target4xx: Double(target4xx),
            .target5xx: Double(target5xx), .balancer502: Double(balancer502), .balancer503: Double(balancer503),
            .balancer504: Double(balancer504), .balancer5xx: Double(balancer502 + balancer503 + balancer504),
        ]
        for metric in Metric.all(of: .responseTime) {
            switch metric.facts.statistic {
            case .percentile(let percent): metrics[metric] = latencies.percentile(Double(percent))
            default: metrics[metric] = latencies.mean
            }
        }
        return metrics
    }
}

/// Requests that would have been good without a fault.
package struct Harm: Sendable, Equatable {
    package var failed = 0
    /// Slower than the service's p99 limit (500 ms where it has none).
    package var slow = 0

    package init(failed: Int = 0, slow: Int = 0) {
        self.failed = failed
        self.slow = slow
    }

    package var total: Int { failed + slow }

    package static func + (a: Harm, b: Harm) -> Harm { Harm(failed: a.failed + b.failed, slow: a.slow + b.slow) }
    package static func += (a: inout Harm, b: Harm) { a = a + b }
}
