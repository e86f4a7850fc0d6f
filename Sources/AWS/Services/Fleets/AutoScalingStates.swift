// What Auto Scaling's words mean, read in one place.

extension AutoScalingGroup {
    /// Whether it replaces instances that a load balancer finds unhealthy; several kinds of checks are one text.
    package var heedsBalancer: Bool { healthCheckType?.contains("ELB") ?? false }

    /// Whether a process is suspended without which no instance is taken away.
    package var scaleInIsSuspended: Bool {
        suspendedProcesses.contains { ["Terminate", "AlarmNotification"].contains($0) }
    }
}

extension AutoScalingGroup.Instance {
    package var isInService: Bool { lifecycleState == "InService" }
}
