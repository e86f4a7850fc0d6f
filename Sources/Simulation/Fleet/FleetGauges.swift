import Model

/// What CloudWatch makes of a fleet in one minute: averages of what is used, extremes of what is counted.
struct FleetGauges: Sendable {
    private var steps = 0.0
    private var cpu = 0.0
    private var memory = 0.0
    private var healthy = Int.max
    private var unhealthy = 0

    /// Takes in one step of the minute.
    mutating func note(_ fleet: SimulatedFleet) {
        steps += 1
        cpu += fleet.cpu
        memory += fleet.memory
        healthy = min(healthy, fleet.healthyHosts)
        unhealthy = max(unhealthy, fleet.unhealthyHosts)
    }

    /// The minute's points. EC2 knows nothing of an instance's memory, as nobody installed an agent.
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
