/// The absolute limits that a side exceeds for as long as a verdict requires, whoever is to blame.
package struct Excess: Sendable, Equatable {
    /// 5xx above the error limit.
    package var errors: Bool
    /// p99, or p95 where requests are few, above the latency limit.
    package var latency: Bool

    package init(errors: Bool = false, latency: Bool = false) {
        self.errors = errors
        self.latency = latency
    }
}

extension Board {
    /// The excess in a side's newest settled minutes; none when they are stale or missing.
    package func excess(_ side: Side, of service: Service) -> Excess {
        let requests = latest(.requests, side, of: service)
        guard service.takesTraffic, requests.presence != .stale, let minute = requests.minute else { return Excess() }
        let limits = LimitFindings(service: service)
        return Excess(
            errors: limits.isOverErrorLimitForLong(side, minute),
            latency: limits.latencyOverLimitForLong(side, minute) != nil)
    }
}
