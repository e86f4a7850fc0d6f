import Model

/// Sums up what CloudWatch has told of minutes that have not settled, for each service with traffic.
struct UnsettledMinutes {
    /// The services, and whether one load balancer serves both sides: its own 5xx have no side then.
    private let services: [String: Bool]

    init(configuration: Configuration) {
        let balanced = configuration.services.filter { Service(configuration: $0).takesTraffic }
        services = Dictionary(balanced.map { ($0.name, $0.sharesLoadBalancer) }) { first, _ in first }
    }

    /// The minutes of each service in which something was told, oldest first.
    ///
    /// - Parameter samples: Of minutes that have not settled.
    func minutes(of samples: [Sample]) -> [String: [UnsettledMinute]] {
        var all: [String: [Minute: UnsettledMinute]] = services.mapValues { _ in [:] }
        for sample in samples {
            guard let value = sample.value, let side = sample.series.side,
                let isShared = services[sample.series.service]
            else { continue }
            let none = Sides(old: 0.0, new: 0.0)
            var minute =
                all[sample.series.service]?[sample.minute]
                ?? UnsettledMinute(minute: sample.minute, requests: none, errors: none)
            switch sample.series.metric {
            case .requests: minute.requests[side] += value
            case .target5xx: minute.errors[side] += value
            case .balancer5xx where !isShared: minute.errors[side] += value
            default: continue
            }
            all[sample.series.service]?[sample.minute] = minute
        }
        return all.mapValues { $0.values.sorted { $0.minute < $1.minute } }
    }
}
