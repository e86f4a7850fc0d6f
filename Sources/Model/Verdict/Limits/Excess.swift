/// Which absolute limits a side is over, for as long as the verdict wants before it says so; whoever is to blame.
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
    /// What marks the numbers of a side in its newest settled minutes; nothing when they are old or there are none.
    package func excess(_ side: Side, of service: Service) -> Excess {
        let requests = latest(.requests, side, of: service)
        guard service.takesTraffic, requests.presence != .stale, let minute = requests.minute else { return Excess() }
        let limits = LimitFindings(service: service)
        return Excess(
            errors: limits.isOverErrorLimitForLong(side, minute),
            latency: limits.latencyOverLimitForLong(side, minute) != nil)
    }
}
