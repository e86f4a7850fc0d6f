import Model

/// CloudWatch's values for a fleet in one minute: averages of utilization, minima and maxima of counts.
struct FleetGauges: Sendable {
    private var steps = 0.0
    private var cpu = 0.0
    private var memory = 0.0
    private var healthy = Int.max
    private var unhealthy = 0

    /// Records one step of the minute.
    mutating func note(_ fleet: SimulatedFleet) {
        steps += 1
        cpu += fleet.cpu
        memory += fleet.memory
        healthy = min(healthy, fleet.healthyHosts)
        unhealthy = max(unhealthy, fleet.unhealthyHosts)
    }

    /// The minute's values. EC2 has none for an instance's memory, as no agent is installed.
    func metrics(hasTargets: Bool, side: Side) -> [Metric: Double] {
        guard steps > 0 else { return [:] }
        var metrics: [Metric: Double] = [.cpu: cpu / steps]
        if side == .new { metrics[.memory] = memory / steps }
        if hasTargets {
            metrics[.healthyHosts] = Double(healthy)
            metrics[.unhealthyHosts] = Double(unhealthy)
        }
        return metrics
    }
}
